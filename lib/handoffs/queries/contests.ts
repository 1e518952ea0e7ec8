import { ORGANISATION_CALENDAR, workingHoursOf } from '@/lib/calendars/queries'
import type { NamedPerson } from '@/lib/leads/queries/lead-view'
import { activeIds, headsOf } from '@/lib/people/queries'
import { type Actor, hasRole } from '@/lib/platform/actor'
import { encodeCursor } from '@/lib/platform/cursor'
import type { ContestOpinion, LeadStatus, Side } from '@/lib/platform/db/generated/enums'
import { type Database, db, empty, type Sql, sql } from '@/lib/platform/db/sql'
import { type Heads, lookDue, mayRule, type Standing, speaksFor, standingOf } from '../contest'
import type { ContestCursor } from '../schema'

export type ContestPosition = {
  side: Side
  opinion: ContestOpinion
  text: string
  person: NamedPerson
  personId: number
  at: Date
}

/** A contested rejection with everything that was said about it. */
export type ContestView = {
  id: number
  handoffId: number
  round: number
  leadId: number
  leadName: string
  leadStatus: LeadStatus
  decidedBy: NamedPerson | null
  decidedAt: Date
  reason: { code: string; nameEn: string; nameRu: string } | null
  comment: string | null
  argument: string
  openedBy: NamedPerson
  openedAt: Date
  dueAt: Date
  escalatedAt: Date | null
  outcome: ContestOpinion | null
  ruling: string | null
  settledBy: NamedPerson | null
  settledAt: Date | null
  version: number
  positions: ContestPosition[]
}

const named = {
  opened: sql`json_build_object('id', o.id, 'name', o.name, 'email', o.email)`,
  decided: sql`case when d.id is not null then json_build_object('id', d.id, 'name', d.name, 'email', d.email) end`,
  settled: sql`case when s.id is not null then json_build_object('id', s.id, 'name', s.name, 'email', s.email) end`,
}

function selectContests(rest: Sql): Sql {
  return sql`
    select c.id, c.handoff_id as "handoffId", h.round, h.lead_id as "leadId", l.display_name as "leadName",
      l.status as "leadStatus", ${named.decided} as "decidedBy", h.decided_at as "decidedAt",
      case when r.id is not null
        then json_build_object('code', r.code, 'nameEn', r.name_en, 'nameRu', r.name_ru) end as reason,
      h.comment, c.argument, ${named.opened} as "openedBy", c.opened_at as "openedAt", c.due_at as "dueAt",
      c.escalated_at as "escalatedAt", c.outcome, c.ruling, ${named.settled} as "settledBy",
      c.settled_at as "settledAt", c.version,
      coalesce((
        select json_agg(json_build_object('side', cp.side, 'opinion', cp.opinion, 'text', cp.text, 'personId', p.id,
          'person', json_build_object('id', p.id, 'name', p.name, 'email', p.email), 'at', cp.at) order by cp.at, cp.side)
        from contest_position cp join person p on p.id = cp.person_id where cp.contest_id = c.id), '[]') as positions
    from contest c
    join handoff h on h.id = c.handoff_id
    join lead l on l.id = h.lead_id
    join person o on o.id = c.opened_by_id
    left join person d on d.id = h.decided_by_id
    left join person s on s.id = c.settled_by_id
    left join rejection_reason r on r.id = h.reason_id
    ${rest}`
}

/** Times inside JSON come as text. */
function revived(row: ContestView): ContestView {
  return { ...row, positions: row.positions.map((one) => ({ ...one, at: new Date(one.at) })) }
}

export async function findContest(on: Database, id: number): Promise<ContestView | undefined> {
  const row = await on.one<ContestView>(selectContests(sql`where c.id = ${id}`))
  return row && revived(row)
}

/** Who and when decides what a contest waits for. */
export type ContestSituation = {
  heads: Heads
  executives: number[]
  standing: (contest: ContestView) => Standing
}

/** Read once for a page of contests. */
export async function contestSituation(actor: Actor): Promise<ContestSituation> {
  const [marketing, sales, executives, hours] = await Promise.all([
    headsOf(db, 'marketing'),
    headsOf(db, 'sales'),
    activeIds(db, 'executive'),
    workingHoursOf(db, ORGANISATION_CALENDAR),
  ])
  const heads = { marketing, sales }
  return { heads, executives, standing: (contest) => standingOf(contest, heads, actor.at, hours) }
}

