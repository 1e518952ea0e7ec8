import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ExportMenu } from '@/components/exports/export-menu'
import { Card } from '@/components/ui/card'
import { Explain } from '@/components/ui/explain'
import { StatusBadge } from '@/components/ui/status-badge'
import { daysBetween } from '@/lib/platform/calendar'
import type { Formatter } from '@/lib/platform/i18n/format'
import { hrefWith } from '@/lib/platform/url-state'
import type { Waiting } from '@/lib/rollups/queries/waiting'

/** Where somebody has to do something next; what is won, lost or disqualified waits for nothing. */
const WAITING = ['new', 'qualified', 'handed_off', 'accepted', 'deal', 'nurture'] as const

/** Where the leads are that are not through: in which state, how many, and how long already. */
export async function WaitingCard({
  waiting,
  today,
  format,
}: {
  waiting: readonly Waiting[]
  today: string
  format: Formatter
}) {
  const [t, status] = await Promise.all([getTranslations('funnel'), getTranslations('common.status')])
  const rows = WAITING.flatMap((name) => waiting.find((row) => row.status === name) ?? [])
  const most = Math.max(1, ...rows.map(({ leads }) => leads))
  return (
    <Card
      flush
      title={
        <span className="flex items-center gap-2">
          {t('waiting.title')}
          <Explain label={t('howCounted')}>{t('waiting.how')}</Explain>
        </span>
      }
      note={t('waiting.note')}
      actions={<ExportMenu table="waiting" query={{}} what={t('waiting.title')} size="sm" />}
    >
      {rows.length === 0 && <p className="px-4 pb-4 text-sm text-muted">{t('waiting.none')}</p>}
      <ul className="pb-1">
        {rows.map((row) => (
          <li
            key={row.status}
            className="relative border-t border-line px-4 py-2 first:border-t-0 hover:bg-hover"
          >
            <div className="flex items-baseline justify-between gap-3">
              <Link
                href={hrefWith('/leads', { status: row.status })}
                prefetch={false}
                className="after:absolute after:inset-0"
              >
                <StatusBadge status={row.status} label={status(row.status)} bare />
              </Link>
              <span className="figures text-base font-semibold text-ink">{format.number(row.leads)}</span>
            </div>
            <div aria-hidden="true" className="my-1 h-1 rounded-full bg-hover">
              <div className="h-1 rounded-full bg-accent" style={{ width: `${(row.leads / most) * 100}%` }} />
            </div>
            <p className="figures text-xs text-muted">
              {t('waiting.since', {
                half: format.days(daysBetween(row.median, today)),
                longest: format.days(daysBetween(row.oldest, today)),
              })}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
