import { getTranslations } from 'next-intl/server'
import { FilterBar } from '@/components/data-table/filter-bar'
import { listLabels } from '@/components/data-table/list-labels'
import { SearchBox } from '@/components/data-table/search-box'
import { ExportMenu } from '@/components/exports/export-menu'
import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { Dialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { EmptyState } from '@/components/ui/empty-state'
import { Explain } from '@/components/ui/explain'
import { Pagination } from '@/components/ui/pagination'
import { SidePanel } from '@/components/ui/side-panel'
import { sourceOptions } from '@/lib/channels/queries'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { centsOf, moneyOf } from '@/lib/platform/money'
import { monthOf } from '@/lib/platform/period'
import { one, type Query } from '@/lib/platform/url-state'
import { canRecordSpend } from '@/lib/spend/policy'
import { costById, type LedgerSum, listCosts, sumCosts } from '@/lib/spend/queries/ledger'
import { COST_KINDS, SIDES } from '@/lib/spend/schema'
import { COSTS, ledgerHref, ledgerQuery, readLedgerAfter, readLedgerState } from '@/lib/spend/search-params'
import { CampaignsHeader } from './campaigns-header'
import { CostForm } from './cost-form'
import { LedgerTable, nameOfCost } from './ledger-table'

const PAGE = 50

/** Every entry of the cost ledger: the list behind each number of costs, and where entries are made and changed. */
export async function LedgerScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { timeZone, currency } = await getOrganisation(actor)
  const today = dayOf(actor.at, timeZone)
  const { filters, mended, ...period } = readLedgerState(query, today)
  const open = Number(one(query, 'open'))
  const after = readLedgerAfter(query)
  const [t, mend, format, labels, channels, list, sums, opened] = await Promise.all([
    getTranslations('spend'),
    getTranslations('funnel.mended'),
    pageFormat(currency),
    listLabels(),
    sourceOptions(actor),
    listCosts(actor, { period, filters, after, limit: PAGE }),
    sumCosts(actor, period, filters),
    Number.isInteger(open) && open > 0 && open < 2 ** 31 ? costById(actor, open) : undefined,
  ])
  const sides = SIDES.filter((side) => canRecordSpend(actor, side))
  const form = { sides, channels, currency, month: monthOf(today) }
  const here = { view: 'entries', ...period, ...ledgerQuery(filters) }
  const href = ledgerHref(period, filters)
  const campaign = channels.flatMap(({ campaigns }) => campaigns).find(({ id }) => id === filters.campaignId)
  return (
    <>
      <CampaignsHeader
        current="entries"
        title={t('ledger.title')}
        meta={t('ledger.days', { from: format.date(period.from), to: format.date(period.to) })}
        actions={
          <>
            <ExportMenu table="costs" query={{ ...period, ...ledgerQuery(filters) }} />
            {sides.length > 0 && (
              <DialogButton dialog="new-cost" variant="primary" data-hotkey="n">
                {t('ledger.new')}
              </DialogButton>
            )}
          </>
        }
      />
      {sides.length > 0 && (
        <Dialog id="new-cost" title={t('ledger.new')} closeLabel={labels.panel.close}>
          <CostForm {...form} />
        </Dialog>
      )}
      <FilterBar
        pathname={COSTS}
        query={here}
        labels={labels.filters}
        filters={[
          { name: 'from', label: t('filter.from'), type: 'date', show: format.date },
          { name: 'to', label: t('filter.to'), type: 'date', show: format.date },
          {
            name: 'side',
            label: t('filter.side'),
            type: 'select',
            options: SIDES.map((side) => ({ value: side, label: t(`side.${side}`) })),
          },
          {
            name: 'kind',
            label: t('filter.kind'),
            type: 'select',
            options: COST_KINDS.map((kind) => ({
              value: kind,
              label: t(`ledger.${kind}`),
            })),
          },
          {
            name: 'channel',
            label: t('filter.channel'),
            type: 'select',
            options: [
              { value: 'shared', label: t('filter.sharedOnly') },
              ...channels.map(({ id, name }) => ({ value: String(id), label: name })),
            ],
          },
          ...(campaign
            ? [
                {
                  name: 'campaign',
                  label: t('filter.campaign'),
                  type: 'select' as const,
                  options: [{ value: String(campaign.id), label: campaign.name }],
                },
              ]
            : []),
        ]}
      >
        <SearchBox pathname={COSTS} query={here} label={t('filter.search')} />
      </FilterBar>
      {mended !== 'none' && (
        <Callout tone="warn" className="mb-3">
          {mend(mended)}
        </Callout>
      )}
      <Card
        flush
        title={
          <span className="flex items-center gap-2">
            {t('ledger.sums', sumsOf(sums, format.money))}
            <Explain label={t('ledger.title')}>{t('ledger.how')}</Explain>
          </span>
        }
        note={t('ledger.entries', { n: sums.reduce((n, { entries }) => n + entries, 0) })}
      >
        {list.rows.length === 0 ? (
          <EmptyState title={t('ledger.empty')}>{t('ledger.emptyText')}</EmptyState>
        ) : (
          <LedgerTable rows={list.rows} here={here} actor={actor} format={format} />
        )}
      </Card>
      <Pagination
        labels={labels.paging}
        previousHref={after ? href : null}
        nextHref={list.nextCursor ? ledgerHref(period, filters, { after: list.nextCursor }) : null}
      />
      {opened && (
        <SidePanel title={nameOfCost(opened, t)} closeHref={href} labels={labels.panel}>
          {canRecordSpend(actor, opened.side) ? (
            <CostForm {...form} sides={[opened.side]} cost={opened} />
          ) : (
            <Callout>{t(`readOnly.${opened.side}`)}</Callout>
          )}
        </SidePanel>
      )}
    </>
  )
}

function sumsOf(sums: readonly LedgerSum[], money: (value: string) => string) {
  const total = (planned: boolean) =>
    money(
      moneyOf(sums.reduce((cents, sum) => cents + (sum.planned === planned ? centsOf(sum.amount) : 0n), 0n)),
    )
  return { actual: total(false), planned: total(true) }
}
