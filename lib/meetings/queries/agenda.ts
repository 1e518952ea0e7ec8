import { definitionInForce } from '@/lib/agreements/queries'
import { isTooYoung } from '@/lib/funnel/maturity'
import type { KpiId } from '@/lib/funnel/metrics'
import { METRICS } from '@/lib/funnel/metrics'
import { usualCycle } from '@/lib/funnel/queries/cycle'
import { kpiSeries } from '@/lib/funnel/queries/kpi-series'
import { type Kpis, kpis } from '@/lib/funnel/queries/kpis'
import { countOpenContests, listContests } from '@/lib/handoffs/queries/contests'
import { countingMoment } from '@/lib/handoffs/queries/counted'
import { handoffCondition, type Moment, within } from '@/lib/handoffs/queries/handoff-condition'
import { createdIn } from '@/lib/leads/queries/stage-condition'
import { organisationClock } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { db, plannedAnew, sql } from '@/lib/platform/db/sql'
import type { Period } from '@/lib/platform/period'
import { type Counts, promisedVolume } from '@/lib/promises/measure'
import { weeklyPromises } from '@/lib/promises/queries'
import { progressOf } from '@/lib/targets/progress'
import { targetsOf } from '@/lib/targets/queries'
import { daysOf, elapsedOf, periodsAround } from '@/lib/targets/target-period'
import { targetFigure } from '@/lib/targets/target-value'
import { type Aged, type Agenda, comparedPeriods, type Person, type Planned } from '../agenda'
import { type Compared, sureChanges } from '../changes'

const CONTESTS_SHOWN = 5

/** The agenda of a meeting, counted now: by the same definitions as the screens that it leads to. */
export async function countAgenda(
  actor: Actor,
  meeting: { period: Period; before: Aged | null },
): Promise<Agenda> {
  const { period } = meeting
  const compared = comparedPeriods(period)
  const moment = await countingMoment(actor.at)
  const [facts, definition, numbers, accepted, hot, planned, contests, contested] = await Promise.all([
    weeklyPromises(period, actor.at),
    definitionInForce(db, actor.at),
    kpis(actor, compared.now),
    Promise.all([compared.now, compared.before].map((days) => acceptedByChannel(days, moment))),
    Promise.all([compared.now, compared.before].map((days) => hotByChannel(days, moment.timeZone))),
    plannedFor(actor, period.to),
    countOpenContests(actor),
    listContests(actor, { state: 'open', limit: CONTESTS_SHOWN }),
  ])
  const { sales, marketing } = facts.sides
  const { terms } = definition
  return {
    period,
    compared,
    promises: {
      sales: { due: sales.settled, broken: sales.broken },
      marketing: { due: marketing.answerSettled, broken: marketing.answerBroken },
      people: [...brokenBy('sales', facts.people.sales), ...brokenBy('marketing', facts.people.marketing)],
      complete: {
        count: marketing.complete,
        base: marketing.offered,
        promised: terms.marketing.completeShare / 100,
      },
      ready: {
        count: marketing.ready,
        promised: promisedVolume(terms, period, dayOf(actor.at, moment.timeZone)),
      },
    },
    rejections: { decided: sales.decided, rejected: sales.rejected, reasons: facts.reasons.slice(0, 5) },
    changes: sureChanges([
      ...sharesOf(numbers),
      ...channelShares('acceptanceRate', accepted),
      ...channelShares('hotShare', hot),
    ]),
    plan: planned,
    nurture: {
      forgotten6: countOf(numbers, 'forgotten6'),
      forgotten12: countOf(numbers, 'forgotten12'),
      before: meeting.before,
    },
    open: {
      waiting: marketing.waiting,
      waitingLate: marketing.waitingLate,
      pending: sales.pending,
      overdue: sales.overdue,
      returned: marketing.returned,
      returnedLate: marketing.returnedLate,
      contests,
      contested: contested.rows.map(({ id, leadName, openedAt }) => ({
        id,
        leadName,
        openedAt: openedAt.toISOString(),
      })),
    },
  }
}

