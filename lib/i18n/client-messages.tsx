import { NextIntlClientProvider } from 'next-intl'
import { getLocale, getMessages, getTimeZone } from 'next-intl/server'
import type { ReactNode } from 'react'
import type { Namespace } from './messages'

/**
 * Lets the client components inside use `useTranslations` for these namespaces and no others. It brings next-intl's
 * runtime to the page: for big forms; a small client component gets its words as props.
 */
export async function ClientMessages({
  namespaces,
  children,
}: {
  namespaces: readonly Namespace[]
  children: ReactNode
}) {
  const [locale, timeZone, all] = await Promise.all([getLocale(), getTimeZone(), getMessages()])
  const messages = Object.fromEntries(namespaces.map((name) => [name, all[name]]))
  return (
    <NextIntlClientProvider locale={locale} timeZone={timeZone} messages={messages}>
      {children}
    </NextIntlClientProvider>
  )
}
