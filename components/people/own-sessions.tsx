import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { SubmitButton } from '@/components/ui/submit-button'
import { endAllSessions, endOtherSessions } from '@/lib/people/actions'
import { deviceOf } from '@/lib/people/device'
import type { OwnSession } from '@/lib/people/queries'
import { pageFormat } from '@/lib/platform/i18n/page-format'

/** Where one is signed in, and the ways out of there. */
export async function OwnSessions({ sessions }: { sessions: OwnSession[] }) {
  const [t, format] = await Promise.all([getTranslations('people.profile'), pageFormat()])
  const nameOf = (agent: string | null) => {
    const device = deviceOf(agent)
    return device ? t('device', device) : t('unknownDevice')
  }
  return (
    <Card title={t('sessions')}>
      <ul className="mb-4 divide-y divide-line">
        {sessions.map((session) => (
          <li
            key={`${session.createdAt.getTime()} ${session.here}`}
            className="flex items-center justify-between gap-2 py-2"
          >
            <span className="min-w-0">
              <span className="block text-ink">{nameOf(session.userAgent)}</span>
              <span className="text-xs text-muted">
                {t('since', { date: format.dateTime(session.createdAt) })}
              </span>
            </span>
            {session.here && <Badge tone="accent">{t('here')}</Badge>}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        {sessions.length > 1 && (
          <ActionForm action={endOtherSessions}>
            <SubmitButton variant="secondary">{t('endOthers')}</SubmitButton>
          </ActionForm>
        )}
        <ActionForm action={endAllSessions}>
          <SubmitButton variant="secondary">{t('endAll')}</SubmitButton>
        </ActionForm>
      </div>
    </Card>
  )
}
