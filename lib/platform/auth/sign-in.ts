import { cookies, headers } from 'next/headers'
import { encode } from 'next-auth/jwt'
import { LOCALE_COOKIE, THEME_COOKIE, TIME_ZONE_COOKIE } from '@/lib/platform/i18n/locale'
import { clientAddress } from './client-address'
import { SESSION_SECONDS, sessionCookie, signingSecret, usesHttps } from './cookies'
import type { SignedIn } from './credentials'
import { sessionId } from './session'
import { endSession, openSession } from './session-store'
import { newDevice } from './throttle'

/** What the browser that signs in tells of itself. */
export async function visitor() {
  const [sent, jar] = await Promise.all([headers(), cookies()])
  return {
    address: clientAddress(sent),
    userAgent: sent.get('user-agent'),
    device: jar.get(deviceCookie())?.value ?? null,
  }
}

/** Gives the browser its session: next-auth's token, which carries nothing but the session's id. */
export async function signIn(person: SignedIn & { sessionId?: string }, at: Date): Promise<void> {
  const { userAgent } = await visitor()
  const sid = person.sessionId ?? (await openSession({ personId: person.personId, at, userAgent }))
  const { name, options } = sessionCookie()
  const token = await encode({ token: { sid }, secret: signingSecret(), maxAge: SESSION_SECONDS })
  const jar = await cookies()
  jar.set(name, token, { ...options, maxAge: SESSION_SECONDS })
  jar.set(deviceCookie(), newDevice(person.email), { ...options, maxAge: 180 * 86_400 })
  await keepPreferences(person)
}

export async function signOut(): Promise<void> {
  const id = await sessionId()
  if (id) await endSession(id)
  const { name, options } = sessionCookie()
  ;(await cookies()).set(name, '', { ...options, maxAge: 0 })
}

/** Language, theme and time zone as cookies, so that no page waits for the database to know how to speak. */
export async function keepPreferences(chosen: {
  locale: string
  theme: string
  timeZone: string
}): Promise<void> {
  const jar = await cookies()
  const options = { path: '/', sameSite: 'lax', secure: usesHttps(), maxAge: 365 * 86_400 } as const
  jar.set(LOCALE_COOKIE, chosen.locale, options)
  jar.set(THEME_COOKIE, chosen.theme, options)
  jar.set(TIME_ZONE_COOKIE, chosen.timeZone, options)
}

function deviceCookie(): string {
  return `${usesHttps() ? '__Secure-' : ''}baton.device`
}
