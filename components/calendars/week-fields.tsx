import { getTranslations } from 'next-intl/server'
import { WEEKDAYS } from '@/lib/calendars/schema'
import { timeText } from '@/lib/calendars/time-of-day'
import type { Interval } from '@/lib/platform/working-time'
import { WeekEditor } from './week-editor'

/** The week of a calendar as a field of the form around. */
export async function WeekFields({ week }: { week: readonly (readonly Interval[])[] }) {
  const t = await getTranslations('calendars')
  return (
    <WeekEditor
      words={{
        closed: t('week.noHours'),
        add: t('week.add'),
        remove: t('week.remove'),
        copy: t('week.copy'),
        copyAll: t('week.copyAll'),
      }}
      days={WEEKDAYS.map((day, index) => {
        const label = t(`day.${day}`)
        return {
          day,
          label,
          words: {
            from: t('week.from', { day: label }),
            to: t('week.to', { day: label }),
            add: t('week.addTo', { day: label }),
            copy: t('week.copyLabel', { day: label }),
            copyAll: t('week.copyAllLabel', { day: label }),
          },
          hours: (week[index] ?? []).map(([from, to]) => ({ from: timeText(from), to: timeText(to) })),
        }
      })}
    />
  )
}
