import { getTranslations } from 'next-intl/server'
import { FunnelPicture } from '@/components/funnel/funnel-picture'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { PageHeader } from '@/components/ui/page-header'
import type { NamedCampaign } from '@/lib/channels/queries'
import { campaignsHref, performanceLeads, readPerformanceState } from '@/lib/funnel/performance-address'
import { campaignPeople, campaignReasons } from '@/lib/funnel/queries/campaign-parts'
import { funnel } from '@/lib/funnel/queries/funnel'
import { lateWins, performanceOver } from '@/lib/funnel/queries/performance'
import { stageTimes } from '@/lib/funnel/queries/stage-times'
import { readFunnelState } from '@/lib/funnel/search-params'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import type { Query } from '@/lib/platform/url-state'
import { ledgerHref } from '@/lib/spend/search-params'
import { PerformanceControls } from './controls'
import { CostsChart } from './costs-chart'
import { LateWinsCard } from './late-wins-card'
import { MonthsTable } from './months-table'
import { PeopleCard } from './people-card'
import { ReasonsCard } from './reasons-card'

/** One campaign from spend to revenue. */
export async function CampaignPage({
  actor,
  campaign,
  query,
}: {
  actor: Actor
  campaign: NamedCampaign
  query: Query
}) {
  const { timeZone, currency } = await getOrganisation(actor)
  const today = dayOf(actor.at, timeZone)
  const state = readPerformanceState(query, today, 'cohort')
  const { from, to, basis, attribution } = state
  const period = { from, to }
  const place = { campaign: campaign.id }
  const asked = {
    ...readFunnelState({ from, to, basis }, today),
    groupBy: 'none' as const,
    filters: { campaign: String(campaign.id) },
  }
  const [t, mended, format, over, late, reasons, owners, reps, counted, times] = await Promise.all([
    getTranslations('spend.performance'),
    getTranslations('funnel.mended'),
    pageFormat(currency),
    performanceOver(actor, { ...period, basis, attribution, place }),
    lateWins(actor, period, place, attribution),
    campaignReasons(actor, period, campaign.id),
    campaignPeople(actor, period, campaign.id, 'owner'),
    campaignPeople(actor, period, campaign.id, 'assignee'),
    funnel(actor, asked),
    stageTimes(actor, asked),
  ])
  const pathname = `/campaigns/${campaign.id}`
  const entries = ledgerHref(period, { channelId: campaign.channel.id, campaignId: campaign.id })
  return (
    <>
      <PageHeader
        title={campaign.name}
        meta={
          <>
            {campaign.channel.name} · {format.date(from)} – {format.date(to)}{' '}
            {campaign.archived && <Badge tone="neutral">{t('page.archived')}</Badge>}
          </>
        }
        back={{ href: campaignsHref({ ...state, basis: 'period' }), label: t('page.back') }}
        actions={
          <LinkButton href={entries} prefetch={false}>
            {t('page.ledger')}
          </LinkButton>
        }
      />
      <PerformanceControls state={state} today={today} pathname={pathname} usual="cohort" />
      {state.mended !== 'none' && (
        <Callout tone="warn" className="mb-3">
          {mended(state.mended)}
        </Callout>
      )}
      <div className="mb-3 flex max-w-prose flex-col gap-1 text-sm text-muted">
        <p>{t(`how.${basis}`)}</p>
        <p>{t(`how.${attribution}`)}</p>
      </div>
      <div className="flex flex-col gap-4">
        <MonthsTable
          over={over}
          state={state}
          place={place}
          entries={entries}
          today={today}
          usualDays={counted.usualDays}
          format={format}
        />
        <LateWinsCard late={late} href={performanceLeads(state, place).earlierCustomers} format={format} />
        <CostsChart months={over.months} format={format} file={`costs-${campaign.id}`} />
        {attribution === 'last' && <Callout>{t('page.funnelFirst')}</Callout>}
        <FunnelPicture funnel={counted} times={times} state={asked} format={format} />
        <div className="grid items-start gap-4 lg:grid-cols-3">
          <ReasonsCard
            reasons={reasons}
            period={period}
            campaignId={campaign.id}
            locale={actor.locale}
            format={format}
          />
          <PeopleCard as="owner" people={owners} period={period} campaignId={campaign.id} format={format} />
          <PeopleCard as="assignee" people={reps} period={period} campaignId={campaign.id} format={format} />
        </div>
      </div>
    </>
  )
}
