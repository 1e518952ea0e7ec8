import { getTranslations } from 'next-intl/server'
import { ChartWithTable } from '@/components/charts/chart-with-table'
import { type FunnelBar, FunnelChart } from '@/components/charts/funnel-chart'
import { IntervalBars } from '@/components/charts/interval-bars'
import { intervalMarks } from '@/components/charts/interval-marks'
import { shareTicks } from '@/components/charts/ticks'
import { RATES, type RateId, STAGES } from '@/lib/funnel/metrics'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { Sheet } from '@/lib/platform/sheet/sheet'
import { type Estimate, wilson } from '@/lib/platform/statistics'
import { SharedSheet } from './shared-sheet'

type Row = Sheet['rows'][number]
type Props = { sheet: Sheet; format: Formatter }

/** The funnel, its rows against each other and every number, from the sheet that anybody may see. */
export async function SharedFunnel({ sheet, format }: Props) {
  const rows = sheet.rows.slice(0, -1)
  const isCohort = sheet.columns.some(({ key }) => key === 'leadToSaleLow')
  return (
    <>
      <Picture sheet={sheet} format={format} />
      {isCohort && rows.length > 1 && <Rows sheet={sheet} format={format} />}
      <SharedSheet sheet={sheet} format={format} baseOf={isCohort ? baseOf : undefined} />
    </>
  )
}

async function Picture({ sheet, format }: Props) {
  const [t, common] = await Promise.all([getTranslations('funnel'), getTranslations('common')])
  const total = sheet.rows.at(-1) ?? {}
  const steps = Object.entries(RATES).filter(([id]) => id !== 'leadToSale')
  const bars = STAGES.flatMap((stage): FunnelBar[] => {
    const count = number(total, stage)
    if (count === null || (count === 0 && (stage === 'reach' || stage === 'responses'))) return []
    const label = t(`stage.${stage}`)
    const countText = format.number(count)
    const bar = { key: stage, label, count, countText, spoken: `${label}: ${countText}` }
    const [id] = steps.find(([, rate]) => rate.count === stage) ?? []
    const value = id === undefined ? null : number(total, id)
    if (id === undefined || value === null) return [bar]
    const [low, high] = [number(total, `${id}Low`), number(total, `${id}High`)]
    const base = baseOf(id, total) ?? 0
    if (low === null || high === null) return [{ ...bar, rateText: format.ratio(value) }]
    const estimate = wilson(count, base)
    if (!estimate.enough) return [{ ...bar, rateText: t('tooFew') }]
    return [
      {
        ...bar,
        rateText: format.percent(value),
        intervalText: format.interval(low, high),
        low: low * base,
        high: high * base,
        spoken: `${bar.spoken}, ${common('chart.of', { count: countText, base: format.number(base) })}, ${format.percent(value)}`,
      },
    ]
  })
  return (
    <ChartWithTable
      title={t('picture.title')}
      howCounted={sheet.notes[1] ?? ''}
      file="funnel"
      table={{
        columns: [
          { key: 'stage', label: common('chart.stage') },
          { key: 'count', label: common('chart.count'), align: 'end' },
          { key: 'rate', label: common('chart.conversion'), align: 'end' },
          { key: 'interval', label: common('chart.interval'), align: 'end' },
        ],
        rows: bars.map((bar) => ({
          key: bar.key,
          cells: [bar.label, bar.countText, bar.rateText ?? '—', bar.intervalText ?? '—'],
        })),
      }}
    >
      <FunnelChart
        bars={bars}
        scaleTo="leads"
        heads={{ rate: t('picture.rateHead'), time: '' }}
        label={t('picture.aria')}
      />
    </ChartWithTable>
  )
}

async function Rows({ sheet, format }: Props) {
  const [t, common, mark] = await Promise.all([
    getTranslations('funnel'),
    getTranslations('common'),
    intervalMarks(format),
  ])
  const marks = sheet.rows.slice(0, -1).map((row, index) =>
    mark({
      key: String(index),
      label: String(row.name ?? ''),
      estimate: estimateOf(row),
    }),
  )
  const most = Math.max(0, ...marks.filter(({ enough }) => enough).map(({ high }) => high ?? 0))
  return (
    <ChartWithTable
      title={t('rate.leadToSale')}
      note={sheet.name}
      howCounted={t('breakdown.how')}
      file="lead-to-sale"
      table={{
        columns: [
          { key: 'name', label: sheet.columns[0]?.header ?? '' },
          { key: 'value', label: common('chart.value'), align: 'end' },
          { key: 'interval', label: common('chart.interval'), align: 'end' },
          { key: 'count', label: common('chart.count'), align: 'end' },
        ],
        rows: marks.map(({ key, label, valueText, intervalText, countText }) => ({
          key,
          cells: [label, valueText, intervalText ?? '—', countText],
        })),
      }}
    >
      <IntervalBars
        marks={marks}
        ticks={shareTicks(most, (share) => format.percent(share, 0))}
        label={t('rate.leadToSale')}
        more={common('chart.showAll', { n: marks.length })}
      />
    </ChartWithTable>
  )
}

function estimateOf(row: Row): Estimate {
  return wilson(number(row, 'won') ?? 0, number(row, 'leads') ?? 0)
}

function baseOf(key: string, row: Row): number | null {
  return Object.hasOwn(RATES, key) ? number(row, RATES[key as RateId].base) : null
}

function number(row: Row, key: string): number | null {
  const value = row[key]
  return typeof value === 'number' ? value : null
}
