import { currentActor, sessionId } from '@/lib/platform/auth/session'
import { knownSince, liveStream } from '@/lib/platform/realtime/stream'

/** What others change, as it happens (server-sent events). 204 tells a browser whose session has ended not to come back. */
export async function GET(request: Request): Promise<Response> {
  const [actor, session] = await Promise.all([currentActor(), sessionId()])
  if (!actor || !session) return new Response(null, { status: 204, headers: { 'Cache-Control': 'no-store' } })
  return liveStream({ personId: actor.personId, sessionId: session, since: knownSince(request) })
}
