import { getTranslations } from 'next-intl/server'
import type { Interval } from '@/lib/platform/working-time'
import { minutesAWeek, wordWeek } from './hours-words'

/** The week to read, days with the same hours together. */
export async function WeekTable({ week }: { week: readonly (readonly Interval[])[] }) {
  const t = await getTranslations('calendars')
  const lines = wordWeek(week, (day) => t(`dayShort.${day}`), t('closed'))
  return (
    <>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        {lines.map(({ days, hours, open }) => (
          <div key={days} className="contents">
            <dt className="text-muted">{days}</dt>
            <dd className={open ? 'figures text-ink' : 'text-muted'}>{hours}</dd>
          </div>
        ))}
      </dl>
      <p className="mt-2 text-sm text-muted">
        {t('week.total', { hours: Math.round((minutesAWeek(week) / 60) * 10) / 10 })}
      </p>
    </>
  )
}
