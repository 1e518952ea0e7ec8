import { after } from 'next/server'
import { getLocale, getTranslations } from 'next-intl/server'
import { listLabels } from '@/components/data-table/list-labels'
import { ExportMenu } from '@/components/exports/export-menu'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { Tabs } from '@/components/ui/tabs'
import { isPaused } from '@/lib/handoffs/clock'
import { openHandoff } from '@/lib/handoffs/commands/seen'
import { COUNTED, countViews, queueCounters } from '@/lib/handoffs/queries/counters'
import { handoffById } from '@/lib/handoffs/queries/list'
import { listQueue, queueRecord } from '@/lib/handoffs/queries/queue'
import { scopeOf } from '@/lib/handoffs/queue-scope'
import { handoffCursor } from '@/lib/handoffs/schema'
import { idIn, type QueueView, viewFilter, viewOf, viewsFor } from '@/lib/handoffs/search-params'
import { type Actor, hasRole } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { QueueBoard } from './queue-board'
import { QueueRecordPane } from './queue-record'
import { queueRows } from './queue-rows'
import { QueueSaid } from './queue-said'
import { TakeNext } from './take-next'

const SHOWN = 50
const PATH = '/queue'

/** The list, most urgent first, the next record open beside it, and the one after it at hand. */
export async function QueueScreen({ actor, query }: { actor: Actor; query: Query }) {
  const view = one(query, 'view') ? viewOf(actor, query) : await firstView(actor)
  const views = viewsFor(actor).includes(view) ? viewsFor(actor) : [...viewsFor(actor), view]
  const filter = viewFilter(actor, view)
  const cursor = handoffCursor.safeParse(one(query, 'cursor'))
  const wanted = idIn(query, 'open')
  const [t, format, page, counts, said] = await Promise.all([
    getTranslations('handoffs'),
    pageFormat(),
    listQueue(actor, { ...filter, limit: SHOWN, cursor: cursor.success ? cursor.data : undefined }),
    countViews(
      actor,
      views.filter((name) => name !== 'decided' && name !== 'verdicts'),
    ),
    saidOf(actor, query),
  ])
  const here: Query = {
    view: one(query, 'view') ?? (view === viewOf(actor, {}) ? undefined : view),
    cursor: one(query, 'cursor'),
  }
  const inList = page.rows.findIndex((row) => row.id === wanted)
  // A verdict that somebody else gave meanwhile: go on at the top. A link to a decided handoff shows it.
  const openId = inList === -1 && (said || wanted === undefined) ? page.rows[0]?.id : wanted
  const place = page.rows.findIndex((row) => row.id === openId)
  const following = page.rows[place + 1]?.id
  const [records, rows] = await Promise.all([
    Promise.all([openId, following].flatMap((id) => (id === undefined ? [] : [queueRecord(actor, id)]))),
    queueRows(page.rows, actor, format),
  ])
  const shown = records.filter((record) => record !== undefined)
  const [record] = shown
  if (wanted !== undefined && record?.handoff.firstOpenedAt === null && record.handoff.state === 'pending') {
    after(() => openHandoff(actor, { handoffId: record.handoff.id }))
  }
  const list = hrefWith(PATH, here)
  const count = (name: QueueView) => {
    const value = counts[name]
    return value === undefined || value === 0 ? undefined : value >= COUNTED ? `${COUNTED - 1}+` : value
  }
  /** The address after a verdict about this one, for browsers without scripts. */
  const backFrom = (id: number) => {
    const from = page.rows.findIndex((row) => row.id === id)
    return hrefWith(PATH, here, { open: (page.rows[from + 1] ?? page.rows[from - 1])?.id ?? null })
  }
  return (
    <div className="flex flex-col md:-mb-6 md:h-[calc(100dvh-2rem)]">
      <PageHeader
        title={t('title')}
        actions={
          <>
            <ExportMenu table="queue" query={{ view }} />
            {hasRole(actor, 'sales') && <TakeNext />}
          </>
        }
      >
        <Tabs
          label={t('views')}
          tabs={views.map((name) => ({
            href: hrefWith(PATH, { view: name }),
            label: t(`view.${name}`),
            count: count(name),
            current: name === view,
          }))}
        />
      </PageHeader>
      {said && (
        <QueueSaid
          {...said}
          address={hrefWith(PATH, here, { open: wanted === undefined ? null : (openId ?? null) })}
        />
      )}
      <QueueBoard
        key={`${view} ${here.cursor ?? ''}`}
        rows={rows}
        openId={record?.handoff.id}
        panes={shown.map((one) => ({
          id: one.handoff.id,
          node: (
            <QueueRecordPane
              record={one}
              actor={actor}
              format={format}
              back={backFrom(one.handoff.id)}
              closeHref={list}
            />
          ),
        }))}
        explicit={wanted !== undefined}
        listHref={list}
        scope={scopeOf(filter, view, here.cursor === undefined)}
        me={actor.personId}
        words={{
          list: t(filter.state === 'decided' ? 'listDecided' : 'list'),
          fresh: t.raw('live.fresh'),
          changed: t('live.changed'),
          taken: t('live.taken'),
          sending: t('live.sending'),
          goOn: t('live.goOn'),
          notOpened: t('new'),
        }}
        paging={
          (page.nextCursor || here.cursor) && (
            <Pagination
              previousHref={here.cursor ? hrefWith(PATH, { view: here.view }) : null}
              nextHref={page.nextCursor ? hrefWith(PATH, here, { cursor: page.nextCursor }) : null}
              labels={{ ...(await listLabels()).paging, previous: t('fromTheTop') }}
            />
          )
        }
        nothing={<Nothing view={view} views={views} />}
      />
    </div>
  )
}

