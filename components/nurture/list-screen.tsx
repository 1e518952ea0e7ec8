import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { FilterBar, NothingFound } from '@/components/data-table/filter-bar'
import { ListKeys } from '@/components/data-table/list-keys'
import { listLabels } from '@/components/data-table/list-labels'
import { withoutPlace } from '@/components/data-table/place'
import { SearchBox } from '@/components/data-table/search-box'
import { leadFilters } from '@/components/leads/lead-filters'
import { LeadPanel } from '@/components/leads/lead-panel'
import { ListCount } from '@/components/leads/list-count'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { Tabs } from '@/components/ui/tabs'
import { countLeads, listLeads } from '@/lib/leads/queries/list'
import { FILTER_NAMES, type LeadFilters, readLeadFilters, readLeadSort } from '@/lib/leads/search-params'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { NurtureTable } from './nurture-table'

const PATH = '/nurture'
const SHOWN = 50
const FILTERS = ['grade', 'channel', 'campaign', 'owner']

/** Leads that marketing keeps warm: first those whose day has come. */
export async function NurtureScreen({ actor, query }: { actor: Actor; query: Query }) {
  const filters: LeadFilters = { ...readLeadFilters(query), status: ['nurture'] }
  const sort = readLeadSort(query, filters, 'wakeOn')
  const list = { filters, sort }
  const before = one(query, 'before')
  const [t, format, labels, found, choices, organisation] = await Promise.all([
    getTranslations('leads.nurture'),
    pageFormat(),
    listLabels(),
    listLeads(actor, {
      ...list,
      cursor: before ?? one(query, 'after'),
      direction: before ? 'backward' : 'forward',
      limit: SHOWN,
    }),
    leadFilters(actor, query),
    getOrganisation(actor),
  ])
  const top = found.ok ? found : await listLeads(actor, { ...list, limit: SHOWN })
  if (!top.ok) throw new Error('a list without a cursor cannot be refused')
  const page = top.value
  const here = pick(query)
  const base = withoutPlace(here)
  const openId = Number(one(query, 'open')) || null
  const filtered = FILTER_NAMES.some((name) => name !== 'status' && filters[name] !== undefined)
  return (
    <>
      <PageHeader
        title={t('title')}
        meta={
          <Suspense key={JSON.stringify(filters)} fallback={null}>
            <ListCount actor={actor} filters={filters} />
          </Suspense>
        }
      >
        <NurtureTabs actor={actor} query={query} />
      </PageHeader>
      <FilterBar
        pathname={PATH}
        query={here}
        filters={choices.filter(({ name }) => FILTERS.includes(name))}
        labels={labels.filters}
      >
        <SearchBox pathname={PATH} query={here} label={labels.search} />
      </FilterBar>
      <div className="rounded-lg border border-line bg-surface">
        {page.rows.length > 0 ? (
          <NurtureTable
            rows={page.rows}
            format={format}
            today={dayOf(actor.at, organisation.timeZone)}
            openId={openId}
            rowHref={(id) => hrefWith(PATH, here, { open: id })}
            sorting={{ current: sort, href: (by) => hrefWith(PATH, base, { sort: by }), ...labels.sorting }}
          />
        ) : filters.wake === 'due' ? (
          <EmptyState title={t('emptyDueTitle')} action={<LinkButton href={PATH}>{t('toAll')}</LinkButton>}>
            {t('emptyDueText')}
          </EmptyState>
        ) : filtered ? (
          <NothingFound
            title={labels.nothing.title}
            hint={labels.nothing.hint}
            clear={{ href: PATH, label: labels.nothing.clear }}
          />
        ) : (
          <EmptyState title={t('emptyTitle')} action={<LinkButton href="/leads">{t('toLeads')}</LinkButton>}>
            {t('emptyText')}
          </EmptyState>
        )}
      </div>
      {(page.previous || page.next) && (
        <Pagination
          previousHref={page.previous ? hrefWith(PATH, base, { before: page.previous }) : null}
          nextHref={page.next ? hrefWith(PATH, base, { after: page.next }) : null}
          labels={labels.paging}
        />
      )}
      {openId && <LeadPanel actor={actor} id={openId} page={page} list={list} path={PATH} query={here} />}
      <ListKeys />
    </>
  )
}

function pick(query: Query): Query {
  const known = [...FILTERS, 'q', 'wake', 'quiet', 'sort', 'after', 'before', 'open']
  return Object.fromEntries(Object.entries(query).filter(([name]) => known.includes(name)))
}

const VIEWS = [
  { name: 'all', filters: {} },
  { name: 'due', filters: { wake: 'due' } },
  { name: 'later', filters: { wake: 'later' } },
  { name: 'quiet6', filters: { quiet: '6' } },
  { name: 'quiet12', filters: { quiet: '12' } },
] as const

async function NurtureTabs({ actor, query }: { actor: Actor; query: Query }) {
  const t = await getTranslations('leads.nurture.tabs')
  const now = { wake: one(query, 'wake'), quiet: one(query, 'quiet') }
  return (
    <Tabs
      label={(await getTranslations('leads.tabs'))('label')}
      tabs={VIEWS.map(({ name, filters }) => ({
        href: hrefWith(PATH, filters),
        label: t(name),
        current: hrefWith(PATH, filters) === hrefWith(PATH, now),
        count:
          name === 'all' ? undefined : (
            <Suspense fallback={null}>
              <ViewCount actor={actor} filters={filters} />
            </Suspense>
          ),
      }))}
    />
  )
}

async function ViewCount({ actor, filters }: { actor: Actor; filters: LeadFilters }) {
  const [format, { count, more }] = await Promise.all([pageFormat(), countLeads(actor, filters)])
  return count === 0 ? null : `${format.number(count)}${more ? '+' : ''}`
}
