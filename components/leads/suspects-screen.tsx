import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { NothingFound } from '@/components/data-table/filter-bar'
import { ListKeys } from '@/components/data-table/list-keys'
import { listLabels } from '@/components/data-table/list-labels'
import { withoutPlace } from '@/components/data-table/place'
import { IntakeHeader } from '@/components/intake/intake-header'
import { ScopeLinks } from '@/components/nurture/scope-links'
import { LivePage } from '@/components/shell/live-page'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Explain } from '@/components/ui/explain'
import { Pagination } from '@/components/ui/pagination'
import { StatusBadge } from '@/components/ui/status-badge'
import {
  countSuspects,
  isSure,
  listSuspects,
  type Suspect,
  type SuspectLead,
} from '@/lib/leads/queries/suspects'
import { SURENESS } from '@/lib/leads/schema'
import { DUPLICATES, readSuspects } from '@/lib/leads/search-params'
import type { Actor } from '@/lib/platform/actor'
import { encodeCursor } from '@/lib/platform/cursor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { SuspectPanel } from './suspect-panel'

const SHOWN = 50

/** Leads that look alike, in pairs, the surest first; one pair opens beside them, to be merged or told apart. */
export async function SuspectsScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { filter, cursor, direction, open } = readSuspects(query)
  const [t, format, labels, page, { count, more }] = await Promise.all([
    getTranslations('leads.suspects'),
    pageFormat(),
    listLabels(),
    listSuspects(actor, { ...filter, cursor, direction, limit: SHOWN }),
    countSuspects(actor, filter),
  ])
  const here = pick(query)
  const base = withoutPlace(here)
  const filtered = filter.sureness !== undefined || filter.mine === true
  return (
    <>
      <LivePage
        actor={actor}
        on={page.rows.flatMap(({ low, high }) => [`lead:${low}`, `lead:${high}`])}
        spread={800}
      />
      <IntakeHeader
        current="duplicates"
        title={t('title')}
        meta={count > 0 && t(more ? 'countMore' : 'count', { count })}
      />
      <div className="mb-2.5 flex flex-wrap items-center gap-x-4 gap-y-2">
        <ScopeLinks path={DUPLICATES} query={base} scope={filter.mine ? 'mine' : 'all'} />
        <SurenessLinks query={base} chosen={filter.sureness ?? null} />
        <Explain label={t('howFound')}>{t('howFoundText')}</Explain>
      </div>
      <div className="rounded-lg border border-line bg-surface">
        {page.rows.length > 0 ? (
          <SuspectTable
            rows={page.rows}
            open={open}
            href={(pair) => hrefWith(DUPLICATES, here, { open: pair })}
          />
        ) : filtered || cursor ? (
          <NothingFound
            title={labels.nothing.title}
            hint={labels.nothing.hint}
            clear={{ href: DUPLICATES, label: labels.nothing.clear }}
          />
        ) : (
          <EmptyState title={t('emptyTitle')} action={<LinkButton href="/leads">{t('toLeads')}</LinkButton>}>
            {t('emptyText')}
          </EmptyState>
        )}
      </div>
      <Pagination
        previousHref={page.previous && hrefWith(DUPLICATES, base, { before: page.previous })}
        nextHref={page.next && hrefWith(DUPLICATES, base, { after: page.next })}
        labels={labels.paging}
      />
      {open && <SuspectPanel actor={actor} place={open} filter={filter} query={here} format={format} />}
      <ListKeys />
    </>
  )
}

function pick(query: Query): Query {
  const names = ['sureness', 'whose', 'after', 'before', 'open']
  return Object.fromEntries(names.map((name) => [name, one(query, name)]))
}

async function SurenessLinks({ query, chosen }: { query: Query; chosen: (typeof SURENESS)[number] | null }) {
  const t = await getTranslations('leads.suspects.sureness')
  return (
    <nav aria-label={t('label')} data-print="hide">
      <ul className="flex flex-wrap gap-1.5">
        {([null, ...SURENESS] as const).map((each) => (
          <li key={each ?? 'all'}>
            <Link
              href={hrefWith(DUPLICATES, query, { sureness: each })}
              prefetch={false}
              aria-current={each === chosen ? 'true' : undefined}
              className="block rounded-full border border-line px-2.5 py-1 text-sm text-muted hover:text-ink aria-[current=true]:border-accent aria-[current=true]:bg-selected aria-[current=true]:text-ink pointer-coarse:py-2"
            >
              {t(each ?? 'all')}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

async function SuspectTable({
  rows,
  open,
  href,
}: {
  rows: readonly Suspect[]
  open: readonly number[] | null
  href: (pair: string) => string
}) {
  const [t, common] = await Promise.all([getTranslations('leads.suspects'), getTranslations('common')])
  const columns: Column<Suspect>[] = [
    { key: 'lead', header: t('column.lead'), cell: ({ leads }) => <Named lead={leads[0]} /> },
    { key: 'twin', header: t('column.twin'), cell: ({ leads }) => <Named lead={leads[1]} /> },
    {
      key: 'why',
      header: t('column.why'),
      card: 'bare',
      className: 'whitespace-normal',
      cell: (pair) => (
        <span className="block min-w-0 py-1 text-sm leading-tight">
          <Badge tone={isSure(pair) ? 'warn' : 'neutral'}>{t(isSure(pair) ? 'sure' : 'likely')}</Badge>{' '}
          {pair.reasons.map((reason) => t(`reason.${reason}`)).join(', ')}
          {pair.more > 0 && <span className="text-muted">, {t('more', { count: pair.more })}</span>}
        </span>
      ),
    },
    {
      key: 'status',
      header: t('column.status'),
      width: '12rem',
      from: 'lg',
      card: 'none',
      cell: ({ leads }) => (
        <span className="flex flex-col">
          {leads.map((lead) => (
            <StatusBadge key={lead.id} status={lead.status} label={common(`status.${lead.status}`)} bare />
          ))}
        </span>
      ),
    },
  ]
  return (
    <DataTable
      rows={rows}
      columns={columns}
      rowKey={({ low, high }) => `${low}-${high}`}
      rowHref={({ score, high, low }) => href(encodeCursor([score, high, low]))}
      openKey={open && `${open[2]}-${open[1]}`}
      caption={t('caption')}
      dense={false}
    />
  )
}

/** Its name, and by what else it is known. */
function Named({ lead }: { lead: SuspectLead }) {
  const about = [
    lead.contactName === lead.displayName ? null : lead.contactName,
    lead.email ?? lead.phone ?? lead.website,
  ]
  return (
    <span className="block min-w-0 py-1 leading-tight">
      <span className="block truncate font-medium text-ink">{lead.displayName}</span>
      <span className="block truncate text-xs font-normal text-muted">
        {about.filter(Boolean).join(', ')}
      </span>
    </span>
  )
}
