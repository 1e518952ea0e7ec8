import type { Definition } from '@/lib/agreements/definition'
import { definitionInForce } from '@/lib/agreements/queries'
import type { HandoffSet } from '@/lib/handoffs/handoff-sets'
import { countingMoment } from '@/lib/handoffs/queries/counted'
import { handoffCondition, type Moment, ownerOf, within } from '@/lib/handoffs/queries/handoff-condition'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import type { Side } from '@/lib/platform/db/generated/enums'
import { db, empty, join, type Sql, sql } from '@/lib/platform/db/sql'
import type { Period } from '@/lib/platform/period'
import type { WeekFacts } from './letter'
import { type Counts, NO_COUNTS, promisedVolume, type ReasonRow } from './measure'
import { seesEachPerson } from './policy'

/** `personId` null: nobody in particular (the open queue, or a verdict that came by import). */
export type PersonRow = { personId: number | null; name: string | null; counts: Counts }
export type Promises = Period & {
  definition: Definition
  /** sales-ready handoffs promised for these days up to today; null where none were */
  promisedVolume: number | null
  sides: Record<Side, Counts>
  /** each person of a side, for who may see them; else the reader's own row */
  people: Record<Side, PersonRow[]>
  reasons: ReasonRow[]
}

const SIDES = ['marketing', 'sales'] as const

/** Load, verdicts, and promises kept and broken, of both sides. */
export async function promises(actor: Actor, { from, to }: Period): Promise<Promises> {
  const moment = await countingMoment(actor.at)
  const [definition, reasons, marketing, sales] = await Promise.all([
    definitionInForce(db, actor.at),
    rejectionsByReason({ from, to }, moment),
    countsOf('marketing', { from, to }, moment),
    countsOf('sales', { from, to }, moment),
  ])
  const all = { marketing, sales }
  const people = await Promise.all(SIDES.map((side) => peopleOf(actor, side, all[side].people)))
  return {
    from,
    to,
    definition,
    promisedVolume: promisedVolume(definition.terms, { from, to }, dayOf(actor.at, moment.timeZone)),
    sides: { marketing: marketing.side, sales: sales.side },
    people: { marketing: people[0] ?? [], sales: people[1] ?? [] },
    reasons,
  }
}

/** The counts of a side and of each of its people; who may read whose is the caller's to say. */
export async function promiseCounts(
  side: Side,
  period: Period,
  moment: Moment,
): Promise<Map<number | null, Counts>> {
  return (await countsOf(side, period, moment)).people
}

/** Counts of a side and of each of its people; a look for each kind of time, at exactly its range of an index. */
async function countsOf(
  side: Side,
  period: Period,
  moment: Moment,
): Promise<{ side: Counts; people: Map<number | null, Counts> }> {
  const looks: [HandoffSet, readonly HandoffSet[], Sql][] = [
    [
      'decided',
      ['decided', 'accepted', 'rejected', 'contested', 'overturned', 'timed'],
      sql`, percentile_cont(array[0.25, 0.5, 0.75]) within group (order by handoff.response_minutes) as response`,
    ],
    ['settled', ['settled', 'inTime', 'broken'], empty],
    ['asked', ['asked'], empty],
    ['answerSettled', ['answerSettled', 'answerInTime', 'answerBroken'], empty],
    ['offered', ['offered', 'complete', 'ready'], empty],
    ['pending', ['pending', 'overdue'], sql`, min(handoff.offered_at) as "oldestPending"`],
    ['waiting', ['waiting', 'waitingLate'], sql`, min(handoff.asked_at) as "oldestWaiting"`],
    ['returned', ['returned', 'returnedLate'], sql`, min(handoff.decided_at) as "oldestReturned"`],
  ]
  const total = { ...NO_COUNTS }
  const people = new Map<number | null, Counts>()
  const look = async ([base, sets, more]: (typeof looks)[number]) => {
    const counts = sets.map(
      (set) => sql`count(*) filter (where ${within(set, moment.at, moment.lookedAtBy)})`,
    )
    const rows = await db.rows<Look>(sql`
      select counted.owner as "personId", grouping(counted.owner) = 1 as whole, array[${join(counts)}]::int[] as counts
        ${more}
      from handoff cross join lateral (select ${ownerOf(base, side)} as owner) counted
      where ${handoffCondition({ set: base, ...period, ...moment })}
      group by grouping sets ((), (counted.owner))`)
    for (const { personId, whole, counts, response, ...oldest } of rows) {
      const into = whole ? total : (people.get(personId) ?? { ...NO_COUNTS })
      Object.assign(into, oldest, Object.fromEntries(sets.map((set, index) => [set, counts[index] ?? 0])))
      const [low, middle, high] = response ?? []
      if (low != null && middle != null && high != null) into.response = { low, middle, high }
      if (!whole) people.set(personId, into)
    }
  }
  await Promise.all(looks.map(look))
  return { side: total, people }
}