function brokenBy(
  side: Person['side'],
  people: readonly { personId: number | null; name: string | null; counts: Counts }[],
): Person[] {
  return people
    .map(({ personId, name, counts }) => ({
      side,
      personId,
      name,
      due: side === 'sales' ? counts.settled : counts.answerSettled,
      broken: side === 'sales' ? counts.broken : counts.answerBroken,
    }))
    .filter(({ broken }) => broken > 0)
    .toSorted((a, b) => b.broken - a.broken)
}

function countOf({ data }: Kpis, id: KpiId): number {
  return Number(data.find((one) => one.id === id)?.value ?? 0)
}

/** The shared KPIs that are shares; leads too young to have been won are compared with nothing. */
function sharesOf({ data, tooYoung }: Kpis): Compared[] {
  return data.flatMap(({ id, numerator, denominator, before }) => {
    if (METRICS[id].formula !== 'share' || (id === 'leadToSale' && tooYoung)) return []
    if (typeof numerator !== 'number' || typeof denominator !== 'number') return []
    if (typeof before?.numerator !== 'number' || typeof before.denominator !== 'number') return []
    return [
      {
        metric: id,
        channel: null,
        now: { count: numerator, base: denominator },
        before: { count: before.numerator, base: before.denominator },
      },
    ]
  })
}

/** Plan against fact, as the screen of targets has it: only targets that both heads agreed to. */
async function plannedFor(actor: Actor, day: string): Promise<Planned[]> {
  const names = periodsAround(day)
  const targets = (await targetsOf(actor, names)).filter(({ inForce }) => inForce)
  const asked = names.filter((name) => targets.some(({ period }) => period === name))
  const { timeZone } = await organisationClock(db)
  const today = dayOf(actor.at, timeZone)
  const [facts, usualDays] = await Promise.all([kpiSeries(actor, asked.map(daysOf)), usualCycle()])
  return targets
    .toSorted((a, b) => names.indexOf(a.period) - names.indexOf(b.period))
    .map(({ kpi, period, value }) => {
      const fact = facts[asked.indexOf(period)]?.[kpi] ?? null
      const tooYoung = isTooYoung(daysOf(period).to, today, usualDays)
      const elapsed = elapsedOf(period, today)
      return {
        kpi,
        period,
        target: targetFigure(kpi, value),
        fact: fact?.value ?? null,
        progress: progressOf({ id: kpi, target: value, fact, elapsed, tooYoung }),
        ended: elapsed === 1,
      }
    })
}

type ChannelShare = { id: number | null; name: string | null; count: number; base: number }

/** Accepted of the handoffs decided in these days, by the channel that brought the lead. */
function acceptedByChannel(days: Period, moment: Moment): Promise<ChannelShare[]> {
  return db.rows<ChannelShare>(
    plannedAnew(sql`
      select counted.id, c.name, counted.count, counted.base
      from (
        select lead.channel_id as id, (count(*) filter (where ${within('accepted', moment.at)}))::int as count,
          count(*)::int as base
        from handoff join lead on lead.id = handoff.lead_id
        where ${handoffCondition({ set: 'decided', ...days, ...moment })}
        group by 1
      ) counted left join channel c on c.id = counted.id`),
  )
}

/** Hot ones of the graded leads created in these days, by channel. */
function hotByChannel(days: Period, timeZone: string): Promise<ChannelShare[]> {
  return db.rows<ChannelShare>(
    plannedAnew(sql`
      select counted.id, c.name, counted.count, counted.base
      from (
        select lead.channel_id as id, (count(*) filter (where grade = 'hot'))::int as count,
          (count(*) filter (where grade is not null))::int as base
        from lead where ${createdIn(days, timeZone)} group by 1
      ) counted left join channel c on c.id = counted.id
      where counted.base > 0`),
  )
}

function channelShares(metric: KpiId, [now = [], before = []]: ChannelShare[][]): Compared[] {
  const ids = new Map([...before, ...now].map((row) => [row.id, row.name]))
  const of = (rows: readonly ChannelShare[], id: number | null) => {
    const { count = 0, base = 0 } = rows.find((row) => row.id === id) ?? {}
    return { count, base }
  }
  return [...ids].map(([id, name]) => ({
    metric,
    channel: { id, name },
    now: of(now, id),
    before: of(before, id),
  }))
}
