import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { ReasonForm } from '@/components/settings/reason-form'
import { ReasonList } from '@/components/settings/reason-list'
import { SettingsHeader } from '@/components/settings/settings-header'
import { Card } from '@/components/ui/card'
import { Dialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { listReasonUse } from '@/lib/organisation/queries'
import { requireRole } from '@/lib/platform/auth/require-role'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('organisation.reasons')
  return { title: t('title') }
}

export default async function ReasonsPage() {
  const actor = await requireRole('admin')
  const [t, locale, reasons] = await Promise.all([getTranslations(), getLocale(), listReasonUse(actor)])
  const archived = reasons.filter((reason) => reason.archivedAt)
  return (
    <>
      <SettingsHeader
        actor={actor}
        current="reasons"
        actions={
          <DialogButton dialog="new-reason" variant="primary" data-hotkey="n">
            {t('organisation.reasons.add')}
          </DialogButton>
        }
      />
      <p className="mb-3 max-w-prose text-muted">{t('organisation.reasons.text')}</p>
      <Card flush>
        <ReasonList reasons={reasons.filter((reason) => !reason.archivedAt)} locale={locale} />
      </Card>
      {archived.length > 0 && (
        <Card flush className="mt-4" title={t('organisation.reasons.archivedTitle')}>
          <ReasonList reasons={archived} locale={locale} archived />
        </Card>
      )}
      <Dialog id="new-reason" title={t('organisation.reasons.add')} closeLabel={t('common.action.close')}>
        <ReasonForm />
      </Dialog>
    </>
  )
}
