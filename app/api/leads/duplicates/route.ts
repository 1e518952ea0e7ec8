import { findLikelyDuplicates } from '@/lib/leads/queries/duplicates'
import { duplicatesInput } from '@/lib/leads/search-params'
import { currentActor } from '@/lib/platform/auth/session'

/** Leads that are probably the one being typed in the lead form. Session only. */
export async function GET(request: Request): Promise<Response> {
  const actor = await currentActor()
  if (!actor) return Response.json({ data: [] }, { status: 401 })
  const asked = duplicatesInput.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  const data = asked.success ? await findLikelyDuplicates(actor, asked.data) : []
  return Response.json({ data }, { headers: { 'Cache-Control': 'private, no-store' } })
}
