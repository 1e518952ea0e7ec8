import { leadConditions } from '@/lib/leads/queries/conditions'
import { agedBounds } from '@/lib/leads/queries/stage-condition'
import type { LeadFilters } from '@/lib/leads/search-params'
import { AGES, type Age } from '@/lib/leads/stages'
import { organisationClock } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import type { Grade, NurtureStepKind } from '@/lib/platform/db/generated/enums'
import { db, empty, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'

export type BoardCard = {
  id: number
  age: Age
  name: string
  grade: Grade | null
  owner: string | null
  nextStep: string | null
  wakeOn: string
  wokenByTouchId: number | null
  timesReturned: number
  lastContactAt: Date
  /** of the plan that it follows */
  plan: string | null
  nextOn: string | null
  nextKind: NurtureStepKind | null
}

export type BoardColumn = {
  age: Age
  /** all leads of the column, not only those that are shown */
  count: number
  cards: BoardCard[]
  /** the place of the last card, when there are more after it */
  next: Place | null
}

/** The last contact and id of a card. */
export type Place = readonly [at: string, id: number]

/** Columns from which on a lead counts as forgotten: somebody must do something, or a competitor will. */
export const ALARMING: readonly Age[] = ['6', '12']

type Wish = { filters: LeadFilters; places?: Partial<Record<Age, Place>>; limit: number }

/**
 * The leads in nurture by the time since the last real contact: a touch of theirs or a call, letter or meeting of ours; a
 * note or a task is none. In each column the longest forgotten first.
 */
export async function nurtureBoard(
  actor: Actor,
  { filters, places = {}, limit }: Wish,
): Promise<BoardColumn[]> {
  const empties = AGES.map((age): BoardColumn => ({ age, count: 0, cards: [], next: null }))
  const conditions = await leadConditions(actor, { ...filters, status: ['nurture'], age: undefined })
  if (!conditions) return empties
  const { timeZone } = await organisationClock(db)
  const today = dayOf(actor.at, timeZone)
  const inColumn = (age: Age) => agedBounds(age, today, timeZone)
  const [counts, cards] = await Promise.all([
    db.one<Record<Age, number>>(plannedAnew(countStatement(conditions, inColumn))),
    db.rows<BoardCard>(plannedAnew(cardStatement(conditions, inColumn, places, limit + 1))),
  ])
  return empties.map(({ age }) => {
    const found = cards.filter((card) => card.age === age)
    const shown = found.slice(0, limit)
    const last = shown.at(-1)
    return {
      age,
      count: counts?.[age] ?? 0,
      cards: shown,
      next: found.length > limit && last ? [last.lastContactAt.toISOString(), last.id] : null,
    }
  })
}

/** One pass over the leads in nurture, by an index that holds all that the usual filters ask. */
function countStatement(conditions: readonly Sql[], inColumn: (age: Age) => Sql): Sql {
  const counts = AGES.map((age) => sql`(count(*) filter (where ${inColumn(age)}))::int as ${NAMED[age]}`)
  return sql`select ${join(counts)} from lead where ${join(conditions, ' and ')}`
}

const NAMED: Record<Age, Sql> = { 0: sql`"0"`, 1: sql`"1"`, 3: sql`"3"`, 6: sql`"6"`, 12: sql`"12"` }

/** For each column its range of the index; names and plans are joined to the few that are shown. */
function cardStatement(
  conditions: readonly Sql[],
  inColumn: (age: Age) => Sql,
  places: Partial<Record<Age, Place>>,
  limit: number,
): Sql {
  const parts = AGES.map((age) => {
    const place = places[age]
    const beyond = place
      ? sql`and (lead.last_contact_at, lead.id) > (${place[0]}::timestamptz, ${place[1]}::int)`
      : empty
    return sql`(
      select ${age}::text as age, lead.* from lead where ${join(conditions, ' and ')} and ${inColumn(age)} ${beyond}
      order by lead.last_contact_at, lead.id limit ${limit})`
  })
  return sql`
    select l.age, l.id, l.display_name as name, l.grade, o.name as owner, l.nurture_next_step as "nextStep",
      l.nurture_wake_on as "wakeOn", l.woken_by_touch_id as "wokenByTouchId", l.times_returned as "timesReturned",
      l.last_contact_at as "lastContactAt", p.name as plan, s.due_on as "nextOn", s.kind as "nextKind"
    from (${join(parts, ' union all ')}) l
    left join person o on o.id = l.owner_id
    left join nurture_enrolment e on e.lead_id = l.id and e.ended_at is null
    left join nurture_plan p on p.id = e.plan_id
    left join lateral (
      select due_on, kind from nurture_step where enrolment_id = e.id and done_at is null and skipped_at is null
      order by position limit 1) s on true
    order by l.last_contact_at, l.id`
}
