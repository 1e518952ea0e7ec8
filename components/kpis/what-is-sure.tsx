import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { written } from '@/lib/funnel/wording'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { Period } from '@/lib/platform/period'
import { planHref } from '@/lib/targets/search-params'
import type { Figure } from './board'
import { periodName } from './period-name'

/** Before all numbers: what changed beyond chance, and what is behind the plan beyond chance. */
export async function WhatIsSure({
  figures,
  previous,
  usualDays,
  format,
}: {
  figures: readonly Figure[]
  previous: Period
  /** given where the leads are too young */
  usualDays: number | null
  format: Formatter
}) {
  const [t, words, funnel] = await Promise.all([
    getTranslations('targets.kpis.sure'),
    getTranslations('targets'),
    getTranslations('funnel'),
  ])
  const changed = figures.flatMap(({ kpi, change }) => {
    const { verdict } = change
    if (verdict !== 'better' && verdict !== 'worse' && verdict !== 'differs') return []
    const now = written(kpi.id, kpi.value ?? 0, format)
    const before = written(kpi.id, kpi.previous ?? 0, format)
    return [{ id: kpi.id, verdict, text: t('was', { now, before }) }]
  })
  const planned = figures.filter(({ target }) => target?.inForce)
  const behind = planned.filter(({ progress }) => progress?.verdict === 'behind')
  const period = planned[0]?.target?.period
  return (
    <section
      aria-label={t('title')}
      className="grid gap-x-8 gap-y-3 rounded-lg border border-line bg-surface px-4 py-3 md:grid-cols-2"
      data-print="together"
    >
      <div className="min-w-0">
        <h2 className="text-xs font-medium text-muted">
          {t('changed', { from: format.date(previous.from), to: format.date(previous.to) })}
        </h2>
        {changed.length === 0 && <p className="mt-1 text-sm">{t('nothing')}</p>}
        <ul className="mt-1 flex flex-col gap-0.5 text-base">
          {changed.map(({ id, verdict, text }) => (
            <li key={id} className="figures">
              <span className={LOOK[verdict]}>
                <span aria-hidden="true">{SHAPE[verdict]} </span>
                {t(verdict)}
              </span>{' '}
              <span className="font-medium text-ink">{funnel(`metric.${id}.name`)}</span>{' '}
              <span className="text-muted">{text}</span>
            </li>
          ))}
        </ul>
        {usualDays !== null && (
          <p className="mt-1 text-sm text-warn-ink">{t('young', { days: Math.ceil(usualDays) })}</p>
        )}
      </div>
      <div className="min-w-0">
        <h2 className="text-xs font-medium text-muted">
          {period ? t('behind', { period: periodName(period, words, format) }) : words('title')}
        </h2>
        {behind.length === 0 && (
          <p className="mt-1 text-sm">
            {planned.length === 0 ? t('noPlan') : t('onPlan', { n: planned.length })}
          </p>
        )}
        <ul className="mt-1 flex flex-col gap-0.5 text-base">
          {behind.map(({ kpi, target }) => (
            <li key={kpi.id} className="figures">
              <span className={LOOK.worse}>
                <span aria-hidden="true">▼ </span>
                {words('verdict.running.behind')}
              </span>{' '}
              <span className="font-medium text-ink">{funnel(`metric.${kpi.id}.name`)}</span>{' '}
              <span className="text-muted">
                {t('of', {
                  now: written(kpi.id, kpi.value ?? 0, format),
                  target: written(kpi.id, target?.value ?? 0, format),
                })}
              </span>
            </li>
          ))}
        </ul>
        <p className="mt-1 text-sm" data-print="hide">
          <Link
            href={planHref({
              year: period?.slice(0, 4) ?? previous.to.slice(0, 4),
              by: 'quarter',
              open: null,
            })}
            className="text-accent-ink hover:underline"
          >
            {t('toPlan')}
          </Link>
        </p>
      </div>
    </section>
  )
}

const SHAPE = { better: '▲', worse: '▼', differs: '◆' } as const
const LOOK = {
  better: 'font-medium text-success-ink',
  worse: 'font-medium text-danger-ink',
  differs: 'font-medium text-ink',
} as const
