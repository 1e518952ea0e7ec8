import type { Actor } from '@/lib/platform/actor'
import { encodeCursor } from '@/lib/platform/cursor'
import { type Database, db, empty, type Sql, sql } from '@/lib/platform/db/sql'
import type { Period } from '@/lib/platform/period'
import { seesEachPerson } from '@/lib/promises/policy'
import { type Aged, type Agenda, agendaFor } from '../agenda'
import type { MeetingCursor } from '../schema'
import { countAgenda } from './agenda'
import { type DecisionView, decisionsByIds, decisionsOf, earlierDecisions } from './decisions'

export type MeetingRow = {
  id: number
  heldOn: string
  from: string
  to: string
  openedBy: string
  openedAt: Date
  closedBy: string | null
  closedAt: Date | null
  version: number
  /** noted in it, and how many of them are still open */
  decided: number
  open: number
}

function selectMeetings(rest: Sql): Sql {
  return sql`
    select m.id, m.held_on as "heldOn", m.from_day as "from", m.to_day as "to", o.name as "openedBy",
      m.opened_at as "openedAt", c.name as "closedBy", m.closed_at as "closedAt", m.version,
      (select count(*)::int from decision d where d.meeting_id = m.id) as decided,
      (select count(*)::int from decision d where d.meeting_id = m.id and d.state = 'open') as open
    from meeting m join person o on o.id = m.opened_by_id left join person c on c.id = m.closed_by_id
    ${rest}`
}

/** The newest first. */
export async function listMeetings(
  _actor: Actor,
  { limit, cursor }: { limit: number; cursor?: MeetingCursor },
): Promise<{ rows: MeetingRow[]; nextCursor: string | null }> {
  const before = cursor ? sql`where (m.held_on, m.id) < (${cursor[0]}::date, ${cursor[1]}::int)` : empty
  const rows = await db.rows<MeetingRow>(
    selectMeetings(sql`${before} order by m.held_on desc, m.id desc limit ${limit + 1}`),
  )
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: shown,
    nextCursor: rows.length > limit && last ? encodeCursor([last.heldOn, last.id]) : null,
  }
}

/** The meeting that goes on now, if one does. */
export function currentMeeting(_actor: Actor): Promise<MeetingRow | undefined> {
  return db.one<MeetingRow>(selectMeetings(sql`where m.closed_at is null`))
}

/** A decision as the meeting left it, and as it is now: the same while the meeting goes on. */
export type MinuteLine = { was: DecisionView; now: DecisionView }

export type Meeting = MeetingRow & {
  agenda: Agenda
  decisions: MinuteLine[]
  /** of earlier meetings: open ones, and those settled since the meeting before */
  earlier: MinuteLine[]
  previousId: number | null
  nextId: number | null
}

/** What is kept of a meeting when it is closed. */
export type Minutes = { agenda: Agenda; decisions: DecisionView[]; earlier: DecisionView[] }

/** A meeting with its agenda: counted now while it goes on, as it was when it was closed. */
export async function meetingById(actor: Actor, id: number): Promise<Meeting | undefined> {
  const row = await db.one<
    MeetingRow & { minutes: Minutes | null; previousId: number | null; nextId: number | null }
  >(
    sql`
      select meeting.*, kept.minutes,
        (select max(p.id) from meeting p where p.id < meeting.id) as "previousId",
        (select min(n.id) from meeting n where n.id > meeting.id) as "nextId"
      from (${selectMeetings(sql`where m.id = ${id}`)}) meeting join meeting kept on kept.id = meeting.id`,
  )
  if (!row) return undefined
  const { minutes, ...meeting } = row
  const reader = { personId: actor.personId, seesEachPerson: seesEachPerson(actor) }
  if (minutes) {
    const lines = await asTheyAreNow(minutes)
    return { ...meeting, ...lines, agenda: agendaFor(minutes.agenda, reader) }
  }
  const [agenda, { decisions, earlier }] = await Promise.all([
    agendaNow(actor, meeting),
    decisionsNow(db, id),
  ])
  const same = (all: readonly DecisionView[]) => all.map((one) => ({ was: one, now: one }))
  return {
    ...meeting,
    agenda: agendaFor(agenda, reader),
    decisions: same(decisions),
    earlier: same(earlier),
  }
}

/** The agenda as of now. */
export async function agendaNow(actor: Actor, meeting: { id: number } & Period): Promise<Agenda> {
  const before = await meetingBefore(db, meeting.id)
  const { forgotten6, forgotten12 } = before?.nurture ?? {}
  return countAgenda(actor, {
    period: { from: meeting.from, to: meeting.to },
    before: forgotten6 === undefined || forgotten12 === undefined ? null : { forgotten6, forgotten12 },
  })
}

/** Its decisions and those of earlier meetings, as of now. */
export async function decisionsNow(on: Database, meetingId: number): Promise<Omit<Minutes, 'agenda'>> {
  const before = await meetingBefore(on, meetingId)
  const decisions = await decisionsOf(on, meetingId)
  const earlier = await earlierDecisions(on, { id: meetingId, settledSince: before?.closedAt ?? null })
  return { decisions, earlier }
}

function meetingBefore(on: Database, id: number): Promise<{ nurture: Aged; closedAt: Date } | undefined> {
  return on.one<{ nurture: Aged; closedAt: Date }>(sql`
    select minutes #> '{agenda,nurture}' as nurture, closed_at as "closedAt"
    from meeting where id < ${id} and minutes is not null order by id desc limit 1`)
}

/** Times inside JSON come as text. */
function revived(one: DecisionView): DecisionView {
  return {
    ...one,
    createdAt: new Date(one.createdAt),
    settledAt: one.settledAt && new Date(one.settledAt),
  }
}

async function asTheyAreNow({
  decisions,
  earlier,
}: Minutes): Promise<{ decisions: MinuteLine[]; earlier: MinuteLine[] }> {
  const ids = [...decisions, ...earlier].map(({ id }) => id)
  const now = new Map((await decisionsByIds(db, ids)).map((one) => [one.id, one]))
  const lines = (kept: readonly DecisionView[]) =>
    kept.map((one) => ({ was: revived(one), now: now.get(one.id) ?? revived(one) }))
  return { decisions: lines(decisions), earlier: lines(earlier) }
}
