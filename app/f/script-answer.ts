/** A script for other sites, or that there is none. Browsers ask for it again after some minutes. */
export function scriptAnswer(text: string | null): Response {
  if (text === null) return new Response(null, { status: 404 })
  const headers = { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'public, max-age=600' }
  return new Response(text, { headers })
}
