import { z } from 'zod'
import { openApiDocument } from '@/lib/platform/http/openapi'
import { defineOpenRoute, serve } from '@/lib/platform/http/route'
import { endpoints } from '../routes'

const ABOUT = {
  title: 'Baton',
  version: '1',
  server: '/api/v1',
  description:
    'Marketing and sales work the same leads. A key belongs to a person and can do what that person can. Errors are problem details (RFC 9457). Times are ISO 8601 in UTC, days YYYY-MM-DD, money a decimal string with two digits.',
}

let text: string | undefined

const document = defineOpenRoute({
  method: 'GET',
  path: '/openapi.json',
  tag: 'Service',
  summary: 'This document',
  responses: { 200: z.looseObject({ openapi: z.literal('3.1.0') }) },
  async handle() {
    text ??= JSON.stringify(openApiDocument([...endpoints, document], ABOUT))
    return { body: text, headers: { 'Content-Type': 'application/json' } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(document)
