import { outcomesFile } from '@/lib/bulk/queries/outcomes-file'
import { idParameter } from '@/lib/leads/search-params'
import { currentActor } from '@/lib/platform/auth/session'

/** What became of each lead of a run, as a file. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const actor = await currentActor()
  if (!actor) return refused(401)
  // A page elsewhere that loads it learns nothing, and makes us work for nothing.
  if (request.headers.get('sec-fetch-site') === 'cross-site') return refused(403)
  const file = await outcomesFile(actor, idParameter((await params).id))
  return file ? new Response(file.body, { headers: file.headers }) : refused(404)
}

function refused(status: number): Response {
  return Response.json({ data: [] }, { status, headers: { 'Cache-Control': 'private, no-store' } })
}
