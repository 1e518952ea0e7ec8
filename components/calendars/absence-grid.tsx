import { getTranslations } from 'next-intl/server'
import { cx } from '@/components/ui/cx'
import type { AbsenceListed } from '@/lib/calendars/queries'
import { WEEKDAYS } from '@/lib/calendars/schema'
import { addDays } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'

type Props = { absences: readonly AbsenceListed[]; first: string; days: number }

/** A row for each person who is away, a column for each day. */
export async function AbsenceGrid({ absences, first, days }: Props) {
  const [t, format] = await Promise.all([getTranslations('calendars'), pageFormat()])
  const columns = Array.from({ length: days }, (_, index) => {
    const day = addDays(first, index)
    const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7
    return {
      day,
      name: t(`dayShort.${WEEKDAYS[weekday] ?? 'monday'}`),
      weekend: weekday > 4,
      monday: weekday === 0,
    }
  })
  const people = [...new Map(absences.map(({ personId, name }) => [personId, name]))]
  return (
    <table className="w-full table-fixed border-collapse text-xs">
      <caption className="sr-only">{t('absence.caption')}</caption>
      <thead>
        <tr>
          <td className="w-44" />
          {columns.map(({ day, name, weekend, monday }) => (
            <th
              key={day}
              scope="col"
              title={format.date(day)}
              className={cx(
                'py-1 text-center font-normal',
                weekend ? 'bg-sunken text-muted' : 'text-body',
                monday && 'border-l border-line-strong',
                day === first && 'font-semibold text-ink',
              )}
            >
              <span className="block text-2xs text-muted">{name}</span>
              <span className="figures">{Number(day.slice(8))}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {people.map(([id, name]) => {
          const own = absences.filter(({ personId }) => personId === id)
          return (
            <tr key={id} className="border-t border-line">
              <th scope="row" className="truncate px-4 py-1.5 text-start text-sm font-medium text-ink">
                {name}
              </th>
              {columns.map(({ day, weekend, monday }) => {
                const away = own.find(({ from, to }) => from <= day && day <= to)
                return (
                  <td
                    key={day}
                    className={cx('p-0', weekend && 'bg-sunken', monday && 'border-l border-line-strong')}
                  >
                    {away && (
                      <span
                        className={cx(
                          'block h-5 bg-accent',
                          away.from === day && 'ml-0.5 rounded-l-full',
                          away.to === day && 'mr-0.5 rounded-r-full',
                        )}
                      >
                        <span className="sr-only">{t('absence.away')}</span>
                      </span>
                    )}
                  </td>
                )
              })}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
