import { createHash } from 'node:crypto'
import { cookies } from 'next/headers'
import { NextRequest, NextResponse } from 'next/server'
import NextAuth from 'next-auth'
import { publicUrl } from '@/lib/platform/http/public-url'
import { safePath } from '@/lib/platform/http/safe-path'
import { signingSecret, usesHttps } from './cookies'
import { authOptions } from './next-auth'
import { randomToken } from './token'

/**
 * Begins a sign-in through OpenID Connect from our own Server Action (whose Origin has been checked) and answers where
 * the browser has to go. next-auth wants a form post with its own token against forgery, so it gets one.
 */
export async function startOpenId(next: string): Promise<string> {
  const jar = await cookies()
  const csrfToken = randomToken()
  const seal = createHash('sha256').update(`${csrfToken}${signingSecret()}`).digest('hex')
  jar.set(`${usesHttps() ? '__Host-' : ''}next-auth.csrf-token`, `${csrfToken}|${seal}`, {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: usesHttps(),
  })
  const request = new NextRequest(publicUrl('/api/auth/signin/oidc'), {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ csrfToken, callbackUrl: safePath(next) }),
  })
  const params = Promise.resolve({ nextauth: ['signin', 'oidc'] })
  const answer: Response = await NextAuth(request, { params }, authOptions())
  const { cookies: given } = new NextResponse(null, { headers: answer.headers })
  for (const cookie of given.getAll()) jar.set(cookie)
  return answer.headers.get('location') ?? '/sign-in?error=OAuthSignin'
}
