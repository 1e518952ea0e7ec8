import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { BulkActions } from '@/components/bulk/bulk-actions'
import { OpenRuns } from '@/components/bulk/open-runs'
import { FilterBar, NothingFound } from '@/components/data-table/filter-bar'
import { ListKeys } from '@/components/data-table/list-keys'
import { listLabels } from '@/components/data-table/list-labels'
import { withoutPlace } from '@/components/data-table/place'
import { SearchBox } from '@/components/data-table/search-box'
import { ExportMenu } from '@/components/exports/export-menu'
import { LivePage } from '@/components/shell/live-page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { ColumnChoice } from '@/components/views/column-choice'
import { canEnterLeads } from '@/lib/leads/policy'
import { countLeads, listLeads } from '@/lib/leads/queries/list'
import { rejectionsOf } from '@/lib/leads/queries/returned'
import {
  FILTER_NAMES,
  isBehindNumber,
  readColumns,
  readLeadFilters,
  readLeadSort,
} from '@/lib/leads/search-params'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import type { ViewView } from '@/lib/views/queries'
import { leadFilters } from './lead-filters'
import { LeadPanel } from './lead-panel'
import { LeadTable } from './lead-table'
import { LeadTabs } from './lead-tabs'
import { ListCount } from './list-count'
import { withoutNumber, wordNumber } from './number-words'

const PATH = '/leads'
const SHOWN = 50
const BULK_FORM = 'bulk'

/** The list of leads; its whole state is the address. */
export async function LeadsScreen({
  actor,
  query,
  views,
}: {
  actor: Actor
  query: Query
  views: readonly ViewView[]
}) {
  const filters = readLeadFilters(query)
  const sort = readLeadSort(query, filters)
  const before = one(query, 'before')
  const list = { filters, sort }
  const columns = readColumns(query)
  const counted = countLeads(actor, filters, { exact: isBehindNumber(filters) })
  // whoever waits for it hears of what went wrong
  counted.catch(() => {})
  const [t, bulk, format, labels, found, choices, number] = await Promise.all([
    getTranslations('leads'),
    getTranslations('bulk'),
    pageFormat(),
    listLabels(),
    listLeads(actor, {
      ...list,
      cursor: before ?? one(query, 'after'),
      direction: before ? 'backward' : 'forward',
      limit: SHOWN,
    }),
    leadFilters(actor, query),
    wordNumber(filters),
  ])
  // A cursor of another order, or mangled: from the top.
  const page = found.ok ? found.value : await fromTheTop(actor, list)
  const here = pick(query)
  const base = withoutPlace(here)
  const openId = Number(one(query, 'open')) || null
  const rejections =
    filters.view === 'returned'
      ? await rejectionsOf(
          actor,
          page.rows.map(({ id }) => id),
        )
      : undefined
  const filtered = FILTER_NAMES.some((name) => filters[name] !== undefined)
  return (
    <>
      <LivePage actor={actor} on={page.rows.map(({ id }) => `lead:${id}`)} spread={800} />
      <PageHeader
        title={t('title')}
        meta={
          <Suspense key={JSON.stringify(filters)} fallback={null}>
            <ListCount actor={actor} filters={filters} counted={counted} />
          </Suspense>
        }
        actions={
          <>
            <ExportMenu table="leads" query={base} />
            {canEnterLeads(actor) && (
              <>
                <LinkButton href="/imports/new">{t('import')}</LinkButton>
                <LinkButton href="/leads/new" variant="primary" data-hotkey="n">
                  {t('new')}
                </LinkButton>
              </>
            )}
          </>
        }
      >
        <LeadTabs actor={actor} query={here} views={views} />
      </PageHeader>
      <OpenRuns actor={actor} />
      <FilterBar
        pathname={PATH}
        query={here}
        filters={choices}
        labels={labels.filters}
        end={<ColumnChoice columns={columns} list={base} />}
      >
        <SearchBox pathname={PATH} query={here} label={labels.search} />
      </FilterBar>
      {number && (
        <p className="mb-2.5 flex flex-wrap items-center gap-x-2 text-sm">
          <span className="text-muted">{t('filter.number')}</span>
          <span className="font-medium text-ink">{number}</span>
          <Link
            href={hrefWith(PATH, withoutNumber(base))}
            prefetch={false}
            className="rounded-sm text-accent-ink hover:underline"
          >
            {t('filter.dropNumber')}
          </Link>
        </p>
      )}
      {page.rows.length === 0 ? (
        <div className="rounded-lg border border-line bg-surface">
          {filters.view === 'returned' ? (
            <EmptyState title={t('empty.returnedTitle')}>{t('empty.returnedText')}</EmptyState>
          ) : filtered || page.previous ? (
            <NothingFound
              title={labels.nothing.title}
              hint={labels.nothing.hint}
              clear={{ href: PATH, label: labels.nothing.clear }}
            />
          ) : (
            <NoLeads actor={actor} />
          )}
        </div>
      ) : (
        <div className="rounded-lg border border-line bg-surface">
          <LeadTable
            rows={page.rows}
            columns={columns}
            format={format}
            openId={openId}
            rowHref={(id) => hrefWith(PATH, here, { open: id })}
            select={{
              form: BULK_FORM,
              name: 'ids',
              header: bulk('bar.header'),
              label: (lead) => bulk('bar.choose', { name: lead.displayName }),
            }}
            sorting={{
              current: sort,
              href: (by) => hrefWith(PATH, base, { sort: by }),
              ...labels.sorting,
            }}
            rejections={rejections}
          />
        </div>
      )}
      {(page.previous || page.next) && (
        <Pagination
          previousHref={page.previous ? hrefWith(PATH, base, { before: page.previous }) : null}
          nextHref={page.next ? hrefWith(PATH, base, { after: page.next }) : null}
          labels={labels.paging}
        />
      )}
      {page.rows.length > 0 && (
        <Suspense fallback={null}>
          <BulkActions actor={actor} counted={counted} list={base} form={BULK_FORM} rows={page.rows.length} />
        </Suspense>
      )}
      {openId && <LeadPanel actor={actor} id={openId} page={page} list={list} path={PATH} query={here} />}
      <ListKeys />
    </>
  )
}

/** Only what this screen knows: a parameter of another one is not carried along. */
function pick(query: Query): Query {
  const known: readonly string[] = [...FILTER_NAMES, 'sort', 'cols', 'saved', 'after', 'before', 'open']
  return Object.fromEntries(Object.entries(query).filter(([name]) => known.includes(name)))
}

async function fromTheTop(actor: Actor, list: Parameters<typeof listLeads>[1]) {
  const page = await listLeads(actor, { ...list, limit: SHOWN })
  if (!page.ok) throw new Error('a list without a cursor cannot be refused')
  return page.value
}

async function NoLeads({ actor }: { actor: Actor }) {
  const t = await getTranslations('leads.empty')
  if (!canEnterLeads(actor)) return <EmptyState title={t('readTitle')}>{t('readText')}</EmptyState>
  return (
    <EmptyState
      title={t('title')}
      action={
        <>
          <LinkButton href="/leads/new" variant="primary">
            {t('enter')}
          </LinkButton>
          <LinkButton href="/imports/new">{t('import')}</LinkButton>
        </>
      }
    >
      {t('text')}
    </EmptyState>
  )
}
