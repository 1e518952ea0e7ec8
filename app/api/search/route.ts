import { searchLeads } from '@/lib/leads/queries/search'
import { currentActor } from '@/lib/platform/auth/session'

/** Leads for the command palette while somebody types. Session only; other programs use /api/v1/leads?q=. */
export async function GET(request: Request): Promise<Response> {
  const actor = await currentActor()
  if (!actor) return Response.json({ data: [] }, { status: 401 })
  const question = new URL(request.url).searchParams.get('q') ?? ''
  return Response.json({ data: await searchLeads(actor, question.slice(0, 200)) }, { headers: PRIVATE })
}

const PRIVATE = { 'Cache-Control': 'private, no-store' }
