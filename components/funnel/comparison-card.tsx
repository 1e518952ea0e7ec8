import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ChartWithTable } from '@/components/charts/chart-with-table'
import { FunnelChart } from '@/components/charts/funnel-chart'
import { QueryForm } from '@/components/data-table/query-form'
import { buttonClass } from '@/components/ui/button-class'
import { Callout } from '@/components/ui/callout'
import { Select } from '@/components/ui/controls'
import { type Comparison, comparedRows } from '@/lib/funnel/comparison'
import { RATE_IDS, RATES } from '@/lib/funnel/metrics'
import { type Funnel, funnel } from '@/lib/funnel/queries/funnel'
import { rowName } from '@/lib/funnel/row-name'
import { type FunnelState, funnelQuery, rowFilters, stageHref } from '@/lib/funnel/search-params'
import { NO_KEY } from '@/lib/leads/stages'
import type { NumbersReader } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { monthOf } from '@/lib/platform/period'
import { judgedChanges, moreNeeded } from '@/lib/platform/statistics'
import { COUNTED_TABLE } from './counted-table'
import { funnelBars } from './funnel-bars'
import { RateCell } from './rate-cell'

type Side = {
  key: string
  name: string
  row: Funnel['total']
  asked: Pick<FunnelState, 'from' | 'to' | 'basis' | 'within'>
  filters: Parameters<typeof stageHref>[2]
}

