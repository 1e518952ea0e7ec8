import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { COUNTED_TABLE } from '@/components/funnel/counted-table'
import { METRICS } from '@/lib/funnel/metrics'
import { written } from '@/lib/funnel/wording'
import type { Formatter } from '@/lib/platform/i18n/format'
import { grows } from '@/lib/targets/progress'
import type { Plan, PlanCell } from '@/lib/targets/queries'
import { type PlanState, planHref } from '@/lib/targets/search-params'
import { spanOf } from '@/lib/targets/target-period'
import { QUESTIONS } from './board'
import { periodName } from './period-name'
import { ProgressWord } from './progress-word'
import { StartHere } from './start-here'

const ORDER = Object.values(QUESTIONS).flat()

/** KPIs × periods: the target, what came of it, and how that stands. Every cell opens its target. */
export async function PlanTable({
  plan,
  state,
  maySet,
  format,
}: {
  plan: Plan
  state: PlanState
  maySet: boolean
  format: Formatter
}) {
  const [t, funnel] = await Promise.all([getTranslations('targets'), getTranslations('funnel')])
  const rows = plan.rows.toSorted((a, b) => ORDER.indexOf(a.kpi) - ORDER.indexOf(b.kpi))
  const heading = (period: string) =>
    spanOf(period) === 'month'
      ? format.shortMonth(period)
      : spanOf(period) === 'quarter'
        ? t('period.quarterShort', { n: Number(period.slice(6)) })
        : period
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface pb-1">
      <StartHere key={`${plan.year} ${state.by}`} />
      <table className={COUNTED_TABLE}>
        <caption className="sr-only">{t('caption', { year: plan.year })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('kpi')}</th>
            {plan.periods.map(({ period, elapsed }) => (
              <th key={period} scope="col" data-now={elapsed > 0 && elapsed < 1 ? '' : undefined}>
                <span className="block text-sm text-ink">{heading(period)}</span>
                {elapsed === 0
                  ? t('notBegun')
                  : elapsed === 1
                    ? t('over')
                    : t('elapsed', { share: format.percent(elapsed, 0) })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ kpi, cells }) => (
            <tr key={kpi}>
              <th scope="row">{funnel(`metric.${kpi}.name`)}</th>
              {cells.map((cell) => {
                const isOpen = state.open?.kpi === kpi && state.open.period === cell.period
                const name = { kpi: funnel(`metric.${kpi}.name`), period: periodName(cell.period, t, format) }
                return (
                  <td key={cell.period} className={isOpen ? 'bg-selected' : undefined}>
                    <div className="flex flex-col items-end gap-0.5 leading-tight">
                      <Link
                        href={planHref({ ...state, open: { kpi, period: cell.period } })}
                        scroll={false}
                        prefetch={false}
                        aria-current={isOpen ? 'true' : undefined}
                        className="-mx-1 inline-flex min-h-6 items-center gap-1.5 rounded-sm px-1 font-medium whitespace-nowrap text-ink hover:bg-hover"
                      >
                        <TargetText cell={cell} set={maySet ? t('set') : '—'} format={format} />
                        <span className="sr-only">{t('open', name)}</span>
                      </Link>
                      {cell.target && !cell.target.inForce && (
                        <span className="text-2xs text-muted">{t('state.proposed')}</span>
                      )}
                      <Fact cell={cell} kpi={kpi} format={format} />
                      {cell.progress && cell.target?.inForce && (
                        <ProgressWord progress={cell.progress} ended={cell.elapsed === 1} />
                      )}
                    </div>
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function TargetText({ cell, set, format }: { cell: PlanCell; set: string; format: Formatter }) {
  if (!cell.target) return <span className="font-normal text-muted">{set}</span>
  return written(cell.target.kpi, cell.target.value, format)
}

/** What has come so far, or came at the end; of what piles up, a period that runs shows it as "so far". */
async function Fact({
  cell,
  kpi,
  format,
}: {
  cell: PlanCell
  kpi: Plan['rows'][number]['kpi']
  format: Formatter
}) {
  const t = await getTranslations('targets')
  const { fact, elapsed } = cell
  const isUnrecorded = METRICS[kpi].formula === 'per' && Number(fact?.numerator) === 0
  if (!fact || fact.value === null || isUnrecorded) return null
  const value = written(kpi, fact.value, format)
  return (
    <span className="text-xs whitespace-nowrap text-muted">
      {elapsed < 1 && grows(kpi) ? t('soFar', { value }) : value}
    </span>
  )
}
