import type { Definition } from '@/lib/agreements/definition'
import { definitionInForce } from '@/lib/agreements/queries'
import type { HandoffSet } from '@/lib/handoffs/handoff-sets'
import { countingMoment } from '@/lib/handoffs/queries/counted'
import { handoffCondition, type Moment, ownerOf, within } from '@/lib/handoffs/queries/handoff-condition'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import type { Side } from '@/lib/platform/db/generated/enums'
import { db, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import { type Bin, percentilesOf } from '@/lib/platform/histogram'
import type { Period } from '@/lib/platform/period'
import type { VerdictFacet } from '@/lib/rollups/queries/verdict-sql'
import { type VerdictCell, verdictsBy } from '@/lib/rollups/queries/verdicts'
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
  const [definition, reasons, { marketing, sales }] = await Promise.all([
    definitionInForce(db, actor.at),
    rejectionsByReason({ from, to }, moment),
    promiseCounts(EVERY_LOOK, { from, to }, moment),
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

/** Of a side, and of each of its people; null: nobody in particular. */
export type SideCounts = { side: Counts; people: Map<number | null, Counts> }

type CountedSet = HandoffSet & keyof Counts
type Look = {
  base: HandoffSet
  /** sets that are the base or lie in it, and that count in the same rows as the base */
  sets: readonly CountedSet[]
  /** the oldest of the base */
  oldest?: { name: 'oldestPending' | 'oldestWaiting' | 'oldestReturned'; since: Sql }
}

/** What is counted of handoffs in one look: each reads exactly one range of an index, which has all that is asked. */
const LOOKS = {
  broken: { base: 'broken', sets: ['broken'] },
  asked: { base: 'asked', sets: ['asked'] },
  answers: { base: 'answerSettled', sets: ['answerSettled', 'answerInTime', 'answerBroken'] },
  offered: { base: 'offered', sets: ['offered', 'complete'] },
  pending: {
    base: 'pending',
    sets: ['pending', 'overdue'],
    oldest: { name: 'oldestPending', since: sql`handoff.offered_at` },
  },
  waiting: {
    base: 'waiting',
    sets: ['waiting', 'waitingLate'],
    oldest: { name: 'oldestWaiting', since: sql`handoff.asked_at` },
  },
  returned: {
    base: 'returned',
    sets: ['returned', 'returnedLate'],
    oldest: { name: 'oldestReturned', since: sql`handoff.decided_at` },
  },
} as const satisfies Record<string, Look>

/** `decided`: verdicts, from the rollup; `overridden`: offered although the definition says no; `responses`: how long verdicts took, by side. */
export type LookName = keyof typeof LOOKS | 'decided' | 'overridden' | 'marketingResponses' | 'salesResponses'

const EVERY_LOOK: readonly LookName[] = [
  ...(Object.keys(LOOKS) as (keyof typeof LOOKS)[]),
  'decided',
  'overridden',
  'marketingResponses',
  'salesResponses',
]

/**
 * The counts of both sides and of each of their people, as far as these looks tell them: `settled` is told by `decided`
 * and `broken`, `ready` by `offered` and `overridden`. Who may read whose is the caller's to say.
 */
export async function promiseCounts(
  looks: readonly LookName[],
  period: Period,
  moment: Moment,
): Promise<Record<Side, SideCounts>> {
  const asked = { ...period, ...moment }
  const found: Record<Side, SideCounts> = {
    marketing: { side: { ...NO_COUNTS }, people: new Map() },
    sales: { side: { ...NO_COUNTS }, people: new Map() },
  }
  const ofPerson = (side: Side, owner: number | null): Counts => {
    const counts = found[side].people.get(owner) ?? { ...NO_COUNTS }
    found[side].people.set(owner, counts)
    return counts
  }
  const countsIn = (row: Record<Side, number | null>) =>
    SIDES.flatMap((side) => [found[side].side, ofPerson(side, row[side])])

  const look = async ({ base, sets, oldest }: Look) => {
    const counts = sets.map(
      (set) => sql`count(*) filter (where ${within(set, moment.at, moment.lookedAtBy)})`,
    )
    const rows = await db.rows<Counted>(
      plannedAnew(sql`
      select ${ownerOf(base, 'marketing')} as marketing, ${ownerOf(base, 'sales')} as sales, array[${join(counts)}]::int[] as counts,
        ${oldest ? sql`min(${oldest.since})` : sql`null`} as oldest
      from handoff where ${handoffCondition({ set: base, ...asked })} group by 1, 2`),
    )
    for (const row of rows)
      for (const into of countsIn(row)) {
        for (const [index, set] of sets.entries()) into[set] += row.counts[index] ?? 0
        const known = oldest && into[oldest.name]
        if (oldest && row.oldest && !(known && known <= row.oldest)) into[oldest.name] = row.oldest
      }
  }
  const decided = async (side: Side) => {
    for (const { key, ...cell } of await verdictsBy(FACET[side], period, moment.timeZone))
      for (const into of [found[side].side, ofPerson(side, key)]) {
        into.rejected += cell.decided - cell.accepted
        for (const set of VERDICTS) into[set] += cell[set]
      }
  }
  const overridden = async () => {
    const rows = await db.rows<Record<Side, number | null> & { n: number }>(
      plannedAnew(sql`
      select ${ownerOf('ready', 'marketing')} as marketing, ${ownerOf('ready', 'sales')} as sales, count(*)::int as n
      from handoff where ${handoffCondition({ set: 'offered', ...asked })} and handoff.override_reason is not null group by 1, 2`),
    )
    for (const row of rows) for (const into of countsIn(row)) into.ready -= row.n
  }
  const responses = async (side: Side) => {
    const rows = await db.rows<{ owner: number | null; minutes: number[]; times: number[] }>(
      plannedAnew(sql`
      select owner, json_agg(minutes) as minutes, json_agg(n) as times
      from (
        select ${ownerOf('timed', side)} as owner, handoff.response_minutes as minutes, count(*) as n
        from handoff where ${handoffCondition({ set: 'timed', ...asked })} group by 1, 2
      ) response group by owner`),
    )
    const all = rows.map(({ owner, minutes, times }) => {
      const bins = minutes.map((lag, index) => ({ lag, n: times[index] ?? 0 }))
      ofPerson(side, owner).response = quartilesOf(bins)
      return bins
    })
    found[side].side.response = quartilesOf(all.flat())
  }
  await Promise.all(
    looks.flatMap((name) => {
      if (name === 'decided') return SIDES.map(decided)
      if (name === 'overridden') return overridden()
      if (name === 'marketingResponses') return responses('marketing')
      return name === 'salesResponses' ? responses('sales') : look(LOOKS[name])
    }),
  )
  for (const side of SIDES)
    for (const counts of [found[side].side, ...found[side].people.values()]) {
      counts.settled = counts.inTime + counts.broken
      counts.ready += counts.offered
    }
  return found
}

const FACET = { marketing: 'marketer', sales: 'rep' } as const satisfies Record<Side, VerdictFacet>
const VERDICTS = ['decided', 'accepted', 'contested', 'overturned', 'timed', 'inTime'] as const

type Counted = Record<Side, number | null> & { counts: number[]; oldest: Date | null }

function quartilesOf(bins: readonly Bin[]): Counts['response'] {
  const [low, middle, high] = percentilesOf(bins, [0.25, 0.5, 0.75]) ?? []
  return low === undefined || middle === undefined || high === undefined ? null : { low, middle, high }
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

async function rejectionsByReason(period: Period, { timeZone }: Moment): Promise<ReasonRow[]> {
  const [verdicts, reasons] = await Promise.all([
    verdictsBy('marketer', period, timeZone),
    db.rows<Pick<ReasonRow, 'id' | 'nameEn' | 'nameRu'>>(sql`
      select id, name_en as "nameEn", name_ru as "nameRu" from rejection_reason order by id`),
  ])
  return [...reasons, { id: null, nameEn: null, nameRu: null }]
    .map((reason) => {
      const own = verdicts.filter(({ reasonId }) => reasonId === reason.id)
      const sum = (count: (cell: VerdictCell) => number) =>
        own.reduce((total, cell) => total + count(cell), 0)
      return {
        ...reason,
        count: sum(({ decided, accepted }) => decided - accepted),
        contested: sum(({ contested }) => contested),
        overturned: sum(({ overturned }) => overturned),
      }
    })
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => b.count - a.count)
}

/** What the weekly letters tell of these days: both sides, their people, why leads came back, and what is contested. */
export async function weeklyPromises(week: Period, at: Date): Promise<WeekFacts> {
  const moment = await countingMoment(at)
  const [organisation, reasons, { marketing, sales }, open] = await Promise.all([
    db.one<{ name: string }>(sql`select name from organisation`),
    rejectionsByReason(week, moment),
    promiseCounts(EVERY_LOOK, week, moment),
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