/** Two funnels side by side, and for each conversion whether they differ by more than chance. */
export async function ComparisonCard({
  reader,
  state,
  comparison,
  counted,
  format,
}: {
  reader: NumbersReader
  state: FunnelState
  comparison: Comparison
  /** the funnel of the screen, whichever way it is split */
  counted: Funnel
  format: Formatter
}) {
  const t = await getTranslations('funnel')
  const { sides, picker } =
    comparison.by === 'period'
      ? await twoPeriods(reader, state, comparison, counted, format)
      : await twoRows(reader, state, comparison, counted, format)
  if (!sides) {
    return (
      <Callout title={t('compare.title')}>
        {picker}
        <p>{t('compare.onlyOne')}</p>
      </Callout>
    )
  }
  const [one, other] = sides
  const cohort = state.basis === 'cohort'
  // Young leads against grown ones: a difference would be that of their age.
  const unfair =
    comparison.by === 'period' && cohort && (one.row.tooYoung || other.row.tooYoung) ? 'too_young' : null
  const changes = judgedChanges(
    RATE_IDS.map((id) => ({ now: one.row.rates[id], before: other.row.rates[id] })),
  )
  const verdictOf = (index: number): ReactNode => {
    const id = RATE_IDS[index]
    const change = changes[index]
    if (!id || !cohort) return null
    if (unfair) return <span className="text-warn-ink">{t('tooYoung')}</span>
    const more = moreNeeded([one.row.rates[id], other.row.rates[id]])
    const needed = Math.max(0, ...more.map((need) => need?.n ?? 0))
    switch (change) {
      case 'up':
        return <span className="font-medium text-success-ink">▲ {t('compare.up', { name: one.name })}</span>
      case 'down':
        return <span className="font-medium text-success-ink">▲ {t('compare.up', { name: other.name })}</span>
      case 'too_few':
        return <span className="text-muted">{t('tooFewMore', { n: needed })}</span>
      default:
        return (
          <span className="text-muted">
            = {t('verdict.same')}
            {needed > 0 && `; ${t('compare.more', { n: needed })}`}
          </span>
        )
    }
  }
  const words = { tooFew: t('tooFew'), noData: t('noData') }
  const cell = ({ row, asked, filters }: Side, id: (typeof RATE_IDS)[number]) => (
    <RateCell
      rate={row.rates[id]}
      basis={state.basis}
      format={format}
      words={words}
      countHref={stageHref(asked, RATES[id].count, filters)}
      baseHref={stageHref(asked, RATES[id].base, filters)}
    />
  )
  const costsHref = `/campaigns/costs?month=${monthOf(state.to)}`
  const pictures = await Promise.all(
    sides.map(async (side) => ({
      ...side,
      bars: await funnelBars({
        row: side.row,
        asked: side.asked,
        filters: side.filters,
        times: null,
        costsHref,
        format,
      }),
    })),
  )
  return (
    <ChartWithTable
      title={t('compare.of', { one: one.name, other: other.name })}
      note={`${format.date(state.from)} – ${format.date(state.to)} · ${t(`basis.${state.basis}`)}`}
      howCounted={t(cohort ? 'compare.how' : 'compare.howPeriod')}
      file={`funnel-${comparison.by}`}
      tableOpen
      table={
        <table className={COUNTED_TABLE}>
          <caption className="sr-only">{t('compare.caption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('compare.conversion')}</th>
              <th scope="col">{one.name}</th>
              <th scope="col">{other.name}</th>
              {cohort && <th scope="col">{t('compare.difference')}</th>}
            </tr>
          </thead>
          <tbody>
            {RATE_IDS.map((id, index) => (
              <tr key={id}>
                <th scope="row">{t(`rate.${id}`)}</th>
                <td>{cell(one, id)}</td>
                <td>{cell(other, id)}</td>
                {cohort && <td>{verdictOf(index)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      }
    >
      <div data-print="hide">{picker}</div>
      {unfair && (
        <p className="mb-2 text-sm text-warn-ink">
          {t(state.within === null ? 'compare.young' : 'compare.youngWithin')}
        </p>
      )}
      <div className="grid gap-x-8 gap-y-4 lg:grid-cols-2 print:grid-cols-2">
        {pictures.map(({ key, name, bars }) => (
          <div key={key} data-chart-name={name} className="min-w-0">
            <h3 className="mb-1 text-sm font-semibold">{name}</h3>
            <FunnelChart
              bars={bars}
              scaleTo="leads"
              heads={{ rate: t('picture.rateHead'), time: t('picture.timeHead') }}
              label={`${t('picture.aria')}: ${name}`}
            />
          </div>
        ))}
      </div>
    </ChartWithTable>
  )
}

type Compared = { sides: [Side, Side] | null; picker: ReactNode }

async function twoPeriods(
  reader: NumbersReader,
  state: FunnelState,
  { other }: Extract<Comparison, { by: 'period' }>,
  counted: Funnel,
  format: Formatter,
): Promise<Compared> {
  const t = await getTranslations('funnel')
  const before = await funnel(reader, { ...state, ...other, groupBy: 'none' })
  const name = ({ from, to }: { from: string; to: string }) => `${format.date(from)} – ${format.date(to)}`
  const side = (key: string, row: Funnel['total'], days: { from: string; to: string }): Side => ({
    key,
    name: name(days),
    row,
    asked: { basis: state.basis, within: state.within, from: days.from, to: days.to },
    filters: state.filters,
  })
  const picker = (
    <QueryForm
      pathname="/funnel"
      keep={{ ...funnelQuery(state), compare: 'period' } as Record<string, string>}
      label={t('compare.other')}
      className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2"
      submit={
        <button type="submit" className={buttonClass({})}>
          {t('period.apply')}
        </button>
      }
    >
      <span className="text-sm text-muted">{t('compare.with')}</span>
      <label className="flex items-center gap-1.5 text-sm text-muted">
        {t('period.from')}
        <input
          key={other.from}
          type="date"
          name="otherFrom"
          defaultValue={other.from}
          max="2200-12-31"
          className="control w-36"
        />
      </label>
      <label className="flex items-center gap-1.5 text-sm text-muted">
        {t('period.to')}
        <input
          key={other.to}
          type="date"
          name="otherTo"
          defaultValue={other.to}
          max="2200-12-31"
          className="control w-36"
        />
      </label>
    </QueryForm>
  )
  return { sides: [side('now', counted.total, state), side('other', before.total, other)], picker }
}

async function twoRows(
  reader: NumbersReader,
  state: FunnelState,
  comparison: Exclude<Comparison, { by: 'period' }>,
  counted: Funnel,
  format: Formatter,
): Promise<Compared> {
  const t = await getTranslations('funnel')
  const { by } = comparison
  const { rows } = counted.groupBy === by ? counted : await funnel(reader, { ...state, groupBy: by })
  const found = comparedRows(rows, comparison)
  const nameOf = (row: Funnel['rows'][number]) => {
    const name = rowName(by, row, t, format)
    return row.channel ? `${name} (${row.channel.name})` : name
  }
  const options = rows.map((row) => ({ value: String(row.key ?? NO_KEY), label: nameOf(row) }))
  const picker = (
    <QueryForm
      pathname="/funnel"
      keep={{ ...funnelQuery(state), compare: by } as Record<string, string>}
      label={t('compare.title')}
      className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2"
      submit={
        <button type="submit" className={buttonClass({})}>
          {t('period.apply')}
        </button>
      }
    >
      {(['first', 'second'] as const).map((name, index) => (
        <Select
          key={`${name} ${found?.[index]?.key}`}
          name={name}
          aria-label={t(`compare.${name}`)}
          defaultValue={String(found?.[index]?.key ?? NO_KEY)}
          className="w-auto max-w-full"
          options={options}
        />
      ))}
    </QueryForm>
  )
  if (!found) return { sides: null, picker: null }
  const side = (row: Funnel['rows'][number]): Side => ({
    key: String(row.key),
    name: nameOf(row),
    row,
    asked: state,
    filters: rowFilters(by, row.key, state.filters),
  })
  return { sides: [side(found[0]), side(found[1])], picker }
}
