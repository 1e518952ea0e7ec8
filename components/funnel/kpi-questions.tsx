import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Card } from '@/components/ui/card'
import { Explain } from '@/components/ui/explain'
import { type Change, changesOf } from '@/lib/funnel/change'
import { basisOf, type KpiId, METRICS, sourcesOf } from '@/lib/funnel/metrics'
import type { Kpi, Kpis } from '@/lib/funnel/queries/kpis'
import { sourceHref } from '@/lib/funnel/search-params'
import { written } from '@/lib/funnel/wording'
import type { Formatter } from '@/lib/platform/i18n/format'
import { ENOUGH } from '@/lib/platform/statistics'
import { BenchmarkScale } from './benchmark-scale'

/** The KPIs as answers to what people come to ask, so that nobody has to read a wall of numbers. */
const QUESTIONS = {
  convert: ['leadToSale', 'customers', 'revenue', 'dealCycle', 'salesCycle'],
  accept: ['acceptanceRate', 'slaKept', 'responseTime', 'hotShare'],
  cost: ['costPerLead', 'costPerHotLead', 'costPerAcceptedLead', 'cac'],
  payback: ['romi', 'paybackMarketing', 'paybackSales'],
  lost: ['salesFoundShare', 'forgotten6', 'forgotten12'],
} as const satisfies Record<string, readonly KpiId[]>

export type Question = keyof typeof QUESTIONS

/** One question and the KPIs that answer it. */
export async function KpiCard({
  question,
  kpis,
  format,
}: {
  question: Question
  kpis: Kpis
  format: Formatter
}) {
  const t = await getTranslations('funnel')
  const changes = changesOf(
    kpis.data.map((kpi) => ({ id: kpi.id, now: kpi, before: kpi.before })),
    kpis.tooYoung,
  )
  return (
    <Card title={t(`questions.${question}`)} level={2} flush>
      <dl className="pb-1">
        {kpis.data
          .filter(({ id }) => (QUESTIONS[question] as readonly KpiId[]).includes(id))
          .toSorted((a, b) => place(question, a.id) - place(question, b.id))
          .map((kpi) => (
            <KpiLine
              key={kpi.id}
              kpi={kpi}
              kpis={kpis}
              format={format}
              changed={changes.get(kpi.id)?.verdict}
            />
          ))}
      </dl>
    </Card>
  )
}

function place(question: Question, id: KpiId): number {
  return (QUESTIONS[question] as readonly KpiId[]).indexOf(id)
}

function asNumber(value: Kpi['value']): number | null {
  return value === null ? null : Number(value)
}

async function KpiLine({
  kpi,
  kpis,
  format,
  changed,
}: {
  kpi: Kpi
  kpis: Kpis
  format: Formatter
  changed: Change['verdict'] | undefined
}) {
  const t = await getTranslations('funnel')
  const { id, value, numerator, denominator, quartiles, leftOut } = kpi
  const sources = sourcesOf(id)
  const source = sources.numerator ?? sources.denominator
  const show = (shown: number | string) => written(id, shown, format)
  const count = (of: number | string) =>
    typeof of === 'string' ? format.moneyRounded(of) : format.number(of)
  const isUnrecordedCost = METRICS[id].unit === 'money' && denominator !== null && Number(numerator) === 0
  const isShare = METRICS[id].unit === 'ratio' && typeof numerator === 'number'
  const part = (of: number | string | null, where: typeof source) =>
    of === null ? null : where ? (
      <Link href={sourceHref(where, kpis)} prefetch={false} className="hover:text-ink hover:underline">
        {count(of)}
      </Link>
    ) : (
      count(of)
    )
  return (
    <div
      className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 gap-y-0.5 border-t border-line px-4 py-2 first:border-t-0"
      data-print="together"
    >
      <dt className="flex items-center gap-1.5 text-sm text-body">
        {t(`metric.${id}.name`)}
        <Explain label={t('howCounted')}>{t(`metric.${id}.how`)}</Explain>
      </dt>
      <dd className="figures text-end text-lg font-semibold text-ink">
        {value === null || isUnrecordedCost ? (
          <span className="text-sm font-normal text-muted">{t('noData')}</span>
        ) : source ? (
          <Link href={sourceHref(source, kpis)} prefetch={false} className="hover:underline">
            {show(value)}
          </Link>
        ) : (
          show(value)
        )}
      </dd>
      <dd className="figures text-xs text-muted">
        {numerator !== null && denominator !== null && (
          <>
            {part(numerator, sources.numerator)}
            {' / '}
            {part(denominator, sources.denominator)}
          </>
        )}
        {numerator === null && typeof denominator === 'number' && denominator > 0 && (
          <Link
            href={source ? sourceHref(source, kpis) : '/leads'}
            prefetch={false}
            className="hover:text-ink hover:underline"
          >
            {t('questions.median', { n: format.number(denominator) })}
          </Link>
        )}
        {quartiles && (
          <span>
            {' · '}
            {t('questions.middle', {
              low: format.number(quartiles.low, 1),
              high: format.number(quartiles.high, 1),
            })}
          </span>
        )}
        {leftOut > 0 && <span> · {t('questions.leftOut', { n: leftOut })}</span>}
        {isShare && typeof denominator === 'number' && denominator > 0 && denominator < ENOUGH && (
          <span> · {t('tooFew')}</span>
        )}
        {basisOf(id) === 'now' && t('questions.asOfToday')}
        {id === 'leadToSale' && kpis.tooYoung && <span> · {t('tooYoung')}</span>}
      </dd>
      <dd className="figures text-end text-xs text-muted">
        {kpi.previous !== null && t('questions.before', { value: show(kpi.previous) })}
        {(changed === 'better' || changed === 'worse') && (
          <span
            className={changed === 'better' ? 'text-success-ink' : 'text-danger-ink'}
            title={t(`questions.${changed}`)}
          >
            {' '}
            <span aria-hidden="true">{changed === 'better' ? '▲' : '▼'}</span>
            <span className="sr-only">{t(`questions.${changed}`)}</span>
          </span>
        )}
      </dd>
      {kpi.benchmark && (
        <dd className="col-span-2 pt-1">
          <BenchmarkScale
            value={asNumber(value)}
            marks={Object.entries(kpi.benchmark).map(([name, at]) => ({
              at,
              text: t(`benchmark.${name as 'worst' | 'usual' | 'best'}`, { value: format.percent(at) }),
            }))}
          />
        </dd>
      )}
    </div>
  )
}
