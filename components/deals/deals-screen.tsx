import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { ListKeys } from '@/components/data-table/list-keys'
import { listLabels } from '@/components/data-table/list-labels'
import { ExportMenu } from '@/components/exports/export-menu'
import { LivePage } from '@/components/shell/live-page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { SidePanel } from '@/components/ui/side-panel'
import { Tabs } from '@/components/ui/tabs'
import { Time } from '@/components/ui/time'
import {
  type DealTotals,
  type DealView,
  dealById,
  dealTotals,
  defaultDealSort,
  listDeals,
} from '@/lib/deals/queries'
import { dealCursor } from '@/lib/deals/schema'
import {
  DEAL_VIEWS,
  type DealListView,
  dealSortOf,
  dealViewFilter,
  dealViewOf,
} from '@/lib/deals/search-params'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import type { Formatter } from '@/lib/platform/i18n/format'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { DealCard } from './deal-card'
import { Expected } from './expected'

const SHOWN = 50
const PATH = '/deals'

export async function DealsScreen({ actor, query }: { actor: Actor; query: Query }) {
  const view = dealViewOf(query)
  const filter = dealViewFilter(view)
  const cursor = dealCursor.safeParse(one(query, 'cursor'))
  const openId = Number(one(query, 'open')) || undefined
  const sort = dealSortOf(query) ?? defaultDealSort(filter.state)
  const [t, labels, organisation, page, totals, opened] = await Promise.all([
    getTranslations('deals'),
    listLabels(),
    getOrganisation(actor),
    listDeals(actor, { ...filter, sort, limit: SHOWN, cursor: cursor.success ? cursor.data : undefined }),
    dealTotals(actor, filter),
    openId !== undefined && Number.isInteger(openId) && openId > 0 && openId < 2 ** 31
      ? dealById(actor, openId)
      : undefined,
  ])
  const format = await pageFormat(organisation.currency)
  const here: Query = { view: one(query, 'view'), sort: one(query, 'sort'), cursor: one(query, 'cursor') }
  const place = page.rows.findIndex((row) => row.id === opened?.id)
  const rowHref = (id: number | undefined) => (id === undefined ? null : hrefWith(PATH, here, { open: id }))
  return (
    <>
      <LivePage actor={actor} on={page.rows.map(({ leadId }) => `lead:${leadId}`)} spread={800} />
      <PageHeader
        title={t('title')}
        actions={
          totals.count > 0 && <ExportMenu table="deals" query={{ view: here.view, sort: here.sort }} />
        }
      >
        <Tabs
          label={t('views')}
          tabs={DEAL_VIEWS.map((name) => ({
            href: hrefWith(PATH, { view: name === 'open' ? undefined : name }),
            label: t(`view.${name}`),
            current: name === view,
          }))}
        />
      </PageHeader>
      {totals.count > 0 && <Totals view={view} totals={totals} format={format} />}
      <div className="rounded-lg border border-line bg-surface">
        <DataTable
          rows={page.rows}
          columns={await columnsOf(view, dayOf(format.now, organisation.timeZone), format)}
          rowKey={(deal) => deal.id}
          rowHref={(deal) => rowHref(deal.id) ?? PATH}
          openKey={opened?.id}
          caption={t('list')}
          sorting={{
            current: sort,
            href: (name) => hrefWith(PATH, { view: here.view, sort: name }),
            ...labels.sorting,
          }}
          empty={
            <EmptyState
              title={t(`empty.${view}.title`)}
              action={<LinkButton href="/leads?status=accepted">{t('empty.do')}</LinkButton>}
            >
              {t(`empty.${view}.text`)}
            </EmptyState>
          }
        />
      </div>
      {page.rows.length > 0 && (
        <Pagination
          previousHref={here.cursor ? hrefWith(PATH, { view: here.view, sort: here.sort }) : null}
          nextHref={page.nextCursor ? hrefWith(PATH, here, { cursor: page.nextCursor }) : null}
          summary={t('shown', {
            shown: format.number(page.rows.length),
            count: format.number(totals.count),
          })}
          labels={{ ...labels.paging, previous: t('fromTheTop') }}
        />
      )}
      {opened && (
        <SidePanel
          title={opened.title}
          closeHref={hrefWith(PATH, here)}
          previousHref={place === -1 ? null : rowHref(page.rows[place - 1]?.id)}
          nextHref={place === -1 ? null : rowHref(page.rows[place + 1]?.id)}
          pageHref={`/leads/${opened.leadId}`}
          labels={{ ...labels.panel, openPage: t('openLead') }}
        >
          <DealCard key={opened.id} deal={opened} actor={actor} organisation={organisation} withLead />
        </SidePanel>
      )}
      <ListKeys />
    </>
  )
}