type Look = Pick<Partial<Counts>, 'oldestPending' | 'oldestWaiting' | 'oldestReturned'> & {
  personId: number | null
  whole: boolean
  /** as many as there are sets in the look */
  counts: number[]
  response?: (number | null)[] | null
}

/** The side's active people, and whoever else is counted; only the reader's own row for who manages nobody. */
async function peopleOf(
  actor: Actor,
  side: Side,
  counted: ReadonlyMap<number | null, Counts>,
): Promise<PersonRow[]> {
  const everybody = seesEachPerson(actor)
  const known = [...counted.keys()].filter((id) => id !== null)
  const role = side === 'sales' ? 'sales' : 'marketer'
  const named = await db.rows<{ id: number; name: string }>(sql`
    select id, name from person
    where ((status = 'active' and ${role}::role = any(roles)) or id = any(${known}::int[]))
      and (${everybody} or (id = ${actor.personId} and ${role}::role = any(roles)))
    order by lower(name), id`)
  const rows: PersonRow[] = named.map(({ id, name }) => ({
    personId: id,
    name,
    counts: counted.get(id) ?? NO_COUNTS,
  }))
  const nobody = counted.get(null)
  if (everybody && nobody) rows.push({ personId: null, name: null, counts: nobody })
  return rows
}

async function rejectionsByReason(period: Period, moment: Moment): Promise<ReasonRow[]> {
  return db.rows<ReasonRow>(sql`
    select r.id, r.name_en as "nameEn", r.name_ru as "nameRu", counted.*
    from (
      select handoff.reason_id, count(*)::int as count, count(contest.id)::int as contested,
        count(*) filter (where contest.outcome = 'overturn')::int as overturned
      from handoff left join contest on contest.handoff_id = handoff.id
      where ${handoffCondition({ set: 'rejected', ...period, ...moment })}
      group by handoff.reason_id
    ) counted left join rejection_reason r on r.id = counted.reason_id
    order by counted.count desc, r.id`)
}

/** What the weekly letters tell of these days: both sides, their people, why leads came back, and what is contested. */
export async function weeklyPromises(week: Period, at: Date): Promise<WeekFacts> {
  const moment = await countingMoment(at)
  const [organisation, reasons, marketing, sales, open] = await Promise.all([
    db.one<{ name: string }>(sql`select name from organisation`),
    rejectionsByReason(week, moment),
    countsOf('marketing', week, moment),
    countsOf('sales', week, moment),
    db.one<{ count: number }>(sql`select count(*)::int as count from contest where settled_at is null`),
  ])
  const ids = [...marketing.people.keys(), ...sales.people.keys()].filter((id) => id !== null)
  const named = await db.rows<{ id: number; name: string }>(sql`
    select id, name from person where id = any(${ids}::int[])`)
  const names = new Map(named.map(({ id, name }) => [id, name]))
  const listed = (people: ReadonlyMap<number | null, Counts>) =>
    [...people].map(([personId, counts]) => ({
      personId,
      name: personId === null ? null : (names.get(personId) ?? null),
      counts,
    }))
  return {
    ...week,
    organisation: organisation?.name ?? '',
    sides: { marketing: marketing.side, sales: sales.side },
    people: { marketing: listed(marketing.people), sales: listed(sales.people) },
    reasons,
    openContests: open?.count ?? 0,
  }
}
