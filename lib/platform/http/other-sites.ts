import { isOwnOrigin } from './origin'
import { HttpProblem } from './problem'

/**
 * What a page of another site may read of an answer: nothing, unless its origin is on the list. Refuses a request that
 * comes from a page of any other site; one without an Origin comes from no page (a server, an older program).
 */
export function answerTo(request: Request, sites: readonly string[]): Record<string, string> {
  const origin = request.headers.get('origin')
  if (origin === null || isOwnOrigin(request.headers)) return VARIES
  if (!sites.includes(origin)) throw new HttpProblem('FOREIGN_ORIGIN')
  return { ...VARIES, 'Access-Control-Allow-Origin': origin }
}

const VARIES = { Vary: 'Origin' }

/** The answer to a browser that asks before it posts. */
export function preflight(request: Request, sites: readonly string[]): Response {
  const headers = {
    ...answerTo(request, sites),
    'Access-Control-Allow-Methods': 'POST',
    'Access-Control-Allow-Headers': 'Content-Type, Accept',
    'Access-Control-Max-Age': '600',
    'Cache-Control': 'no-store',
  }
  return new Response(null, { status: 204, headers })
}
