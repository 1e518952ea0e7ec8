import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Sparkline } from '@/components/charts/sparkline'
import { BenchmarkScale } from '@/components/funnel/benchmark-scale'
import { Explain } from '@/components/ui/explain'
import { basisOf, METRICS, sourcesOf } from '@/lib/funnel/metrics'
import { sourceHref } from '@/lib/funnel/search-params'
import { written } from '@/lib/funnel/wording'
import type { Formatter } from '@/lib/platform/i18n/format'
import { ENOUGH, wilson } from '@/lib/platform/statistics'
import type { Figure, Month } from './board'
import { ChangeNote } from './change-note'
import { TargetNote } from './target-note'

type Props = { figure: Figure; months: readonly Month[]; format: Formatter }

/** The KPI that answers the question: large, with its interval, benchmarks and line. */
export async function LeadFigure({ figure, months, format }: Props) {
  const { kpi } = figure
  const t = await getTranslations('funnel')
  return (
    <div className="px-4 pt-1 pb-3" data-print="together">
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <h3 className="flex items-center gap-1.5 text-sm font-medium text-body">
            <FigureName figure={figure} format={format} />
          </h3>
          <p className="figures text-3xl leading-tight font-semibold text-ink">
            <FigureValue figure={figure} format={format} />
          </p>
        </div>
        <Line figure={figure} months={months} format={format} width={176} height={44} />
      </div>
      <p className="figures mt-0.5 flex flex-wrap items-baseline gap-x-3 text-xs text-muted">
        <Parts figure={figure} format={format} />
        <ChangeNote figure={figure} format={format} />
        {figure.target && (
          <TargetNote
            target={figure.target}
            progress={figure.progress}
            elapsed={figure.elapsed}
            format={format}
          />
        )}
      </p>
      {kpi.benchmark && (
        <div className="mt-2 max-w-md">
          <BenchmarkScale
            value={kpi.value === null ? null : Number(kpi.value)}
            marks={Object.entries(kpi.benchmark).map(([name, at]) => ({
              at,
              text: t(`benchmark.${name as 'worst' | 'usual' | 'best'}`, { value: format.percent(at) }),
            }))}
          />
        </div>
      )}
    </div>
  )
}

/** One of those that explain it: a line. */
export async function SmallFigure({ figure, months, format }: Props) {
  return (
    <div
      className="grid grid-cols-[minmax(0,1fr)_auto_5.5rem] items-center gap-x-3 gap-y-0.5 border-t border-line px-4 py-2"
      data-print="together"
    >
      <h3 className="flex items-center gap-1.5 text-sm text-body">
        <FigureName figure={figure} format={format} />
      </h3>
      <p className="figures text-end text-lg font-semibold whitespace-nowrap text-ink">
        <FigureValue figure={figure} format={format} />
      </p>
      <Line figure={figure} months={months} format={format} width={88} height={24} />
      <p className="figures col-span-3 flex flex-wrap items-baseline gap-x-3 text-xs text-muted">
        <Parts figure={figure} format={format} />
        <ChangeNote figure={figure} format={format} />
        {figure.target && (
          <TargetNote
            target={figure.target}
            progress={figure.progress}
            elapsed={figure.elapsed}
            format={format}
          />
        )}
      </p>
    </div>
  )
}

/** Its name, and one click away what it is: in words, as a formula, by which day, whose doing. */
async function FigureName({ figure, format }: { figure: Figure; format: Formatter }) {
  const [t, board] = await Promise.all([getTranslations('funnel'), getTranslations('targets.kpis')])
  const { id, benchmark } = figure.kpi
  const { side, better, counted } = METRICS[id]
  const by = counted[0]?.by ?? null
  return (
    <>
      <span>{t(`metric.${id}.name`)}</span>
      <Explain label={board('explain', { name: t(`metric.${id}.name`) })}>
        <span className="flex flex-col gap-1.5">
          <b className="font-semibold text-ink">{t(`metric.${id}.formula`)}</b>
          <span>{t(`metric.${id}.how`)}</span>
          <span className="text-xs text-muted">
            {by === null ? board('by.now') : board(`by.${by}`)} {board(`side.${side}`)}{' '}
            {better && board(`good.${better}`)}
            {benchmark && ` ${board('benchmarks', { list: benchmarkList(benchmark, format) })}`}
          </span>
        </span>
      </Explain>
    </>
  )
}

