import { openApiDocument } from '@/lib/platform/http/openapi'
import type { Endpoint } from '@/lib/platform/http/route'
import { endpoints } from './routes'

const ABOUT = {
  title: 'Baton',
  version: '1',
  server: '/api/v1',
  description:
    'Marketing and sales work the same leads. A key belongs to a person and can do what that person can. Errors are problem details (RFC 9457). Times are ISO 8601 in UTC, days YYYY-MM-DD, money a decimal string with two digits.',
}

/** The OpenAPI document of all endpoints, and of those that only the caller knows. */
export function apiDocument(...more: Endpoint[]): Record<string, unknown> {
  return openApiDocument([...endpoints, ...more], ABOUT)
}
