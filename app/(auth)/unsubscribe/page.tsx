import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FormDone } from '@/components/people/form-done'
import { ActionForm } from '@/components/ui/action-form'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { stopTheseLetters } from '@/lib/notices/actions'
import { lookAtStop } from '@/lib/notices/queries'
import { one, type Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('notices.unsubscribe')
  return { title: t('title'), referrer: 'no-referrer' }
}

/** From the foot of a letter, without signing in. Opening it changes nothing: programs open links, too. */
export default async function UnsubscribePage({ searchParams }: { searchParams: Promise<Query> }) {
  const token = one(await searchParams, 'token') ?? ''
  const [t, stop] = await Promise.all([getTranslations('notices'), lookAtStop(token)])
  if (!stop) {
    return (
      <div className="flex flex-col gap-4 text-center">
        <h1 className="text-xl font-semibold">{t('unsubscribe.badTitle')}</h1>
        <p className="text-pretty text-muted">{t('unsubscribe.badText')}</p>
      </div>
    )
  }
  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-center text-xl font-semibold">{t('unsubscribe.title')}</h1>
      <p className="text-center text-pretty text-muted">{t('unsubscribe.text', { name: stop.name })}</p>
      <ul className="list-disc rounded-lg border border-line bg-surface py-3 pr-4 pl-8 text-body">
        {stop.kinds.map((kind) => (
          <li key={kind}>{t(`settings.name.${kind}`)}</li>
        ))}
      </ul>
      <ActionForm action={stopTheseLetters} className="flex flex-col gap-4">
        <input type="hidden" name="token" value={token} />
        <FormError />
        <SubmitButton size="lg">{t('unsubscribe.do')}</SubmitButton>
        <FormDone />
      </ActionForm>
      <p className="text-center text-sm text-muted">{t('unsubscribe.back')}</p>
    </div>
  )
}