function benchmarkList(benchmark: Record<string, number>, format: Formatter): string {
  return format.list(Object.values(benchmark).map((value) => format.percent(value)))
}

/** The value leads to the records behind it. */
async function FigureValue({ figure: { kpi, days }, format }: { figure: Figure; format: Formatter }) {
  const t = await getTranslations('funnel')
  const { numerator, denominator } = sourcesOf(kpi.id)
  const source = numerator ?? denominator
  if (kpi.value === null || isUnrecorded(kpi)) {
    return <span className="text-sm font-normal text-muted">{t('noData')}</span>
  }
  const text = written(kpi.id, kpi.value, format)
  return source ? (
    <Link href={sourceHref(source, days)} prefetch={false} className="hover:underline">
      {text}
    </Link>
  ) : (
    text
  )
}

/** Nothing spent is nearly always nothing recorded; 0 per lead would be the best channel of all. */
function isUnrecorded({ id, numerator }: Figure['kpi']): boolean {
  return METRICS[id].formula === 'per' && Number(numerator) === 0
}

/** What the value is made of, each part a link to its records, with the interval of a share. */
async function Parts({ figure, format }: { figure: Figure; format: Formatter }) {
  const [t, board] = await Promise.all([getTranslations('funnel'), getTranslations('targets.kpis')])
  const { kpi, days, tooYoung } = figure
  const { id, numerator, denominator, quartiles, leftOut } = kpi
  const sources = sourcesOf(id)
  const { formula } = METRICS[id]
  const part = (of: number | string, source: typeof sources.numerator) => {
    const text = typeof of === 'string' ? format.moneyRounded(of) : format.number(of)
    return source ? (
      <Link
        href={sourceHref(source, days)}
        prefetch={false}
        className="inline-block leading-6 hover:text-ink hover:underline"
      >
        {text}
      </Link>
    ) : (
      text
    )
  }
  const said = []
  if (formula === 'share' && typeof numerator === 'number' && typeof denominator === 'number') {
    const { low, high, enough } = wilson(numerator, denominator)
    if (denominator > 0 && enough && low !== null && high !== null)
      said.push(<span key="interval">{t('interval', { interval: format.interval(low, high) })}</span>)
    if (denominator > 0 && !enough)
      said.push(<span key="few">{board('tooFew', { n: ENOUGH - denominator })}</span>)
  }
  if (numerator !== null && denominator !== null) {
    said.unshift(
      <span key="parts">
        {part(numerator, sources.numerator)} / {part(denominator, sources.denominator)}
      </span>,
    )
  }
  if (formula === 'median' && typeof denominator === 'number' && denominator > 0) {
    said.push(
      <Link
        key="median"
        href={sources.denominator ? sourceHref(sources.denominator, days) : '/leads'}
        prefetch={false}
        className="inline-block leading-6 hover:text-ink hover:underline"
      >
        {t('questions.median', { n: format.number(denominator) })}
      </Link>,
    )
    if (quartiles) {
      const [low, high] = [format.number(quartiles.low, 1), format.number(quartiles.high, 1)]
      said.push(<span key="middle">{t('questions.middle', { low, high })}</span>)
    }
  }
  if (leftOut > 0) said.push(<span key="left">{t('questions.leftOut', { n: leftOut })}</span>)
  if (basisOf(id) === 'now') said.push(<span key="now">{t('questions.asOfToday')}</span>)
  if (tooYoung) said.push(<span key="young">{t('tooYoung')}</span>)
  return said
}

/** Its last twelve whole months; a screen reader gets the first and the last, the table below has them all. */
async function Line({ figure, months, format, width, height }: Props & { width: number; height: number }) {
  const t = await getTranslations('targets.kpis')
  const { line, kpi, target } = figure
  const first = line.findIndex((value) => value !== null)
  const last = line.findLastIndex((value) => value !== null)
  if (first === -1) return <span />
  const at = (index: number) => ({
    month: format.month(months[index]?.month ?? ''),
    value: written(kpi.id, line[index] ?? 0, format),
  })
  const from = at(first)
  const to = at(last)
  return (
    <span className="justify-self-end">
      <Sparkline
        values={line}
        width={width}
        height={height}
        target={target?.inForce && METRICS[kpi.id].unit === 'ratio' ? Number(target.value) : undefined}
        label={t('line', { from: from.value, fromMonth: from.month, to: to.value, toMonth: to.month })}
      />
    </span>
  )
}
