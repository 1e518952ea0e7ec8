import { getTranslations } from 'next-intl/server'
import { listLabels } from '@/components/data-table/list-labels'
import { ExportMenu } from '@/components/exports/export-menu'
import { ShareButton } from '@/components/sharing/share-button'
import { CampaignsHeader } from '@/components/spend/campaigns-header'
import { LinkButton } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Explain } from '@/components/ui/explain'
import { Pagination } from '@/components/ui/pagination'
import { sourceOptions } from '@/lib/channels/queries'
import { sortPerformance } from '@/lib/funnel/performance'
import {
  campaignsHref,
  isWanted,
  performanceLeads,
  performanceQuery,
  readPerformanceState,
} from '@/lib/funnel/performance-address'
import { lateWins, performance } from '@/lib/funnel/queries/performance'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import type { Query } from '@/lib/platform/url-state'
import { COSTS } from '@/lib/spend/search-params'
import { PerformanceControls } from './controls'
import { LateWinsCard } from './late-wins-card'
import { PerformanceTable } from './performance-table'

/** More than a company usually has; the others are on the next pages, never dropped. */
const PAGE = 100

/** What every campaign cost, the quality it brought and what came back: the page about which both sides argue. */
export async function CampaignsScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { timeZone, currency } = await getOrganisation(actor)
  const today = dayOf(actor.at, timeZone)
  const state = readPerformanceState(query, today)
  const { from, to, basis, attribution, groupBy, channel } = state
  const place = channel === null ? {} : { channel }
  const [t, mended, labels, format, channels, table, late] = await Promise.all([
    getTranslations('spend.performance'),
    getTranslations('funnel.mended'),
    listLabels(),
    pageFormat(currency),
    sourceOptions(actor),
    performance(actor, { from, to, basis, attribution, groupBy, ...place }),
    lateWins(actor, { from, to }, place, attribution),
  ])
  const found = table.rows.filter((row) => isWanted(row, state, actor.locale))
  const sorted = sortPerformance(found, state.sort, state.descending, actor.locale)
  const page = Math.min(state.page, Math.max(1, Math.ceil(sorted.length / PAGE)))
  const shown = sorted.slice((page - 1) * PAGE, page * PAGE)
  const spend = await getTranslations('spend')
  return (
    <>
      <CampaignsHeader
        current="campaigns"
        title={spend('title')}
        meta={`${format.date(from)} – ${format.date(to)}`}
        actions={
          <>
            <ShareButton actor={actor} screen="campaigns" query={performanceQuery(state)} period={state} />
            <ExportMenu table="campaigns" query={performanceQuery(state)} />
          </>
        }
      />
      <PerformanceControls
        state={state}
        today={today}
        pathname="/campaigns"
        usual="period"
        channels={channels}
      />
      {state.mended !== 'none' && (
        <Callout tone="warn" className="mb-3">
          {mended(state.mended)}
        </Callout>
      )}
      <div className="mb-3 flex max-w-prose flex-col gap-1 text-sm text-muted">
        <p>{t(`how.${basis}`)}</p>
        <p>{t(`how.${attribution}`)}</p>
      </div>
      {table.rows.length === 0 ? (
        <EmptyState title={t('empty')} action={<LinkButton href={COSTS}>{spend('tabs.grid')}</LinkButton>}>
          {t('emptyText')}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          <Card
            flush
            title={
              <span className="flex items-center gap-2">
                {t(`by.${groupBy}`)}
                <Explain label={t('how.label')}>
                  {t('intro')} {t('how.acceptance')} {t('how.money')}
                </Explain>
              </span>
            }
          >
            {shown.length === 0 ? (
              <EmptyState
                title={t('nothing')}
                action={
                  <LinkButton href={campaignsHref(state, { verdict: null, q: null, channel: null })}>
                    {labels.nothing.clear}
                  </LinkButton>
                }
              >
                {t('nothingText')}
              </EmptyState>
            ) : (
              <PerformanceTable rows={shown} total={table.total} state={state} format={format} />
            )}
          </Card>
          {sorted.length > PAGE && (
            <Pagination
              labels={labels.paging}
              summary={t('rows', {
                from: (page - 1) * PAGE + 1,
                to: (page - 1) * PAGE + shown.length,
                n: sorted.length,
              })}
              previousHref={page > 1 ? campaignsHref(state, { page: page === 2 ? null : page - 1 }) : null}
              nextHref={page * PAGE < sorted.length ? campaignsHref(state, { page: page + 1 }) : null}
            />
          )}
          <LateWinsCard late={late} href={performanceLeads(state, place).earlierCustomers} format={format} />
        </div>
      )}
    </>
  )
}
