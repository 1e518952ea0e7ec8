import { stopLetters } from '@/lib/notices/commands/preferences'
import { publicUrl } from '@/lib/platform/http/public-url'

/** One click in a mail program (RFC 8058): no cookie, no question. The token says whose letters of which kinds. */
export async function POST(request: Request): Promise<Response> {
  const token = new URL(request.url).searchParams.get('token') ?? ''
  const stopped = await stopLetters({ token: token.slice(0, 800) })
  return new Response(null, { status: stopped.ok ? 204 : 404, headers: { 'Cache-Control': 'no-store' } })
}

/** Whoever opens the same address in a browser gets the page with a button: opening a link changes nothing. */
export function GET(request: Request): Response {
  const token = new URL(request.url).searchParams.get('token') ?? ''
  return Response.redirect(publicUrl(`/unsubscribe?token=${encodeURIComponent(token.slice(0, 800))}`), 303)
}
