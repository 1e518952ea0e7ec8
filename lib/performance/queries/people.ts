import { differenceOf } from '@/lib/funnel/calibration'
import { againstMarketing } from '@/lib/funnel/rejections'
import { countingMoment } from '@/lib/handoffs/queries/counted'
import type { Moment } from '@/lib/handoffs/queries/handoff-condition'
import { inPeriod } from '@/lib/leads/queries/stage-condition'
import { type Actor, hasRole } from '@/lib/platform/actor'
import type { Role, Side } from '@/lib/platform/db/generated/enums'
import { db, plannedAnew, sql } from '@/lib/platform/db/sql'
import { centsOf, moneyOf } from '@/lib/platform/money'
import type { Period } from '@/lib/platform/period'
import { fail, ok, type Result } from '@/lib/platform/result'
import type { Estimate } from '@/lib/platform/statistics'
import { type LookName, promiseCounts, type SideCounts } from '@/lib/promises/queries'
import { countsBy } from '@/lib/rollups/queries/counts'
import { type VerdictCell, verdictsBy } from '@/lib/rollups/queries/verdicts'
import {
  MARKETER_RATES,
  type MarketerCounts,
  type MarketerRate,
  NO_MARKETER,
  NO_REP,
  type PersonShare,
  REP_RATES,
  type RepCounts,
  type RepRate,
  sharesOfPeople,
  sharesOfSide,
} from '../measure'
import type { PersonPoints } from '../points'
import { seesEveryoneOf, seesPerson } from '../policy'
import { sidePoints } from './points'

type Row<C, N extends string> = {
  personId: number
  name: string
  counts: C
  shares: Record<N, PersonShare>
  points: PersonPoints
}
type SideNumbers<C, N extends string> = {
  /** the reader sees each person of it */
  everyone: boolean
  /** the whole side, those whom the reader does not see among it */
  whole: { counts: C; shares: Record<N, Estimate> }
  people: Row<C, N>[]
}

export type MarketerRow = Row<MarketerCounts, MarketerRate>
export type RepRow = Row<RepCounts, RepRate>

/** A side is null for who has no part in it. */
export type Performance = Period & {
  marketing: SideNumbers<MarketerCounts, MarketerRate> | null
  sales: SideNumbers<RepCounts, RepRate> | null
}

/** Quality and kept promises of each person whom the reader may see, judged against the whole side. */
export async function performance(actor: Actor, { from, to }: Period): Promise<Performance> {
  const moment = await countingMoment(actor.at)
  const sides = SIDES.filter((side) => partIn(actor, side))
  return { from, to, ...(await sidesOf(actor, sides, { from, to }, moment)) }
}

const SIDES = ['marketing', 'sales'] as const

/** What is told of promises on either side; both are counted in the same looks. */
const LOOKS: Record<Side, readonly LookName[]> = {
  marketing: ['decided', 'answers'],
  sales: ['decided', 'broken', 'salesResponses'],
}

async function sidesOf(
  actor: Actor,
  sides: readonly Side[],
  period: Period,
  moment: Moment,
): Promise<Pick<Performance, Side>> {
  const looks = new Set(sides.flatMap((side) => LOOKS[side]))
  const promised = promiseCounts([...looks], period, moment)
  const [marketing, sales] = await Promise.all([
    sides.includes('marketing') ? marketingOf(actor, period, moment, promised) : null,
    sides.includes('sales') ? salesOf(actor, period, moment, promised) : null,
    promised,
  ])
  return { marketing, sales }
}

export type PersonPerformance = Period & {
  person: { id: number; name: string; roles: Role[] }
  marketing: { own: MarketerRow; whole: SideNumbers<MarketerCounts, MarketerRate>['whole'] } | null
  sales: { own: RepRow; whole: SideNumbers<RepCounts, RepRate>['whole'] } | null
}

