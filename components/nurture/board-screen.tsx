import { getTranslations } from 'next-intl/server'
import { FilterBar, NothingFound } from '@/components/data-table/filter-bar'
import { ListKeys } from '@/components/data-table/list-keys'
import { listLabels } from '@/components/data-table/list-labels'
import { SearchBox } from '@/components/data-table/search-box'
import { leadFilters } from '@/components/leads/lead-filters'
import { LeadPanel } from '@/components/leads/lead-panel'
import { LivePage } from '@/components/shell/live-page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { LeadPage } from '@/lib/leads/queries/list'
import { AGES } from '@/lib/leads/stages'
import { canNurture } from '@/lib/nurture/policy'
import { nurtureBoard } from '@/lib/nurture/queries/board'
import { organisationToday } from '@/lib/nurture/queries/due'
import { wakingTouches } from '@/lib/nurture/queries/followed'
import {
  NURTURE_BOARD,
  nurtureLeads,
  placeName,
  readNurtureFilter,
  readPlaces,
} from '@/lib/nurture/search-params'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { one, type Query } from '@/lib/platform/url-state'
import { BoardColumn } from './board-column'
import { NurtureHeader } from './nurture-header'

const CARDS = 20
const FILTERS = ['grade', 'channel', 'campaign', 'owner', 'plan']
const EMPTY: LeadPage = { rows: [], next: null, previous: null, following: null }

/** Everybody in nurture by how long nothing real has happened; at 6 and 12 months it is an alarm. */
export async function BoardScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { age: _column, wake: _wake, quiet: _quiet, ...filter } = readNurtureFilter(query)
  const openId = Number(one(query, 'open')) || null
  const [t, leads, format, labels, choices, today, columns] = await Promise.all([
    getTranslations('nurture.board'),
    getTranslations('leads.nurture'),
    pageFormat(),
    listLabels(),
    leadFilters(actor, query, { plans: true }),
    organisationToday(actor),
    nurtureBoard(actor, { filters: filter, places: readPlaces(query), limit: CARDS }),
  ])
  const touches = await wakingTouches(
    actor,
    columns.flatMap(({ cards }) => cards.map(({ wokenByTouchId }) => wokenByTouchId)),
  )
  const kept = Object.fromEntries(
    Object.entries(query).filter(([name]) => name in filter || AGES.some((age) => placeName(age) === name)),
  )
  const filters = Object.fromEntries(Object.entries(query).filter(([name]) => name in filter))
  const everybody = columns.reduce((sum, { count }) => sum + count, 0)
  return (
    <>
      <LivePage actor={actor} on={['nurture', 'lead']} spread={4000} />
      <NurtureHeader current="board" />
      <FilterBar
        pathname={NURTURE_BOARD}
        query={filters}
        filters={choices.filter(({ name }) => FILTERS.includes(name))}
        labels={labels.filters}
      >
        <SearchBox pathname={NURTURE_BOARD} query={filters} label={labels.search} />
      </FilterBar>
      {everybody > 0 ? (
        <>
          <p className="mb-3 max-w-3xl text-sm text-muted">{t('note')}</p>
          <div className="grid items-start gap-3 md:grid-cols-2 lg:grid-cols-3 xl:grid-cols-5">
            {columns.map((column) => (
              <BoardColumn
                key={column.age}
                column={column}
                filters={filters}
                here={kept}
                openId={openId}
                today={today}
                touches={touches}
                format={format}
              />
            ))}
          </div>
        </>
      ) : (
        <div className="rounded-lg border border-line bg-surface">
          {Object.keys(filters).length > 0 ? (
            <NothingFound
              title={labels.nothing.title}
              hint={labels.nothing.hint}
              clear={{ href: NURTURE_BOARD, label: labels.nothing.clear }}
            />
          ) : (
            <EmptyState
              title={t('emptyTitle')}
              action={canNurture(actor) ? <LinkButton href="/leads">{leads('toLeads')}</LinkButton> : null}
            >
              {t('emptyText')}
            </EmptyState>
          )}
        </div>
      )}
      {openId && (
        <LeadPanel
          actor={actor}
          id={openId}
          page={EMPTY}
          list={{ filters: nurtureLeads(filter), sort: 'lastContactAt' }}
          path={NURTURE_BOARD}
          query={kept}
        />
      )}
      <ListKeys />
    </>
  )
}
