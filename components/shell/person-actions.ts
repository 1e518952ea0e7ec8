'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { saveLocale, saveTheme } from '@/lib/people/actions'
import { signOut } from '@/lib/platform/auth/sign-in'
import { isOwnOrigin } from '@/lib/platform/http/origin'
import { isLocale, isTheme } from '@/lib/platform/i18n/locale'

/** The person menu is made of plain forms, so that it works before JavaScript has come. */
export async function chooseTheme(data: FormData): Promise<void> {
  const theme = data.get('theme')
  if (isTheme(theme)) await saveTheme({ theme })
}

export async function chooseLanguage(data: FormData): Promise<void> {
  const locale = data.get('locale')
  if (isLocale(locale)) await saveLocale({ locale })
}

export async function leave(): Promise<void> {
  if (!isOwnOrigin(await headers())) return
  await signOut()
  redirect('/sign-in')
}