/** One person's numbers. FORBIDDEN for whose they are not; NOT_FOUND for nobody, and for who works on no side. */
export async function personPerformance(
  actor: Actor,
  personId: number,
  { from, to }: Period,
): Promise<Result<PersonPerformance>> {
  const person = await db.one<{ id: number; name: string; roles: Role[] }>(sql`
    select id, name, roles::text[] as roles from person where id = ${personId}`)
  if (!person) return fail('NOT_FOUND')
  const sides = SIDES.filter((side) => seesPerson(actor, personId, side))
  if (sides.length === 0) return fail('FORBIDDEN')
  const moment = await countingMoment(actor.at)
  const { marketing, sales } = await sidesOf(actor, sides, { from, to }, moment)
  const one = <R extends { personId: number }, W>(
    numbers: { whole: W; people: R[] } | null,
  ): { own: R; whole: W } | null => {
    const own = numbers?.people.find((row) => row.personId === personId)
    return numbers && own ? { own, whole: numbers.whole } : null
  }
  const found = { from, to, person, marketing: one(marketing), sales: one(sales) }
  // A head asks about somebody of the other side only.
  if (!found.marketing && !found.sales && personId !== actor.personId && !hasRole(actor, 'executive')) {
    return fail('FORBIDDEN')
  }
  return ok(found)
}

const ROLE_OF = { marketing: 'marketer', sales: 'sales' } as const satisfies Record<Side, Role>

function partIn(actor: Actor, side: Side): boolean {
  return seesEveryoneOf(actor, side) || hasRole(actor, ROLE_OF[side])
}

async function marketingOf(
  actor: Actor,
  period: Period,
  moment: Moment,
  promises: Promise<Record<Side, SideCounts>>,
): Promise<SideNumbers<MarketerCounts, MarketerRate>> {
  const [leads, { marketing: promised }, verdicts, reasons, points] = await Promise.all([
    countsBy({ ...period, groupBy: 'owner' }, ['leads', 'graded', 'hot', 'customers', 'revenue']),
    promises,
    verdictsBy('marketer', period, moment.timeZone),
    db.rows<{ id: number }>(sql`select id from rejection_reason where counts_against_marketing`),
    sidePoints('marketing', period, moment),
  ])
  const all = new Map<number | null, MarketerCounts>()
  const into = (key: number | null) => all.get(key) ?? { ...NO_MARKETER }
  for (const { key, ...counts } of leads)
    all.set(key as number | null, { ...into(key as number | null), ...counts })
  for (const [key, { decided, accepted, answerSettled, answerInTime }] of promised.people)
    all.set(key, { ...into(key), decided, accepted, answerSettled, answerInTime })
  const against = new Set(reasons.map(({ id }) => id))
  for (const { key, ...verdict } of verdicts) all.set(key, withVerdict(into(key), verdict, against))
  return numbersOf(actor, 'marketing', all, NO_MARKETER, MARKETER_RATES, points)
}

/** The counts with these verdicts, for a reason that counts `against` marketing or not. */
function withVerdict(
  counts: MarketerCounts,
  verdict: Omit<VerdictCell, 'key'>,
  against: ReadonlySet<number>,
): MarketerCounts {
  const { decided, accepted, won } = verdict
  const difference = differenceOf(verdict)
  const right = difference === 'up' ? accepted : difference === 'down' ? decided - accepted : 0
  return {
    ...counts,
    won: counts.won + won,
    againstMarketing: counts.againstMarketing + againstMarketing(verdict, against),
    overridden: counts.overridden + (difference ? decided : 0),
    overrideRight: counts.overrideRight + right,
  }
}