/** Everybody sees every contest: it is an exchange about facts, in writing. */
export async function contestById(_actor: Actor, id: number): Promise<ContestView | undefined> {
  return findContest(db, id)
}

/** What this person can do with a contest now: speak for a side, or settle it. */
export function contestMoves(
  actor: Actor,
  contest: ContestView,
  { executives, standing }: ContestSituation,
): { speakFor: Side[]; rule: boolean } {
  const { phase } = standing(contest)
  if (phase === 'settled') return { speakFor: [], rule: false }
  return {
    speakFor: actor.headOf.filter((side) => speaksFor(side, actor.personId, contest.positions)),
    rule:
      phase === 'executive' &&
      hasRole(actor, 'executive') &&
      mayRule(
        { ...contest, openedById: contest.openedBy.id, decidedById: contest.decidedBy?.id ?? null },
        actor.personId,
        executives,
      ),
  }
}

/** A head's while the heads speak, an executive's once it is for them to settle. */
function waitsFor(actor: Actor, contest: ContestView, situation: ContestSituation): boolean {
  const moves = contestMoves(actor, contest, situation)
  return moves.rule || (moves.speakFor.length > 0 && situation.standing(contest).phase === 'heads')
}

/** Open contests are few: a company that has more of them at a time has another problem. */
const OPEN_AT_MOST = 500

/** Contests that wait for this person, the oldest first. */
export async function contestsWaitingFor(actor: Actor, situation?: ContestSituation): Promise<ContestView[]> {
  if (actor.headOf.length === 0 && !hasRole(actor, 'executive')) return []
  const rows = await db.rows<ContestView>(
    selectContests(sql`where c.settled_at is null order by c.opened_at, c.id limit ${OPEN_AT_MOST}`),
  )
  if (rows.length === 0) return []
  const known = situation ?? (await contestSituation(actor))
  return rows.map(revived).filter((contest) => waitsFor(actor, contest, known))
}

/** For the navigation: one look at an empty index where nothing is contested. */
export async function countContestsWaitingFor(actor: Actor): Promise<number> {
  return (await contestsWaitingFor(actor)).length
}

export type ContestPage = { rows: ContestView[]; nextCursor: string | null }

/** Open ones oldest first, settled ones newest first. */
export async function listContests(
  _actor: Actor,
  { state, limit, cursor }: { state: 'open' | 'settled'; limit: number; cursor?: ContestCursor },
): Promise<ContestPage> {
  const after = cursor?.[0] === state ? cursor : undefined
  const rows = await db.rows<ContestView>(
    state === 'open'
      ? selectContests(sql`where c.settled_at is null
          ${after ? sql`and (c.opened_at, c.id) > (${after[1]}::timestamptz, ${after[2]}::int)` : empty}
          order by c.opened_at, c.id limit ${limit + 1}`)
      : selectContests(sql`where c.settled_at is not null
          ${after ? sql`and (c.settled_at, c.id) < (${after[1]}::timestamptz, ${after[2]}::int)` : empty}
          order by c.settled_at desc, c.id desc limit ${limit + 1}`),
  )
  const shown = rows.slice(0, limit).map(revived)
  const last = shown.at(-1)
  const at = state === 'open' ? last?.openedAt : last?.settledAt
  return {
    rows: shown,
    nextCursor: rows.length > limit && last && at ? encodeCursor([state, at.toISOString(), last.id]) : null,
  }
}

/** How many are open, for a tab. */
export async function countOpenContests(_actor: Actor): Promise<number> {
  const row = await db.one<{ count: number }>(sql`
    select count(*)::int as count from (select from contest where settled_at is null limit ${OPEN_AT_MOST}) open`)
  return row?.count ?? 0
}

/** When a marketer should have looked at a rejection. */
export async function lookDueOf(_actor: Actor, decidedAt: Date): Promise<Date> {
  return lookDue(decidedAt, await workingHoursOf(db, ORGANISATION_CALENDAR))
}
