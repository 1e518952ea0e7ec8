import { headers } from 'next/headers'
import type { NextAuthOptions } from 'next-auth'
import CredentialsProvider from 'next-auth/providers/credentials'
import { z } from 'zod'
import { emailInput, idInput } from '@/lib/platform/input'
import { log } from '@/lib/platform/log'
import { SESSION_SECONDS, sessionCookie, signingSecret, usesHttps } from './cookies'
import { activePersonByEmail, checkDemoAccount, checkPassword, type SignedIn } from './credentials'
import { actorOfSession } from './lookup'
import { givenPassword } from './password-input'
import { endSession, openSession } from './session-store'
import { keepPreferences, visitor } from './sign-in'

const passwordForm = z.object({ email: emailInput, password: givenPassword })
const demoForm = z.object({ personId: idInput })

/**
 * next-auth signs the cookie and speaks OpenID Connect; who somebody is and whether the session still counts is read from
 * our tables on each request (session.ts). The token carries a session id and nothing else.
 */
export function authOptions(): NextAuthOptions {
  // Without an address of its own next-auth takes the one that was asked for, on whatever port that is.
  if (process.env.BATON_URL) process.env.NEXTAUTH_URL ??= process.env.BATON_URL
  else process.env.AUTH_TRUST_HOST ??= '1'
  return {
    secret: signingSecret(),
    useSecureCookies: usesHttps(),
    cookies: { sessionToken: sessionCookie() },
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [passwordProvider(), demoProvider(), ...(openIdIsSet() ? [openIdProvider()] : [])],
    callbacks: {
      async signIn({ account, profile }) {
        if (account?.provider !== 'oidc') return true
        return (await personOfProfile(profile)) ? true : '/sign-in?error=UNKNOWN_ACCOUNT'
      },
      async jwt({ token, user, account, profile }) {
        if (!user || !account) return { sid: token.sid }
        const guest = account.provider === 'oidc' ? await personOfProfile(profile) : undefined
        const personId = account.provider === 'oidc' ? guest?.personId : Number(user.id)
        if (!personId) throw new Error('a person was admitted who is not there')
        if (guest) await keepPreferences(guest)
        const userAgent = (await headers()).get('user-agent')
        return { sid: await openSession({ personId, at: new Date(), userAgent }) }
      },
      async session({ session, token }) {
        const actor = typeof token.sid === 'string' ? await actorOfSession(token.sid, new Date()) : null
        return {
          expires: session.expires,
          user: actor ? { name: actor.name, email: actor.email } : undefined,
        }
      },
    },
    events: {
      async signOut({ token }) {
        if (typeof token?.sid === 'string') await endSession(token.sid)
      },
    },
    logger: {
      error: (code) => log.error({ code }, 'sign-in failed'),
      warn: (code) => log.debug({ code }, 'next-auth warns'),
      debug: () => {},
    },
  }
}

function passwordProvider() {
  return CredentialsProvider({
    id: 'credentials',
    credentials: { email: { type: 'email' }, password: { type: 'password' } },
    async authorize(given) {
      const form = passwordForm.safeParse(given)
      if (!form.success) return null
      const result = await checkPassword({ ...form.data, ...(await visitor()) })
      if (!result.ok) throw new Error(result.failure.code)
      return userOf(result.value)
    },
  })
}

function demoProvider() {
  return CredentialsProvider({
    id: 'demo',
    credentials: { personId: { type: 'text' } },
    async authorize(given) {
      const form = demoForm.safeParse(given)
      const result = form.success ? await checkDemoAccount(form.data.personId) : null
      return result?.ok ? userOf(result.value) : null
    },
  })
}

function userOf(person: SignedIn) {
  return { id: String(person.personId), email: person.email }
}

export function openIdIsSet(): boolean {
  return Boolean(process.env.OIDC_ISSUER && process.env.OIDC_CLIENT_ID && process.env.OIDC_CLIENT_SECRET)
}

type OpenIdProfile = { sub: string; email?: string; email_verified?: boolean | string; name?: string }

function openIdProvider() {
  return {
    id: 'oidc',
    name: 'OpenID Connect',
    type: 'oauth' as const,
    wellKnown: `${process.env.OIDC_ISSUER?.replace(/\/$/, '')}/.well-known/openid-configuration`,
    clientId: process.env.OIDC_CLIENT_ID ?? '',
    clientSecret: process.env.OIDC_CLIENT_SECRET ?? '',
    authorization: { params: { scope: 'openid email profile' } },
    idToken: true,
    checks: ['pkce' as const, 'state' as const, 'nonce' as const],
    profile: (profile: OpenIdProfile) => ({ id: profile.sub, email: profile.email, name: profile.name }),
  }
}

/** The active person with this address, if the provider says that it has verified the address. */
async function personOfProfile(profile: object | undefined): Promise<SignedIn | undefined> {
  const { email, email_verified: verified } = (profile ?? {}) as Partial<OpenIdProfile>
  if (!email || !(verified === true || verified === 'true')) return undefined
  return activePersonByEmail(email)
}
