import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ListKeys } from '@/components/data-table/list-keys'
import { LeadPanel } from '@/components/leads/lead-panel'
import { LivePage } from '@/components/shell/live-page'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import { countLeads, type LeadPage, listLeads } from '@/lib/leads/queries/list'
import type { LeadFilters, LeadSort } from '@/lib/leads/search-params'
import { canNurture } from '@/lib/nurture/policy'
import { organisationToday } from '@/lib/nurture/queries/due'
import { wakingTouches } from '@/lib/nurture/queries/followed'
import { NURTURE, NURTURE_BOARD, NURTURE_LIST, readScope } from '@/lib/nurture/search-params'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { AwakeTable } from './awake-table'
import { DueCard } from './due-card'
import { NurtureHeader } from './nurture-header'
import { ScopeLinks } from './scope-links'

const SHOWN = 25

/** What is to do in nurture today: leads that woke, to be qualified again, and the touches of plans that are due. */
export async function WorkScreen({ actor, query }: { actor: Actor; query: Query }) {
  const scope = readScope(query, canNurture(actor) ? 'mine' : 'all')
  const here: Query = { whose: one(query, 'whose') }
  const whose: LeadFilters = scope === 'mine' ? { owner: 'me' } : {}
  const openId = Number(one(query, 'open')) || null
  const due: LeadFilters = { ...whose, status: ['nurture'], wake: 'due' }
  const [t, format, today, touched, timed, count, nobodys] = await Promise.all([
    getTranslations('nurture.work'),
    pageFormat(),
    organisationToday(actor),
    awake(actor, { ...due, wake: 'touch' }, '-wakeOn'),
    awake(actor, { ...due, wake: 'day' }, '-wakeOn'),
    countLeads(actor, due),
    scope === 'mine' ? countLeads(actor, { ...due, owner: 'none' }) : { count: 0, more: false },
  ])
  const rows = [...touched, ...timed].slice(0, SHOWN)
  const touches = await wakingTouches(
    actor,
    rows.map(({ wokenByTouchId }) => wokenByTouchId),
  )
  const page: LeadPage = { rows, next: null, previous: null, following: null }
  return (
    <>
      <LivePage actor={actor} on={['nurture', ...rows.map(({ id }) => `lead:${id}`)]} spread={800} />
      <NurtureHeader
        current="work"
        actions={canNurture(actor) ? <ScopeLinks path={NURTURE} query={here} scope={scope} /> : null}
      />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <Card
          title={
            <>
              {t('awake')}{' '}
              {count.count > 0 && (
                <span className="figures font-normal text-muted">
                  {format.number(count.count)}
                  {count.more && '+'}
                </span>
              )}
            </>
          }
          note={rows.length > 0 ? t('awakeNote') : undefined}
          flush
        >
          {rows.length === 0 ? (
            <EmptyState title={t('emptyTitle')} action={await firstStep(actor, t('toBoard'))}>
              {t('emptyText')}
            </EmptyState>
          ) : (
            <div className="max-xl:[&_tbody>tr:nth-child(n+9)]:hidden">
              <AwakeTable
                rows={rows}
                touches={touches}
                format={format}
                openId={openId}
                rowHref={(id) => hrefWith(NURTURE, here, { open: id })}
                owners={scope === 'all'}
              />
            </div>
          )}
          {(rows.length > 0 || nobodys.count > 0) && (
            <p className="flex flex-wrap gap-x-5 gap-y-1 border-t border-line px-4 py-2.5 text-sm">
              {rows.length > 0 && (
                <Link
                  href={hrefWith(NURTURE_LIST, { wake: 'due', owner: whose.owner })}
                  prefetch={false}
                  className="font-medium text-accent-ink hover:underline"
                >
                  {count.more ? t('allAwakeMore') : t('allAwake', { count: count.count })}
                </Link>
              )}
              {nobodys.count > 0 && (
                <Link
                  href={hrefWith(NURTURE_LIST, { wake: 'due', owner: 'none' })}
                  prefetch={false}
                  className="text-accent-ink hover:underline"
                >
                  {nobodys.more
                    ? t('nobodyMore', { count: format.number(nobodys.count) })
                    : t('nobody', { count: nobodys.count })}
                </Link>
              )}
            </p>
          )}
        </Card>
        <DueCard actor={actor} scope={scope} today={today} format={format} />
      </div>
      {openId && (
        <LeadPanel
          actor={actor}
          id={openId}
          page={page}
          list={{ filters: due, sort: 'wakeOn' }}
          path={NURTURE}
          query={here}
        />
      )}
      <ListKeys />
    </>
  )
}

async function awake(actor: Actor, filters: LeadFilters, sort: LeadSort): Promise<LeadView[]> {
  const found = await listLeads(actor, { filters, sort, limit: SHOWN })
  if (!found.ok) throw new Error('a list without a cursor cannot be refused')
  return found.value.rows
}

/** With nobody awake: who sleeps; with nobody in nurture at all: the leads, from which they come. */
async function firstStep(actor: Actor, toBoard: string) {
  const { count } = await countLeads(actor, { status: ['nurture'] })
  if (count > 0) return <LinkButton href={NURTURE_BOARD}>{toBoard}</LinkButton>
  return <LinkButton href="/leads">{(await getTranslations('leads.nurture'))('toLeads')}</LinkButton>
}