/** What this person owes comes first; a marketer who owes nothing sees the whole queue. */
async function firstView(actor: Actor): Promise<QueueView> {
  const first = viewOf(actor, {})
  if (first !== 'answers') return first
  const owed = await queueCounters(actor)
  return owed.answersOwed > 0 ? 'answers' : owed.returned > 0 ? 'returned' : 'all'
}

/** What the last verdict did, by the state that its handoff has now. */
async function saidOf(actor: Actor, query: Query) {
  const late = idIn(query, 'late')
  const id = late ?? idIn(query, 'done')
  const handoff = id === undefined ? undefined : await handoffById(actor, id)
  if (!handoff) return undefined
  const [t, format, locale] = await Promise.all([getTranslations('handoffs'), pageFormat(), getLocale()])
  const lead = handoff.leadName
  const said = `${late ? 'late' : 'done'} ${handoff.id} ${handoff.state} ${handoff.answeredAt?.getTime() ?? ''}`
  const link = { href: `/leads/${handoff.leadId}`, label: t('openLead') }
  if (late) {
    const name = handoff.decidedBy?.name ?? ''
    const when = handoff.decidedAt ? format.relative(handoff.decidedAt) : ''
    const verdict = handoff.state === 'pending' ? 'other' : handoff.state
    return { said, message: t(`late.${verdict}`, { name, lead, when }), link }
  }
  if (handoff.state === 'accepted') return { said, message: t('accept.done', { lead }), link }
  if (handoff.state === 'rejected') {
    if (handoff.seenAt) return { said, message: t('seen.done', { lead }) }
    const reason = (locale === 'ru' ? handoff.reason?.nameRu : handoff.reason?.nameEn) ?? ''
    return { said, message: t('reject.done', { lead, reason }) }
  }
  if (isPaused(handoff)) return { said, message: t('ask.done', { name: handoff.offeredBy.name, lead }) }
  if (handoff.answeredAt) {
    return { said, message: t('answer.done', { lead, due: format.dayTime(handoff.dueAt) }) }
  }
  return undefined
}

async function Nothing({ view, views }: { view: QueueView; views: readonly QueueView[] }) {
  const t = await getTranslations('handoffs.empty')
  const next =
    view === 'all' || view === 'decided' || view === 'verdicts'
      ? { href: '/leads', label: t('toLeads') }
      : view !== 'open' && views.includes('open')
        ? { href: PATH, label: t('toOpen') }
        : { href: hrefWith(PATH, { view: 'all' }), label: t('toAll') }
  return (
    <EmptyState title={t(`${view}.title`)} action={<LinkButton href={next.href}>{next.label}</LinkButton>}>
      {t(`${view}.text`)}
    </EmptyState>
  )
}
