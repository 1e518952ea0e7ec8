import { getTranslations } from 'next-intl/server'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { administrators } from '@/lib/people/queries'
import { requirePerson } from '@/lib/platform/auth/session'
import { pageFormat } from '@/lib/platform/i18n/page-format'

/** A page that this person's roles do not include (status 403). */
export default async function Forbidden() {
  const actor = await requirePerson()
  const [t, format, admins] = await Promise.all([getTranslations(), pageFormat(), administrators(actor)])
  const names = format.list(admins.map((admin) => admin.name))
  return (
    <EmptyState
      level={1}
      title={t('organisation.settings.forbiddenTitle')}
      action={
        <LinkButton href="/settings/profile" variant="primary">
          {t('organisation.settings.profile')}
        </LinkButton>
      }
    >
      {t('organisation.settings.forbiddenText', { admins: admins.length === 0 ? 'none' : 'some', names })}
    </EmptyState>
  )
}
