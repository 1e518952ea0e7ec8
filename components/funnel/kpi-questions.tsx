import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Card } from '@/components/ui/card'
import { Explain } from '@/components/ui/explain'
import { KPI_SOURCES, type KpiValue } from '@/lib/funnel/kpi'
import { kpi as definitionOf, isGoodNews, type KpiId } from '@/lib/funnel/metrics'
import type { Kpi, Kpis } from '@/lib/funnel/queries/kpis'
import { sourceHref } from '@/lib/funnel/search-params'
import { benjaminiHochberg, compareProportions, ENOUGH } from '@/lib/funnel/statistics'
import type { Formatter } from '@/lib/platform/i18n/format'
import { BenchmarkScale } from './benchmark-scale'

/** The KPIs as answers to what people come to ask, so that nobody has to read a wall of numbers. */
const QUESTIONS = {
  convert: ['leadToSale', 'customers', 'revenue', 'dealCycle', 'salesCycle'],
  accept: ['acceptanceRate', 'slaKept', 'responseTime', 'hotShare'],
  cost: ['costPerLead', 'costPerHotLead', 'costPerAcceptedLead', 'cac'],
  payback: ['romi', 'paybackMarketing', 'paybackSales'],
  lost: ['salesFoundShare', 'forgotten6', 'forgotten12'],
} as const satisfies Record<string, readonly KpiId[]>

export async function KpiQuestions({ kpis, format }: { kpis: Kpis; format: Formatter }) {
  const t = await getTranslations('funnel')
  const byId = new Map(kpis.data.map((kpi) => [kpi.id, kpi]))
  const changed = changesBeyondChance(kpis.data)
  return (
    <section aria-labelledby="shared-kpis">
      <div className="mb-2 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="shared-kpis" className="text-lg font-semibold">
          {t('questions.title')}
        </h2>
        <p className="text-xs text-muted">
          {t('questions.beforeNote', {
            from: format.date(kpis.previous.from),
            to: format.date(kpis.previous.to),
          })}
        </p>
      </div>
      <div className="grid items-start gap-3 md:grid-cols-2 2xl:grid-cols-3">
        {(Object.keys(QUESTIONS) as (keyof typeof QUESTIONS)[]).map((question) => (
          <Card key={question} title={t(`questions.${question}`)} level={3} flush>
            <dl className="pb-1">
              {QUESTIONS[question].map((id: KpiId) => {
                const kpi = byId.get(id)
                return (
                  kpi && (
                    <KpiLine
                      key={id}
                      kpi={kpi}
                      kpis={kpis}
                      format={format}
                      changed={changed.get(id) ?? null}
                    />
                  )
                )
              })}
            </dl>
          </Card>
        ))}
      </div>
    </section>
  )
}

type Change = 'better' | 'worse'

/** A change against the period before is called one only beyond chance, by the same rule as the channels. */
function changesBeyondChance(data: readonly Kpi[]): Map<KpiId, Change> {
  const shares = data.flatMap((kpi) => {
    const now = proportion(kpi)
    const before = kpi.before && proportion(kpi.before)
    const good = isGoodNews(kpi.id, asNumber(kpi.value), asNumber(kpi.previous))
    return now && before && good !== null ? [{ id: kpi.id, good, p: compareProportions(now, before) }] : []
  })
  const found = benjaminiHochberg(shares.map(({ p }) => p))
  return new Map(
    shares.flatMap(({ id, good }, index) => (found[index] ? [[id, good ? 'better' : 'worse'] as const] : [])),
  )
}

function proportion({ numerator, denominator }: KpiValue): { count: number; base: number } | null {
  if (typeof numerator !== 'number' || typeof denominator !== 'number') return null
  return denominator >= ENOUGH ? { count: numerator, base: denominator } : null
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
  changed: Change | null
}) {
  const t = await getTranslations('funnel')
  const { id, value, numerator, denominator, quartiles, leftOut } = kpi
  const sources = KPI_SOURCES[id]
  const source = sources.numerator ?? sources.denominator
  const show = (shown: Kpi['value']) => written(id, shown, format)
  const count = (of: number | string) =>
    typeof of === 'string' ? format.moneyRounded(of) : format.number(of)
  const isShare = definitionOf(id).unit === 'ratio' && typeof numerator === 'number'
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
      className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 border-t border-line px-4 py-2 first:border-t-0"
      data-print="together"
    >
      <dt className="flex items-center gap-1.5 text-sm text-body">
        {t(`kpi.${id}.name`)}
        <Explain label={t('howCounted')}>{t(`kpi.${id}.how`)}</Explain>
      </dt>
      <dd className="figures text-end text-lg font-semibold text-ink">
        {value === null ? (
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
        {definitionOf(id).basis === 'now' && t('questions.asOfToday')}
      </dd>
      <dd className="figures text-end text-xs text-muted">
        {kpi.previous !== null && t('questions.before', { value: show(kpi.previous) })}
        {changed && (
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

/** A KPI's value in words: paybacks are multiples, other ratios shares. */
function written(id: KpiId, value: Kpi['value'], format: Formatter): string {
  if (value === null) return ''
  switch (definitionOf(id).unit) {
    case 'money':
      return format.moneyRounded(value)
    case 'days':
      return format.days(Math.round(Number(value) * 10) / 10)
    case 'hours':
      return format.hours(Math.round(Number(value) * 10) / 10)
    case 'count':
      return format.number(Number(value))
    case 'ratio':
      return id === 'paybackMarketing' || id === 'paybackSales'
        ? format.ratio(Number(value))
        : format.percent(Number(value))
  }
}
