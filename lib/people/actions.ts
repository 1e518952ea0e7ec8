'use server'

import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { usesHttps } from '@/lib/platform/auth/cookies'
import { checkDemoAccount, checkPassword } from '@/lib/platform/auth/credentials'
import { redeemLink } from '@/lib/platform/auth/links'
import { sessionId } from '@/lib/platform/auth/session'
import { keepPreferences, signIn, signOut, visitor } from '@/lib/platform/auth/sign-in'
import { mailIsSet } from '@/lib/platform/email/send'
import { action, callAction, openAction } from '@/lib/platform/http/action'
import { safePath } from '@/lib/platform/http/safe-path'
import { createPerson, enablePerson, issueLink } from './commands/accounts'
import { createApiKey, revokeApiKey } from './commands/api-keys'
import { setUpBaton } from './commands/first-run'
import { requestReset } from './commands/forgotten'
import { changePassword, signOutEverywhere, updateOwnPreferences } from './commands/own'
import {
  apiKeyId,
  demoSignInForm,
  firstRun,
  forgotForm,
  linkForm,
  linkRequest,
  localeChoice,
  newApiKey,
  newPerson,
  noInput,
  passwordChange,
  personAccess,
  preferences,
  signInForm,
  themeChoice,
} from './schema'

// ---- signed out

export const signInWithPassword = openAction(
  signInForm,
  async ({ email, password }) => checkPassword({ email, password, ...(await visitor()) }),
  async (person, { next }) => {
    await signIn(person, new Date())
    redirect(safePath(next))
  },
)

export const signInToDemo = openAction(
  demoSignInForm,
  ({ personId }) => checkDemoAccount(personId),
  async (person, { next }) => {
    await signIn(person, new Date())
    redirect(safePath(next))
  },
)

export const requestResetLetter = openAction(
  forgotForm,
  async (input) => requestReset({ at: new Date(), address: (await visitor()).address }, input),
  async () => {
    const t = await getTranslations('people')
    return { message: t('forgot.done') }
  },
)

export const openLink = openAction(
  linkForm,
  async (input) => redeemLink({ ...input, userAgent: (await visitor()).userAgent }, new Date()),
  async (person) => {
    await signIn(person, new Date())
    redirect('/')
  },
)

export const startBaton = openAction(
  firstRun,
  (input) => setUpBaton({ at: new Date() }, input),
  async ({ personId }, { email, locale, organisation }) => {
    await signIn({ personId, email, locale, theme: 'system', timeZone: organisation.timeZone }, new Date())
    redirect('/')
  },
)

// ---- one's own

export const savePreferences = action(preferences, updateOwnPreferences, async (chosen) => {
  await keepPreferences(chosen)
  revalidatePath('/', 'layout')
  const t = await getTranslations({ locale: chosen.locale, namespace: 'people' })
  return { message: t('profile.saved') }
})

export const saveTheme = callAction(themeChoice, updateOwnPreferences, async (chosen) => {
  await keepPreferences(chosen)
  revalidatePath('/', 'layout')
  return {}
})

export const saveLocale = callAction(localeChoice, updateOwnPreferences, async (chosen) => {
  await keepPreferences(chosen)
  revalidatePath('/', 'layout')
  return {}
})

export const saveOwnPassword = action(
  passwordChange,
  async (actor, input) => changePassword(actor, { ...input, keepSession: await sessionId() }),
  async ({ ended }) => {
    revalidatePath('/settings/profile')
    const t = await getTranslations('people')
    return { message: t('profile.changed', { ended }) }
  },
)

export const endOtherSessions = action(
  noInput,
  async (actor) => signOutEverywhere(actor, { keepSession: await sessionId() }),
  async ({ ended }) => {
    revalidatePath('/settings/profile')
    const t = await getTranslations('people')
    return { message: t('profile.ended', { ended }) }
  },
)

export const endAllSessions = action(
  noInput,
  (actor) => signOutEverywhere(actor, {}),
  async () => {
    await signOut()
    redirect('/sign-in')
  },
)

// ---- the administrator's

export const addPerson = action(newPerson, createPerson, async ({ personId, token }) => {
  revalidatePath('/settings/people')
  const t = await getTranslations('people')
  const message = mailIsSet() ? t('form.mailed') : undefined
  return { id: personId, message, reveal: await linkHere(token) }
})

export const giveAccess = action(personAccess, enablePerson, () => {
  revalidatePath('/settings/people', 'layout')
  return {}
})

export const makeLinkFor = action(linkRequest, issueLink, async ({ token }) => {
  revalidatePath('/settings/people', 'layout')
  return { reveal: await linkHere(token) }
})

export const makeApiKey = action(newApiKey, createApiKey, ({ id, key }) => {
  revalidatePath('/settings', 'layout')
  return { id, reveal: key }
})

export const dropApiKey = action(apiKeyId, revokeApiKey, async () => {
  revalidatePath('/settings', 'layout')
  const t = await getTranslations('people')
  return { message: t('keys.revoked') }
})

/** For the administrator's own eyes: the address by which this browser reaches Baton is the right one to pass on. */
async function linkHere(token: string): Promise<string> {
  const base = process.env.BATON_URL ?? `${usesHttps() ? 'https' : 'http'}://${(await headers()).get('host')}`
  return new URL(`/link/${token}`, base).toString()
}
