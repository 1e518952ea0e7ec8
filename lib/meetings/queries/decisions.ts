import { organisationClock } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { encodeCursor } from '@/lib/platform/cursor'
import type { DecisionState } from '@/lib/platform/db/generated/enums'
import { type Database, db, type Sql, sql } from '@/lib/platform/db/sql'
import type { Topic } from '../agenda'
import type { DECISION_FILTERS, DecisionCursor } from '../schema'

type Named = { id: number; name: string; email: string | null }

export type DecisionView = {
  id: number
  meetingId: number
  /** the day of the meeting that decided it */
  heldOn: string
  topic: Topic
  text: string
  owner: Named
  dueOn: string
  state: DecisionState
  outcome: string | null
  settledBy: string | null
  settledAt: Date | null
  version: number
  createdBy: string
  createdAt: Date
  /** later meetings that gave it more time or to somebody else, the first one first */
  carried: { meetingId: number; heldOn: string; fromDay: string; fromOwner: string; by: string }[]
}

function selectDecisions(rest: Sql): Sql {
  return sql`
    select d.id, d.meeting_id as "meetingId", m.held_on as "heldOn", d.topic, d.text,
      json_build_object('id', o.id, 'name', o.name, 'email', o.email) as owner, d.due_on as "dueOn", d.state, d.outcome,
      s.name as "settledBy", d.settled_at as "settledAt", d.version, c.name as "createdBy", d.created_at as "createdAt",
      coalesce((
        select json_agg(json_build_object('meetingId', k.meeting_id, 'heldOn', km.held_on, 'fromDay', k.from_day,
          'fromOwner', ko.name, 'by', kb.name) order by k.at, k.meeting_id)
        from decision_carry k join meeting km on km.id = k.meeting_id join person ko on ko.id = k.from_owner_id
        join person kb on kb.id = k.by_id
        where k.decision_id = d.id), '[]') as carried
    from decision d
    join meeting m on m.id = d.meeting_id
    join person o on o.id = d.owner_id
    join person c on c.id = d.created_by_id
    left join person s on s.id = d.settled_by_id
    ${rest}`
}

export async function findDecision(on: Database, id: number): Promise<DecisionView | undefined> {
  return on.one<DecisionView>(selectDecisions(sql`where d.id = ${id}`))
}

/** Everybody reads what both sides decided. */
export function decisionById(_actor: Actor, id: number): Promise<DecisionView | undefined> {
  return findDecision(db, id)
}

/** More than a meeting can speak about; the list of open decisions has them all. */
const SHOWN = 200

/** What this meeting decided, in the order in which it was noted. */
export function decisionsOf(on: Database, meetingId: number): Promise<DecisionView[]> {
  return on.rows<DecisionView>(
    selectDecisions(sql`where d.meeting_id = ${meetingId} order by d.id limit ${SHOWN}`),
  )
}

export function decisionsByIds(on: Database, ids: readonly number[]): Promise<DecisionView[]> {
  return on.rows<DecisionView>(selectDecisions(sql`where d.id = any(${[...ids]}::int[])`))
}

/** What earlier meetings decided and is open, what is due first; then what was settled since the meeting before. */
export function earlierDecisions(
  on: Database,
  meeting: { id: number; settledSince: Date | null },
): Promise<DecisionView[]> {
  return on.rows<DecisionView>(
    selectDecisions(sql`
      where d.meeting_id < ${meeting.id}
        and (d.state = 'open' or d.settled_at >= ${meeting.settledSince}::timestamptz)
      order by d.state <> 'open', d.due_on, d.id limit ${SHOWN}`),
  )
}

type DecisionFilter = (typeof DECISION_FILTERS)[number]
type Wish = { state: DecisionFilter; owner?: 'me' | number; limit: number; cursor?: DecisionCursor }

/** open and due: the longest due first; settled: the latest first; all: the newest first. */
export async function listDecisions(
  actor: Actor,
  { state, owner, limit, cursor }: Wish,
): Promise<{ rows: DecisionView[]; nextCursor: string | null }> {
  const place = cursor?.[0] === state ? cursor : undefined
  const { timeZone } = await organisationClock(db)
  const whose =
    owner === undefined ? sql`true` : sql`d.owner_id = ${owner === 'me' ? actor.personId : owner}::int`
  const rows = await db.rows<DecisionView>(
    selectDecisions(
      sql`where ${whose} and ${inList(state, dayOf(actor.at, timeZone), place)} limit ${limit + 1}`,
    ),
  )
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const more = rows.length > limit && last
  return { rows: shown, nextCursor: more ? encodeCursor([state, placeOf(state, last), last.id]) : null }
}

function placeOf(state: DecisionFilter, last: DecisionView): string {
  if (state === 'settled') return last.settledAt?.toISOString() ?? ''
  return state === 'all' ? '' : last.dueOn
}

function inList(state: DecisionFilter, today: string, place: DecisionCursor | undefined): Sql {
  const [, at = '', id = 0] = place ?? []
  switch (state) {
    case 'open':
    case 'due': {
      const due = state === 'due' ? sql`d.due_on <= ${today}::date` : sql`true`
      const after = place ? sql`(d.due_on, d.id) > (${at}::date, ${id}::int)` : sql`true`
      return sql`d.state = 'open' and ${due} and ${after} order by d.due_on, d.id`
    }
    case 'settled': {
      const before = place ? sql`(d.settled_at, d.id) < (${at}::timestamptz, ${id}::int)` : sql`true`
      return sql`d.state <> 'open' and ${before} order by d.settled_at desc, d.id desc`
    }
    case 'all':
      return sql`${place ? sql`d.id < ${id}::int` : sql`true`} order by d.id desc`
  }
}

/** The shell says "99+" from here on. */
const COUNTED = 100

/** My open decisions whose day has come: on every page, so it reads no more than that. */
export async function countDecisionsDue(actor: Actor): Promise<number> {
  const row = await db.one<{ count: number }>(sql`
    select count(*)::int as count from (
      select from decision d, organisation o
      where d.owner_id = ${actor.personId} and d.state = 'open'
        and d.due_on <= (${actor.at}::timestamptz at time zone o.time_zone)::date
      limit ${COUNTED}) due`)
  return row?.count ?? 0
}

/** Open decisions of anybody whose day has passed. */
export async function countOverdueDecisions(actor: Actor): Promise<number> {
  const row = await db.one<{ count: number }>(sql`
    select count(*)::int as count from decision d, organisation o
    where d.state = 'open' and d.due_on < (${actor.at}::timestamptz at time zone o.time_zone)::date`)
  return row?.count ?? 0
}