async function salesOf(
  actor: Actor,
  period: Period,
  moment: Moment,
  promises: Promise<Record<Side, SideCounts>>,
): Promise<SideNumbers<RepCounts, RepRate>> {
  const [leads, { sales: promised }, lost, points] = await Promise.all([
    countsBy({ ...period, groupBy: 'assignee' }, ['enteredAccepted', 'enteredDeal', 'customers', 'revenue']),
    promises,
    lostBy(period, moment),
    sidePoints('sales', period, moment),
  ])
  const all = new Map<number | null, RepCounts>()
  const into = (key: number | null) => all.get(key) ?? { ...NO_REP }
  for (const { key, enteredAccepted, enteredDeal, customers, revenue } of leads) {
    const id = key as number | null
    all.set(id, {
      ...into(id),
      taken: enteredAccepted,
      deals: enteredDeal,
      customers,
      revenue,
      closedDeals: customers,
    })
  }
  for (const [key, counts] of promised.people) {
    const { decided, accepted, rejected, overturned, settled, inTime, timed, response } = counts
    all.set(key, { ...into(key), decided, accepted, rejected, overturned, settled, inTime, timed, response })
  }
  for (const { key, count } of lost)
    all.set(key, { ...into(key), closedDeals: into(key).closedDeals + count })
  return numbersOf(actor, 'sales', all, NO_REP, REP_RATES, points)
}

/**
 * Of the leads of the segment `closedDeals` those that are no customers of the period, by rep. Nearly all were lost in it and
 * stand in the index of those; only the others are looked up one by one.
 */
function lostBy(period: Period, { timeZone }: Moment): Promise<{ key: number | null; count: number }[]> {
  return db.rows(
    plannedAnew(sql`
    with closed as materialized (
      select deal.lead_id, near.id as near, near.assignee_id
      from (
        select lead_id from deal where ${inPeriod(sql`deal.closed_at`, period, timeZone)}
        group by lead_id having not bool_or(state = 'won')
      ) deal left join (
        select id, assignee_id from lead where ${inPeriod(sql`lead.lost_at`, period, timeZone)}
      ) near on near.id = deal.lead_id
    )
    select assignee_id as key, count(*)::int as count
    from (
      select assignee_id from closed where near is not null
      union all
      select l.assignee_id
      from closed cross join lateral (select assignee_id from lead where lead.id = closed.lead_id offset 0) l
      where near is null
    ) lead group by 1`),
  )
}

/** Everybody's counts judged, and those whom the reader may see, by name; who did nothing is there with noughts. */
async function numbersOf<C extends MarketerCounts | RepCounts, N extends string>(
  actor: Actor,
  side: Side,
  counted: ReadonlyMap<number | null, C>,
  none: C,
  rates: Parameters<typeof sharesOfPeople<C, N>>[0],
  points: (personId: number) => PersonPoints,
): Promise<SideNumbers<C, N>> {
  const role = ROLE_OF[side]
  const known = [...counted.keys()].filter((id) => id !== null)
  const named = await db.rows<{ id: number; name: string }>(sql`
    select id, name from person
    where (status = 'active' and ${role}::role = any(roles)) or id = any(${known}::int[])
    order by lower(name), id`)
  // What is nobody's (the open queue, leads without an owner) is in the whole, but nobody is judged against it.
  const keys = [...new Set([...known, ...named.map(({ id }) => id)])]
  const shares = sharesOfPeople<C, N>(
    rates,
    keys.map((id) => counted.get(id) ?? none),
  )
  const people = named.flatMap(({ id, name }): Row<C, N>[] => {
    const own = shares[keys.indexOf(id)]
    if (!own || !seesPerson(actor, id, side)) return []
    return [{ personId: id, name, counts: counted.get(id) ?? none, shares: own, points: points(id) }]
  })
  const whole = sumOf([...counted.values()], none)
  return {
    everyone: seesEveryoneOf(actor, side),
    whole: { counts: whole, shares: sharesOfSide<C, N>(rates, whole) },
    people,
  }
}

/** A side's counts; how long its verdicts take is not the sum of its people's and is not said here. */
function sumOf<C extends MarketerCounts | RepCounts>(rows: readonly C[], none: C): C {
  const sums = Object.entries(none).map(([name, nothing]) => {
    const values = rows.map((row) => row[name as keyof C])
    if (typeof nothing === 'number') return [name, values.reduce<number>((sum, one) => sum + Number(one), 0)]
    if (typeof nothing === 'string')
      return [name, moneyOf(values.reduce<bigint>((sum, one) => sum + centsOf(String(one)), 0n))]
    return [name, null]
  })
  return Object.fromEntries(sums) as C
}