/** The sum of all that the tab holds, in one line. */
async function Totals({
  view,
  totals,
  format,
}: {
  view: DealListView
  totals: DealTotals
  format: Formatter
}) {
  const t = await getTranslations('deals.total')
  return (
    <p className="figures mb-3 flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-base">
      <strong className="text-2xl font-semibold text-ink">
        <Money value={totals.sum} format={format} />
      </strong>
      <span className="text-body">{t(view, { count: totals.count })}</span>
      {totals.late > 0 && (
        <span className="text-danger-ink">
          {t('late', { count: totals.late, sum: format.money(totals.lateSum) })}
        </span>
      )}
      {totals.withoutAmount > 0 && (
        <span className="text-muted">{t('withoutAmount', { count: totals.withoutAmount })}</span>
      )}
    </p>
  )
}

const MINUTE = 60_000

async function columnsOf(view: DealListView, today: string, format: Formatter): Promise<Column<DealView>[]> {
  const t = await getTranslations('deals')
  const open = view === 'open' || view === 'mine'
  const lasted = (deal: DealView) =>
    format.duration(((deal.closedAt ?? format.now).getTime() - deal.openedAt.getTime()) / MINUTE)
  return [
    { key: 'title', header: t('column.title'), sort: 'title', cell: (deal) => deal.title },
    {
      key: 'lead',
      header: t('column.lead'),
      cell: (deal) => (deal.leadName === deal.title ? '' : deal.leadName),
      card: 'none',
      from: 'lg',
    },
    {
      key: 'amount',
      header: t('column.amount'),
      sort: 'amount',
      descendingFirst: true,
      align: 'end',
      width: '9rem',
      card: 'bare',
      cell: (deal) => <Money value={deal.amount} format={format} />,
    },
    open
      ? {
          key: 'expected',
          header: t('column.expected'),
          sort: 'expectedCloseOn',
          width: '12rem',
          card: 'bare',
          cell: (deal) => <Expected day={deal.expectedCloseOn} today={today} format={format} />,
        }
      : {
          key: 'closed',
          header: t('column.closed'),
          sort: 'closedAt',
          descendingFirst: true,
          width: '9rem',
          cell: (deal) => <Time value={deal.closedAt} format={format} />,
        },
    ...(view === 'lost'
      ? [
          {
            key: 'reason',
            header: t('column.reason'),
            cell: (deal: DealView) => deal.lostReason,
            card: 'bare' as const,
          },
        ]
      : []),
    ...(view === 'mine'
      ? []
      : [
          {
            key: 'owner',
            header: t('column.owner'),
            width: '11rem',
            card: 'bare' as const,
            cell: (deal: DealView) => deal.owner?.name ?? <span className="text-muted">{t('noOwner')}</span>,
          },
        ]),
    {
      key: 'age',
      header: open ? t('column.age') : t('column.took'),
      ...(open ? { sort: 'openedAt' } : {}),
      align: 'end',
      width: '8rem',
      cell: (deal) => <span className="text-muted">{lasted(deal)}</span>,
    },
  ]
}
