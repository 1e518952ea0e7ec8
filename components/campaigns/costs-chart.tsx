import { getTranslations } from 'next-intl/server'
import { ChartWithTable } from '@/components/charts/chart-with-table'
import { LineChart } from '@/components/charts/line-chart'
import { roundTicks } from '@/components/charts/ticks'
import type { PerformanceMonth } from '@/lib/funnel/queries/performance'
import type { Formatter } from '@/lib/platform/i18n/format'

const MOST_LABELS = 6

/** What a campaign cost month by month, beside what was planned. */
export async function CostsChart({
  months,
  format,
  file,
}: {
  months: readonly PerformanceMonth[]
  format: Formatter
  file: string
}) {
  const t = await getTranslations('spend.performance')
  const hasPlan = months.some(({ planned }) => Number(planned) > 0)
  if (months.length < 2 || months.every(({ costs, planned }) => Number(costs) + Number(planned) === 0))
    return null
  const most = Math.max(...months.flatMap(({ costs, planned }) => [Number(costs), Number(planned)]))
  const series = (key: 'costs' | 'planned', label: string) => ({
    key,
    label,
    dashed: key === 'planned',
    points: months.map((row, x) => ({ x, y: Number(row[key]) })),
    marks: months.map((row, x) => ({
      x,
      y: Number(row[key]),
      spoken: `${label}, ${format.month(row.month)}: ${format.money(row[key])}`,
    })),
  })
  const every = Math.ceil((months.length - 1) / MOST_LABELS)
  const last = months.length - 1
  return (
    <ChartWithTable
      title={t('page.costs')}
      howCounted={t('page.costsHow')}
      file={file}
      table={{
        columns: [
          { key: 'month', label: t('col.month') },
          { key: 'planned', label: t('page.planned'), align: 'end' },
          { key: 'costs', label: t('page.actual'), align: 'end' },
        ],
        rows: months.map(({ month, planned, costs }) => ({
          key: month,
          cells: [format.month(month), format.money(planned), format.money(costs)],
        })),
      }}
    >
      <LineChart
        label={t('page.costs')}
        series={[
          series('costs', t('page.actual')),
          ...(hasPlan ? [series('planned', t('page.planned'))] : []),
        ]}
        xTicks={months.flatMap(({ month }, at) =>
          at === last || (at % every === 0 && last - at >= every)
            ? [{ at, text: format.shortMonth(month) }]
            : [],
        )}
        yTicks={roundTicks(most).map((at) => ({ at, text: format.moneyCompact(String(at)) }))}
      />
    </ChartWithTable>
  )
}
