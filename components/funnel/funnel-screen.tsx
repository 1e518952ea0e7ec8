import { getTranslations } from 'next-intl/server'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { filterNamesOf } from '@/lib/funnel/queries/filter-names'
import { funnel as countFunnel } from '@/lib/funnel/queries/funnel'
import { kpis as countKpis } from '@/lib/funnel/queries/kpis'
import { moneyBy } from '@/lib/funnel/queries/money'
import { funnelHref, readFunnelState } from '@/lib/funnel/search-params'
import { canEnterLeads } from '@/lib/leads/policy'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { presetPeriod } from '@/lib/platform/period-choice'
import type { Query } from '@/lib/platform/url-state'
import { AdviceNote } from './advice-note'
import { BreakdownTable } from './breakdown-table'
import { BasisNote, FunnelControls } from './controls'
import { FunnelPicture } from './funnel-picture'
import { KpiCard } from './kpi-questions'
import { MoneyTable } from './money-table'

/** The funnel of both sides; every role sees the same numbers. */
export async function FunnelScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { timeZone, currency } = await getOrganisation(actor)
  const today = dayOf(actor.at, timeZone)
  const state = readFunnelState(query, today)
  const by = state.groupBy === 'campaign' ? 'campaign' : 'channel'
  const channelId =
    by === 'campaign' && Number(state.filters.channel) > 0 ? Number(state.filters.channel) : null
  const isFiltered = Object.keys(state.filters).length > 0
  const showsMoney =
    (state.groupBy === 'channel' || state.groupBy === 'campaign') && (!isFiltered || channelId !== null)
  const [t, format, funnel, kpis, money, filterNames] = await Promise.all([
    getTranslations('funnel'),
    pageFormat(currency),
    countFunnel(actor, state),
    countKpis(actor, state),
    showsMoney ? moneyBy(actor, state, by, channelId) : [],
    filterNamesOf(actor, state.filters),
  ])
  const isEmpty =
    funnel.total.stages.leads === 0 && funnel.rows.every(({ stages }) => stages.qualified + stages.won === 0)
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={`${format.date(state.from)} – ${format.date(state.to)} · ${t('daysIn', { zone: timeZone })}`}
      />
      <FunnelControls state={state} today={today} filterNames={filterNames} />
      <BasisNote state={state} funnel={funnel} />
      {isEmpty ? (
        <EmptyFunnel
          everything={state.from === presetPeriod('last12', today).from}
          href={funnelHref(state, presetPeriod('last12', today))}
          mayEnter={canEnterLeads(actor)}
        />
      ) : (
        <div className="flex flex-col gap-4">
          {state.groupBy === 'channel' && state.basis === 'cohort' && !isFiltered && (
            <AdviceNote funnel={funnel} money={money} format={format} />
          )}
          <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,2fr)_minmax(0,1fr)] print:block">
            <FunnelPicture funnel={funnel} state={state} format={format} />
            <KpiCard question="convert" kpis={kpis} format={format} />
          </div>
          {state.groupBy !== 'none' && <BreakdownTable funnel={funnel} state={state} format={format} />}
          {showsMoney && <MoneyTable rows={money} by={by} state={state} format={format} />}
          <div className="grid items-start gap-4 md:grid-cols-2 2xl:grid-cols-4">
            {(['accept', 'cost', 'payback', 'lost'] as const).map((question) => (
              <KpiCard key={question} question={question} kpis={kpis} format={format} />
            ))}
          </div>
          <p className="text-xs text-muted">
            {t('questions.beforeNote', {
              from: format.date(kpis.previous.from),
              to: format.date(kpis.previous.to),
            })}
          </p>
        </div>
      )}
    </>
  )
}

async function EmptyFunnel({
  everything,
  href,
  mayEnter,
}: {
  everything: boolean
  href: string
  mayEnter: boolean
}) {
  const t = await getTranslations('funnel.empty')
  if (!everything) {
    return (
      <EmptyState title={t('title')} action={<LinkButton href={href}>{t('longer')}</LinkButton>}>
        {t('text')}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      title={t('never')}
      action={
        mayEnter && (
          <LinkButton href="/leads/new" variant="primary">
            {t('enter')}
          </LinkButton>
        )
      }
    >
      {t('neverText')}
    </EmptyState>
  )
}
