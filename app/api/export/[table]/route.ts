import { exportTable } from '@/lib/exports/queries/export'
import { tableOf } from '@/lib/exports/queries/tables'
import { FORMATS } from '@/lib/exports/schema'
import { currentActor } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

/** A table of a screen as a file. The rest of the address is the screen's own, and is mended as the screen mends it. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ table: string }> },
): Promise<Response> {
  const actor = await currentActor()
  if (!actor) return refused(401)
  // A page elsewhere that loads it learns nothing, and makes us work for nothing.
  if (request.headers.get('sec-fetch-site') === 'cross-site') return refused(403)
  const { table: id } = await params
  const table = tableOf(id)
  const asked = new URL(request.url).searchParams
  const format = FORMATS.find((name) => name === asked.get('format'))
  if (!table || !format) return refused(404)
  const { body, headers } = await exportTable(actor, { id, table, format, query: queryOf(asked) })
  return new Response(body, { headers })
}

function queryOf(asked: URLSearchParams): Query {
  const query: Record<string, string[]> = {}
  for (const name of new Set(asked.keys())) {
    if (name !== 'format' && name !== '__proto__') query[name] = asked.getAll(name)
  }
  return query
}

function refused(status: number): Response {
  return Response.json({ data: [] }, { status, headers: { 'Cache-Control': 'private, no-store' } })
}
