import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { METRICS, sourcesOf } from '@/lib/funnel/metrics'
import { sourceHref } from '@/lib/funnel/search-params'
import { written } from '@/lib/funnel/wording'
import type { Formatter } from '@/lib/platform/i18n/format'
import { wilson } from '@/lib/platform/statistics'
import { type SummaryKpi, WORK } from '@/lib/reports/summary'
import { Block, type PartProps } from './block'
import { TargetWord } from './target-word'

const LOOK = {
  better: { shape: '▲', tone: 'font-medium text-success-ink' },
  worse: { shape: '▼', tone: 'font-medium text-danger-ink' },
  differs: { shape: '◆', tone: 'font-medium text-ink' },
} as const

/** The KPIs of the work: value with its interval, what it is counted of, before, target and benchmarks. */
export async function WorkTable({ facts, format }: PartProps) {
  const [t, funnel] = await Promise.all([getTranslations('reports'), getTranslations('funnel')])
  const cell = 'py-1.5 pl-4 text-end align-top max-md:pl-2 print:py-0.5'
  return (
    <Block title={t('kpis.title')}>
      <div className="overflow-x-auto">
        <table className="figures w-full text-sm">
          <thead>
            <tr className="text-xs text-muted">
              <th scope="col" className="py-1 text-start font-medium">
                {t('kpis.name')}
              </th>
              <th scope="col" className={`${cell} font-medium`}>
                {t('kpis.value')}
              </th>
              <th scope="col" className={`${cell} font-medium max-md:not-print:hidden`}>
                {t('kpis.base')}
              </th>
              <th scope="col" className={`${cell} font-medium`}>
                {t('kpis.before')}
              </th>
              <th scope="col" className={`${cell} font-medium max-md:not-print:hidden`}>
                {t('kpis.target')}
              </th>
              <th scope="col" className={`${cell} font-medium max-md:not-print:hidden`}>
                {t('kpis.benchmark')}
              </th>
            </tr>
          </thead>
          <tbody>
            {WORK.map((id) => {
              const kpi = facts.kpis[id]
              return (
                <tr key={id} className="border-t border-line">
                  <th scope="row" className="py-1.5 text-start align-top font-normal text-ink print:py-0.5">
                    {funnel(`metric.${id}.name`)}
                  </th>
                  <td className={cell}>
                    <Value kpi={kpi} format={format} />
                  </td>
                  <td className={`${cell} whitespace-nowrap text-muted max-md:not-print:hidden`}>
                    <Base kpi={kpi} facts={facts} format={format} />
                  </td>
                  <td className={cell}>
                    <Before kpi={kpi} format={format} />
                  </td>
                  <td className={`${cell} text-muted max-md:not-print:hidden`}>
                    {kpi.target ? <TargetWord kpi={kpi} format={format} /> : '—'}
                  </td>
                  <td className={`${cell} text-muted max-md:not-print:hidden`}>
                    {kpi.benchmark
                      ? Object.values(kpi.benchmark)
                          .map((value) => format.percent(value))
                          .join(' · ')
                      : '—'}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Block>
  )
}

type Props = { kpi: SummaryKpi; format: Formatter }

async function Value({ kpi: { id, value, numerator, denominator, quartiles }, format }: Props) {
  const [t, questions] = await Promise.all([
    getTranslations('reports.kpis'),
    getTranslations('funnel.questions'),
  ])
  if (value === null) return <span className="text-muted">{t('noData')}</span>
  const share =
    METRICS[id].formula === 'share' && typeof numerator === 'number' && typeof denominator === 'number'
      ? wilson(numerator, denominator)
      : null
  return (
    <>
      <span className="text-base font-semibold text-ink">{written(id, value, format)}</span>
      <span className="block text-xs text-muted">
        {share &&
          share.low !== null &&
          share.high !== null &&
          (share.enough ? t('interval', { interval: format.interval(share.low, share.high) }) : t('tooFew'))}
        {quartiles &&
          questions('middle', {
            low: format.number(quartiles.low, 1),
            high: format.number(quartiles.high, 1),
          })}
      </span>
    </>
  )
}

/** Count and base, each leading to what it counts. */
function Base({ kpi: { id, numerator, denominator }, facts, format }: Props & { facts: PartProps['facts'] }) {
  const sources = sourcesOf(id)
  const part = (of: number | string | null, source: typeof sources.numerator) =>
    of === null ? null : (
      <Link
        href={source ? sourceHref(source, facts) : '/kpis'}
        prefetch={false}
        className="hover:text-ink hover:underline"
      >
        {format.number(Number(of))}
      </Link>
    )
  return (
    <>
      {part(numerator, sources.numerator)}
      {numerator !== null && denominator !== null && ' / '}
      {part(denominator, sources.denominator)}
    </>
  )
}

async function Before({ kpi: { id, previous, change }, format }: Props) {
  const t = await getTranslations('reports.letter')
  if (previous === null) return <span className="text-muted">—</span>
  const { verdict } = change
  return (
    <>
      <span className="text-muted">{written(id, previous, format)}</span>
      {(verdict === 'better' || verdict === 'worse' || verdict === 'differs') && (
        <span className={`block text-xs ${LOOK[verdict].tone}`}>
          <span aria-hidden="true">{LOOK[verdict].shape} </span>
          {t(verdict)}
        </span>
      )}
      {verdict === 'too_young' && <span className="block text-xs text-muted">{t('young')}</span>}
    </>
  )
}
