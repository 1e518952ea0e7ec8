import { type NextRequest, NextResponse } from 'next/server'
import { sessionCookie } from '@/lib/platform/auth/cookies'

/**
 * Sends whoever carries no session cookie to the sign-in page, and tells the page its own path. It decides nothing:
 * whether the session counts is asked of the database by every page, query and command.
 */
export function proxy(request: NextRequest) {
  const { pathname, search } = request.nextUrl
  const path = `${pathname}${search}`
  // A form whose sender's session has ended is answered and not redirected, so that what they typed stays. Every Server
  // Action asks by itself who is there.
  const sendsForm = request.method === 'POST' && request.headers.has('next-action')
  if (!request.cookies.has(sessionCookie().name) && !sendsForm && !pathname.startsWith(SHARED)) {
    const target = new URL('/sign-in', request.url)
    if (path !== '/') target.searchParams.set('next', path)
    return NextResponse.redirect(target)
  }
  const headers = new Headers(request.headers)
  headers.set('x-baton-path', path)
  return NextResponse.next({ request: { headers } })
}

/** Pages for whoever has the link; they learn their own path, to say what became of it. */
const SHARED = '/shared/'

/** Pages of the workspace: not the API (it answers 401 itself), not the pages for the signed-out and for visitors, not files. */
export const config = {
  matcher: ['/((?!api/|_next/|f/|t/|sign-in|forgot|link/|unsubscribe|welcome|.*\\.[a-z0-9]+$).*)'],
}
