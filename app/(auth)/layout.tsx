import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Wordmark } from '@/components/shell/wordmark'

/** Pages before one is in: one quiet column. */
export default async function AuthLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations('shell')
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-10 md:py-20">
      <header className="mb-8 flex flex-col items-center gap-1">
        <Wordmark className="text-2xl" />
        <p className="text-sm text-muted">{t('tagline')}</p>
      </header>
      <main className="w-full max-w-sm">{children}</main>
    </div>
  )
}
