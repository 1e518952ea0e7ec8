'use server'

import { cookies, headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { signOut } from '@/lib/platform/auth/sign-in'
import { isOwnOrigin } from '@/lib/platform/http/origin'
import { isLocale, isTheme, LOCALE_COOKIE, THEME_COOKIE } from '@/lib/platform/i18n/locale'

export async function chooseTheme(data: FormData): Promise<void> {
  const theme = data.get('theme')
  if (isTheme(theme))
    (await cookies()).set(THEME_COOKIE, theme, { path: '/', sameSite: 'lax', maxAge: 31_536_000 })
}

export async function chooseLanguage(data: FormData): Promise<void> {
  const locale = data.get('locale')
  if (isLocale(locale))
    (await cookies()).set(LOCALE_COOKIE, locale, { path: '/', sameSite: 'lax', maxAge: 31_536_000 })
}

export async function leave(): Promise<void> {
  if (!isOwnOrigin(await headers())) return
  await signOut()
  redirect('/sign-in')
}
