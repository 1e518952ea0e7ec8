import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Card } from '@/components/ui/card'
import { Time } from '@/components/ui/time'
import type { RecentSubmission } from '@/lib/forms/queries'
import { pageFormat } from '@/lib/platform/i18n/page-format'

/** What came in by a form lately, and which leads it became. */
export async function RecentSubmissions({ recent }: { recent: readonly RecentSubmission[] }) {
  const [t, format] = await Promise.all([getTranslations('forms.use'), pageFormat()])
  return (
    <Card title={t('recent')}>
      {recent.length === 0 ? (
        <p className="text-muted">{t('none')}</p>
      ) : (
        <ul className="flex flex-col divide-y divide-line">
          {recent.map((submission) => (
            <li key={submission.id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-1.5">
              <What submission={submission} />
              <span className="text-xs text-muted">
                <Time value={submission.at} format={format} as="dateTime" />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

async function What({ submission: { state, lead, duplicate } }: { submission: RecentSubmission }) {
  const t = await getTranslations('forms.use')
  if (state === 'held')
    return (
      <Link href="/forms/held" className="text-warn-ink hover:underline">
        {t('held')}
      </Link>
    )
  if (state === 'discarded') return <span className="text-muted">{t('discarded')}</span>
  if (!lead) return <span className="text-muted">{t('removed')}</span>
  return (
    <span className="min-w-0 [overflow-wrap:anywhere]">
      <Link href={`/leads/${lead.id}`} className="text-ink hover:underline">
        {lead.name}
      </Link>
      {duplicate && <span className="text-sm text-muted"> {t('repeat')}</span>}
    </span>
  )
}
