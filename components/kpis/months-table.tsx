import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ExportMenu } from '@/components/exports/export-menu'
import { COUNTED_TABLE } from '@/components/funnel/counted-table'
import { basisOf, KPI_IDS, METRICS, sourcesOf } from '@/lib/funnel/metrics'
import { sourceHref } from '@/lib/funnel/search-params'
import { written } from '@/lib/funnel/wording'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { Month } from './board'

/** The numbers of the lines: every KPI in every month, each leading to its records. */
export async function MonthsTable({ months, format }: { months: readonly Month[]; format: Formatter }) {
  const [t, funnel] = await Promise.all([getTranslations('targets.kpis.months'), getTranslations('funnel')])
  const ids = KPI_IDS.filter((id) => basisOf(id) !== 'now')
  const last = months.at(-1)?.days
  return (
    <details className="rounded-lg border border-line bg-surface">
      <summary className="cursor-pointer px-4 py-2.5 text-base font-semibold text-ink">{t('title')}</summary>
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 pb-1">
        <p className="text-xs text-muted">{t('note')}</p>
        {last && (
          <ExportMenu
            table="kpiMonths"
            query={{ from: last.from, to: last.to }}
            what={t('title')}
            size="sm"
          />
        )}
      </div>
      <div className="overflow-x-auto pb-1">
        <table className={COUNTED_TABLE}>
          <caption className="sr-only">{t('caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{funnel('questions.title')}</th>
              {months.map(({ month }) => (
                <th key={month} scope="col">
                  {format.shortMonth(month)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {ids.map((id) => {
              const { numerator, denominator } = sourcesOf(id)
              const source = numerator ?? denominator
              return (
                <tr key={id}>
                  <th scope="row">{funnel(`metric.${id}.name`)}</th>
                  {months.map(({ month, days, values, tooYoung }) => {
                    const { value, numerator: above } = values[id]
                    const nothing = value === null || (METRICS[id].formula === 'per' && Number(above) === 0)
                    return (
                      <td key={month} className="whitespace-nowrap">
                        {nothing ? (
                          <span className="text-muted">—</span>
                        ) : (
                          <Link
                            href={source ? sourceHref(source, days) : '/leads'}
                            prefetch={false}
                            className="hover:text-ink hover:underline"
                          >
                            {written(id, value, format)}
                          </Link>
                        )}
                        {id === 'leadToSale' && tooYoung && (
                          <span className="block text-2xs text-muted">{t('young')}</span>
                        )}
                      </td>
                    )
                  })}
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </details>
  )
}
