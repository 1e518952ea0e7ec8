import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { decode } from 'next-auth/jwt'
import { cache } from 'react'
import type { Actor } from '@/lib/platform/actor'
import { safePath } from '@/lib/platform/http/safe-path'
import { sessionCookie, signingSecret } from './cookies'
import { actorOfSession, isSetUp } from './lookup'

/** proxy.ts puts the path of the page here, so that a person whose session has ended comes back to it. */
export const PATH_HEADER = 'x-baton-path'

/** The id of the session that the cookie carries; the signature is checked, the database is not asked. */
export async function sessionId(): Promise<string | null> {
  const token = (await cookies()).get(sessionCookie().name)?.value
  if (!token) return null
  try {
    const claims = await decode({ token, secret: signingSecret() })
    return typeof claims?.sid === 'string' ? claims.sid : null
  } catch {
    return null // signed with another secret, or not by us
  }
}

/** Who is signed in, or nobody. Asked once per request, however many components ask. */
export const currentActor = cache(async (): Promise<Actor | null> => {
  const id = await sessionId()
  return id ? actorOfSession(id, new Date()) : null
})

/** For pages: who is signed in; everybody else goes to the sign-in page (or, in an empty installation, to the first run). */
export async function requirePerson(): Promise<Actor> {
  const actor = await currentActor()
  if (actor) return actor
  if (!(await isSetUp())) redirect('/welcome')
  const next = safePath((await headers()).get(PATH_HEADER))
  redirect(next === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`)
}
