import { getTranslations } from 'next-intl/server'
import { Time } from '@/components/ui/time'
import { daysBetween } from '@/lib/platform/calendar'
import type { Formatter } from '@/lib/platform/i18n/format'

/** The day a deal is expected to close; past it, a mark and a word. */
export async function Expected({
  day,
  today,
  format,
}: {
  day: string | null
  /** in the organisation's zone */
  today: string
  format: Formatter
}) {
  if (day === null || day >= today) return <Time value={day} format={format} />
  const t = await getTranslations('deals')
  return (
    <span
      className="inline-flex items-center gap-1.5 text-danger-ink"
      title={t('lateBy', { days: daysBetween(day, today) })}
    >
      <svg viewBox="0 0 12 12" aria-hidden="true" className="size-3 shrink-0">
        <rect x=".5" y=".5" width="11" height="11" rx="2.5" fill="currentColor" />
        <path d="M6 2.8v3.9M6 8.6v.6" stroke="var(--color-surface)" strokeWidth="1.6" strokeLinecap="round" />
      </svg>
      <Time value={day} format={format} />
      <span className="text-sm">{t('late')}</span>
    </span>
  )
}
