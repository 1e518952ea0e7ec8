import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { FilterBar, NothingFound } from '@/components/data-table/filter-bar'
import { ListKeys } from '@/components/data-table/list-keys'
import { listLabels } from '@/components/data-table/list-labels'
import { withoutPlace } from '@/components/data-table/place'
import { SearchBox } from '@/components/data-table/search-box'
import { ExportMenu } from '@/components/exports/export-menu'
import { leadFilters } from '@/components/leads/lead-filters'
import { LeadPanel } from '@/components/leads/lead-panel'
import { ListCount } from '@/components/leads/list-count'
import { LivePage } from '@/components/shell/live-page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { countLeads, listLeads } from '@/lib/leads/queries/list'
import {
  FILTER_NAMES,
  isBehindNumber,
  type LeadFilters,
  readLeadFilters,
  readLeadSort,
} from '@/lib/leads/search-params'
import { canNurture } from '@/lib/nurture/policy'
import { plansOf, wakingTouches } from '@/lib/nurture/queries/followed'
import { planChoices } from '@/lib/nurture/queries/plans'
import { NURTURE_LIST, nurtureLeads, readNurtureFilter } from '@/lib/nurture/search-params'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { NurtureHeader } from './nurture-header'
import { NurtureTable } from './nurture-table'
import { PutOnPlan } from './put-on-plan'

const PATH = NURTURE_LIST
const SHOWN = 50
const FILTERS = ['grade', 'channel', 'campaign', 'owner', 'plan', 'age', 'returns', 'rejectedFor']
const FORM = 'put-on-plan'

/** All leads that marketing keeps warm, with every filter; chosen ones, or all that the list finds, are put on a plan. */
export async function ListScreen({ actor, query }: { actor: Actor; query: Query }) {
  const filters: LeadFilters = { ...readLeadFilters(query), status: ['nurture'] }
  const sort = readLeadSort(query, filters, 'wakeOn')
  const list = { filters, sort }
  const before = one(query, 'before')
  const [t, words, format, labels, found, choices, organisation, plans] = await Promise.all([
    getTranslations('leads.nurture'),
    getTranslations('nurture.bulk'),
    pageFormat(),
    listLabels(),
    listLeads(actor, {
      ...list,
      cursor: before ?? one(query, 'after'),
      direction: before ? 'backward' : 'forward',
      limit: SHOWN,
    }),
    leadFilters(actor, query, { plans: true }),
    getOrganisation(actor),
    canNurture(actor) ? planChoices(actor) : [],
  ])
  const top = found.ok ? found : await listLeads(actor, { ...list, limit: SHOWN })
  if (!top.ok) throw new Error('a list without a cursor cannot be refused')
  const page = top.value
  const [followed, touches] = await Promise.all([
    plansOf(
      actor,
      page.rows.map(({ id }) => id),
    ),
    wakingTouches(
      actor,
      page.rows.map(({ wokenByTouchId }) => wokenByTouchId),
    ),
  ])
  const here = pick(query)
  const base = withoutPlace(here)
  const openId = Number(one(query, 'open')) || null
  const filtered = FILTER_NAMES.some((name) => name !== 'status' && filters[name] !== undefined)
  return (
    <>
      <LivePage actor={actor} on={['nurture', ...page.rows.map(({ id }) => `lead:${id}`)]} spread={800} />
      <NurtureHeader
        current="list"
        meta={
          <Suspense key={JSON.stringify(filters)} fallback={null}>
            <ListCount actor={actor} filters={filters} exact={isBehindNumber(filters)} />
          </Suspense>
        }
        actions={
          page.rows.length > 0 && <ExportMenu table="leads" query={{ ...base, status: 'nurture', sort }} />
        }
      />
      <Views actor={actor} query={query} />
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
            followed={followed}
            touches={touches}
            select={
              canNurture(actor)
                ? {
                    form: FORM,
                    name: 'leadIds[]',
                    header: words('label'),
                    label: (lead) => words('choose', { name: lead.displayName }),
                  }
                : undefined
            }
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
      {canNurture(actor) && page.rows.length > 0 && (
        <PutOnPlan actor={actor} filters={filters} list={base} plans={plans} form={FORM} />
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
  { name: 'touch', filters: { wake: 'touch' } },
  { name: 'later', filters: { wake: 'later' } },
  { name: 'quiet6', filters: { quiet: '6' } },
  { name: 'quiet12', filters: { quiet: '12' } },
] as const

/** The usual questions as one press each; what else is filtered stays. */
async function Views({ actor, query }: { actor: Actor; query: Query }) {
  const t = await getTranslations('leads.nurture.tabs')
  const now = { wake: one(query, 'wake'), quiet: one(query, 'quiet') }
  const kept = Object.fromEntries(
    Object.entries(withoutPlace(pick(query))).filter(([name]) => !['wake', 'quiet', 'sort'].includes(name)),
  )
  const rest = nurtureLeads(readNurtureFilter(kept))
  return (
    <nav
      aria-label={(await getTranslations('leads.tabs'))('label')}
      className="-mx-1 mb-2.5 overflow-x-auto px-1 py-0.5"
      data-print="hide"
    >
      <ul className="flex gap-1">
        {VIEWS.map(({ name, filters }) => (
          <li key={name}>
            <Link
              href={hrefWith(PATH, kept, filters)}
              prefetch={false}
              aria-current={hrefWith(PATH, filters) === hrefWith(PATH, now) ? 'page' : undefined}
              className="flex items-center gap-1.5 rounded-md px-2 py-1 text-sm font-medium whitespace-nowrap text-muted hover:bg-hover hover:text-ink aria-[current=page]:bg-selected aria-[current=page]:text-ink pointer-coarse:py-2"
            >
              {t(name)}
              {name !== 'all' && (
                <span className="figures font-normal text-muted">
                  <Suspense fallback={null}>
                    <ViewCount actor={actor} filters={{ ...rest, ...filters }} />
                  </Suspense>
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

async function ViewCount({ actor, filters }: { actor: Actor; filters: LeadFilters }) {
  const [format, { count, more }] = await Promise.all([pageFormat(), countLeads(actor, filters)])
  return count === 0 ? null : `${format.number(count)}${more ? '+' : ''}`
}
