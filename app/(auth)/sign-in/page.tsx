import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { DemoAccounts } from '@/components/people/demo-accounts'
import { PasswordForm } from '@/components/people/password-form'
import { buttonClass } from '@/components/ui/button-class'
import { demoAccounts } from '@/lib/people/queries'
import { isSetUp } from '@/lib/platform/auth/lookup'
import { openIdIsSet } from '@/lib/platform/auth/next-auth'
import { currentActor } from '@/lib/platform/auth/session'
import { safePath } from '@/lib/platform/http/safe-path'

type Props = { searchParams: Promise<{ next?: string | string[]; error?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people.signIn')
  return { title: t('title') }
}

export default async function SignInPage({ searchParams }: Props) {
  const { next: wanted, error } = await searchParams
  const next = safePath(typeof wanted === 'string' ? wanted : undefined)
  if (await currentActor()) redirect(next)
  if (!(await isSetUp())) redirect('/welcome')
  const [t, accounts] = await Promise.all([getTranslations('people.signIn'), demoAccounts()])
  const openId = openIdIsSet()
  return (
    <div className="flex flex-col gap-6">
      <h1 className={accounts.length > 0 ? 'sr-only' : 'text-center text-xl font-semibold'}>{t('title')}</h1>
      {accounts.length > 0 && <DemoAccounts accounts={accounts} next={next} />}
      {openId && (
        <a
          href={`/api/auth/openid?next=${encodeURIComponent(next)}`}
          className={buttonClass({ variant: 'secondary', size: 'lg' })}
        >
          {t('openId')}
        </a>
      )}
      {(openId || accounts.length > 0) && <p className="text-center text-sm text-muted">{t('or')}</p>}
      <PasswordForm next={next} error={typeof error === 'string' ? wordError(error) : undefined} />
    </div>
  )

  function wordError(code: string): string {
    return code === 'UNKNOWN_ACCOUNT' ? t('error.unknownAccount') : t('error.failed')
  }
}
