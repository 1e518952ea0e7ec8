import { getTranslations } from 'next-intl/server'
import { ExportMenu } from '@/components/exports/export-menu'
import { PeriodPicker } from '@/components/funnel/period-picker'
import { ShareButton } from '@/components/sharing/share-button'
import { LivePage } from '@/components/shell/live-page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { changesOf } from '@/lib/funnel/change'
import { fullMonths } from '@/lib/funnel/full-months'
import { isTooYoung } from '@/lib/funnel/maturity'
import { usualCycle } from '@/lib/funnel/queries/cycle'
import { kpiSeries } from '@/lib/funnel/queries/kpi-series'
import { kpis as countKpis, type Kpis } from '@/lib/funnel/queries/kpis'
import { canEnterLeads } from '@/lib/leads/policy'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { firstDayOf, lastDayOf, type Period } from '@/lib/platform/period'
import { presetPeriod } from '@/lib/platform/period-choice'
import type { Query } from '@/lib/platform/url-state'
import { progressOf } from '@/lib/targets/progress'
import { type Target, targetsOf } from '@/lib/targets/queries'
import { kpisHref, readKpis } from '@/lib/targets/search-params'
import { elapsedOf, targetPeriodsFor } from '@/lib/targets/target-period'
import { type Figure, type Month, QUESTIONS, type Question } from './board'
import { KpisTabs } from './kpis-tabs'
import { MonthsTable } from './months-table'
import { QuestionCard } from './question-card'
import { WhatIsSure } from './what-is-sure'

const MONTHS = 12

/** The KPIs that both sides share, as answers to what people come to ask. */
export async function KpisScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { timeZone, currency } = await getOrganisation(actor)
  const today = dayOf(actor.at, timeZone)
  const { mended, ...period } = readKpis(query, today)
  const names = targetPeriodsFor(period, today)
  const line = fullMonths(period.to, today, MONTHS).map((month) => ({
    month,
    days: { from: firstDayOf(month), to: lastDayOf(month) },
  }))
  const [t, funnel, format, counted, series, targets, usualDays] = await Promise.all([
    getTranslations('targets.kpis'),
    getTranslations('funnel'),
    pageFormat(currency),
    countKpis(actor, period),
    kpiSeries(
      actor,
      line.map(({ days }) => days),
    ),
    targetsOf(actor, names),
    usualCycle(),
  ])
  const months = line.flatMap(({ month, days }, index): Month[] => {
    const values = series[index]
    return values ? [{ month, days, values, tooYoung: isTooYoung(days.to, today, usualDays) }] : []
  })
  const figures = figuresOf(counted, months, targets, names, today)
  const byId = new Map(figures.map((figure) => [figure.kpi.id, figure]))
  const card = (question: Question) => (
    <QuestionCard key={question} question={question} figures={byId} months={months} format={format} />
  )
  const isEmpty = counted.data.every(
    ({ numerator, denominator, before }) =>
      Number(numerator ?? 0) === 0 &&
      Number(denominator ?? 0) === 0 &&
      Number(before?.denominator ?? 0) === 0,
  )
  return (
    <>
      <LivePage actor={actor} on={['lead', 'handoff', 'deal']} spread={30_000} />
      <PageHeader
        title={funnel('questions.title')}
        meta={`${format.date(period.from)} – ${format.date(period.to)} · ${funnel('daysIn', { zone: timeZone })}`}
        actions={
          <>
            <ShareButton actor={actor} screen="kpis" query={period} period={period} />
            <ExportMenu table="kpis" query={period} />
          </>
        }
      >
        <KpisTabs actor={actor} current="kpis" />
      </PageHeader>
      <div className="flex flex-col gap-4">
        <PeriodPicker pathname="/kpis" query={{}} period={period} today={today} />
        {mended !== 'none' && <p className="text-sm text-warn-ink">{funnel(`mended.${mended}`)}</p>}
        {isEmpty ? (
          <EmptyKpis actor={actor} period={period} today={today} />
        ) : (
          <>
            <WhatIsSure
              figures={figures}
              previous={counted.previous}
              usualDays={counted.tooYoung ? usualDays : null}
              format={format}
            />
            <div className="grid items-start gap-4 xl:grid-cols-2 print:block">
              <div className="flex min-w-0 flex-col gap-4">
                {card('accept')}
                {card('cost')}
              </div>
              <div className="flex min-w-0 flex-col gap-4">
                {card('convert')}
                {card('payback')}
                {card('lost')}
              </div>
            </div>
            <MonthsTable months={months} format={format} />
            <p className="max-w-4xl text-xs text-muted">
              {t('beforeNote', {
                from: format.date(counted.previous.from),
                to: format.date(counted.previous.to),
              })}
            </p>
          </>
        )}
      </div>
    </>
  )
}

/** Each KPI with its change, its target and its line. */
function figuresOf(
  counted: Kpis,
  months: readonly Month[],
  targets: readonly Target[],
  names: readonly string[],
  today: string,
): Figure[] {
  const changes = changesOf(
    counted.data.map((kpi) => ({ id: kpi.id, now: kpi, before: kpi.before })),
    counted.tooYoung,
  )
  const order = Object.values(QUESTIONS).flat()
  return counted.data
    .toSorted((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
    .map((kpi): Figure => {
      const { id } = kpi
      const ofKpi = targets
        .filter((target) => target.kpi === id)
        .toSorted((a, b) => names.indexOf(a.period) - names.indexOf(b.period))
      const target = ofKpi.find(({ inForce }) => inForce) ?? ofKpi[0] ?? null
      const elapsed = target ? elapsedOf(target.period, today) : 0
      const tooYoung = id === 'leadToSale' && counted.tooYoung
      return {
        kpi,
        days: { from: counted.from, to: counted.to },
        change: changes.get(id) ?? { verdict: 'unjudged' },
        target,
        progress: target && progressOf({ id, target: target.value, fact: kpi, elapsed, tooYoung }),
        elapsed,
        tooYoung,
        line:
          id === 'forgotten6' || id === 'forgotten12'
            ? []
            : months.map((month) => {
                const { value } = month.values[id]
                return value === null || (id === 'leadToSale' && month.tooYoung) ? null : Number(value)
              }),
      }
    })
}

async function EmptyKpis({ actor, period, today }: { actor: Actor; period: Period; today: string }) {
  const [t, funnel] = await Promise.all([
    getTranslations('targets.kpis.empty'),
    getTranslations('funnel.empty'),
  ])
  const longer = presetPeriod('last12', today)
  if (period.from !== longer.from) {
    return (
      <EmptyState
        title={t('none')}
        action={<LinkButton href={kpisHref(longer)}>{funnel('longer')}</LinkButton>}
      >
        {t('noneText')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={t('title')}
      action={
        canEnterLeads(actor) && (
          <>
            <LinkButton href="/leads/new" variant="primary">
              {funnel('enter')}
            </LinkButton>
            <LinkButton href="/imports/new">{funnel('import')}</LinkButton>
          </>
        )
      }
    >
      {funnel('neverText')}
    </EmptyState>
  )
}
