import { createHash } from 'node:crypto'
import type { FormDefinition } from '@/lib/forms/fields'
import { SCRIPT, STYLE } from '@/lib/forms/page'

const hashOf = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
const [STYLE_HASH, SCRIPT_HASH] = [hashOf(STYLE), hashOf(SCRIPT)]

/** A page for visitors: it runs its own script and nobody else's, and stands in no site but those of its form. */
export function pageAnswer(
  body: string,
  {
    status = 200,
    form,
    headers,
  }: { status?: number; form?: FormDefinition; headers?: Record<string, string> } = {},
): Response {
  const sites = form?.sites ?? []
  const goesTo = form?.redirectUrl ? [new URL(form.redirectUrl).origin] : []
  const policy = [
    `default-src 'none'`,
    `style-src ${STYLE_HASH}`,
    `script-src ${SCRIPT_HASH}`,
    `connect-src 'self'`,
    `img-src 'self'`,
    `base-uri 'none'`,
    `form-action ${["'self'", ...goesTo].join(' ')}`,
    `frame-ancestors ${["'self'", ...sites].join(' ')}`,
  ].join('; ')
  return new Response(body, {
    status,
    headers: {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': policy,
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex',
      ...headers,
    },
  })
}
