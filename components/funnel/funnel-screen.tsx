import { getTranslations } from 'next-intl/server'
import { ShareButton } from '@/components/sharing/share-button'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { comparisonQuery, readComparison } from '@/lib/funnel/comparison'
import { RATE_IDS } from '@/lib/funnel/metrics'
import { filterNamesOf } from '@/lib/funnel/queries/filter-names'
import { funnel as countFunnel } from '@/lib/funnel/queries/funnel'
import { moneyBy } from '@/lib/funnel/queries/money'
import { stageTimes } from '@/lib/funnel/queries/stage-times'
import { funnelHref, funnelQuery, readFunnelState } from '@/lib/funnel/search-params'
import { canEnterLeads } from '@/lib/leads/policy'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { presetPeriod } from '@/lib/platform/period-choice'
import { one, type Query } from '@/lib/platform/url-state'
import { waitingNow } from '@/lib/rollups/queries/waiting'
import { AdviceNote } from './advice-note'
import { Breakdown } from './breakdown'
import { ComparisonCard } from './comparison-card'
import { BasisNote, FunnelControls } from './controls'
import { FunnelPicture } from './funnel-picture'
import { FunnelTabs } from './funnel-tabs'
import { WaitingCard } from './waiting-card'

/** The funnel of both sides; every role sees the same numbers. */
export async function FunnelScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { timeZone, currency } = await getOrganisation(actor)
  const today = dayOf(actor.at, timeZone)
  const state = readFunnelState(query, today)
  const comparison = readComparison(query, state, today)
  const rate = RATE_IDS.find((id) => id === one(query, 'rate')) ?? 'leadToSale'
  const unknown = [
    ...state.unknown,
    ...(one(query, 'compare') && !comparison ? ['compare'] : []),
    ...(one(query, 'rate') && rate !== one(query, 'rate') ? ['rate'] : []),
  ]
  const isFiltered = Object.keys(state.filters).length > 0
  const isAdvised = state.groupBy === 'channel' && state.basis === 'cohort' && !isFiltered
  const [t, format, funnel, times, waiting, money, filterNames] = await Promise.all([
    getTranslations('funnel'),
    pageFormat(currency),
    countFunnel(actor, state),
    stageTimes(actor, state),
    waitingNow(),
    isAdvised ? moneyBy(actor, state, 'channel') : [],
    filterNamesOf(actor, state.filters),
  ])
  const isEmpty =
    funnel.total.stages.leads === 0 && funnel.rows.every(({ stages }) => stages.qualified + stages.won === 0)
  const compared = comparisonQuery(comparison, state)
  const drawn: Record<string, string> = rate === 'leadToSale' ? {} : { rate }
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={`${format.date(state.from)} – ${format.date(state.to)} · ${t('daysIn', { zone: timeZone })}`}
        actions={<ShareButton actor={actor} screen="funnel" query={funnelQuery(state)} period={state} />}
      >
        <FunnelTabs current="funnel" period={state} />
      </PageHeader>
      <FunnelControls
        state={state}
        kept={{ ...compared, ...drawn }}
        comparison={comparison}
        today={today}
        filterNames={filterNames}
      />
      <BasisNote state={state} comparison={comparison} unknown={unknown} funnel={funnel} />
      {isEmpty ? (
        <EmptyFunnel
          everything={state.from === presetPeriod('last12', today).from}
          href={funnelHref(state, presetPeriod('last12', today))}
          mayEnter={canEnterLeads(actor)}
        />
      ) : (
        <div className="flex flex-col gap-4">
          {isAdvised && <AdviceNote funnel={funnel} money={money} format={format} />}
          {comparison && (
            <ComparisonCard
              reader={actor}
              state={state}
              comparison={comparison}
              counted={funnel}
              format={format}
            />
          )}
          {!comparison && (
            <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_20rem] print:flex print:flex-col print:items-stretch">
              <FunnelPicture funnel={funnel} times={times} state={state} format={format} />
              <WaitingCard waiting={waiting} today={today} format={format} />
            </div>
          )}
          {state.groupBy !== 'none' && (
            <Breakdown
              funnel={funnel}
              state={state}
              kept={compared}
              rate={rate}
              page={Number(one(query, 'rows')) || 1}
              format={format}
            />
          )}
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
          <>
            <LinkButton href="/leads/new" variant="primary">
              {t('enter')}
            </LinkButton>
            <LinkButton href="/imports/new">{t('import')}</LinkButton>
          </>
        )
      }
    >
      {t('neverText')}
    </EmptyState>
  )
}
