import { adviceOf } from '@/lib/funnel/advice'
import { changesOf } from '@/lib/funnel/change'
import { isTooYoung } from '@/lib/funnel/maturity'
import type { KpiId } from '@/lib/funnel/metrics'
import { usualCycle } from '@/lib/funnel/queries/cycle'
import { funnel } from '@/lib/funnel/queries/funnel'
import { type Kpis, kpis } from '@/lib/funnel/queries/kpis'
import { countOpenContests } from '@/lib/handoffs/queries/contests'
import { countingMoment } from '@/lib/handoffs/queries/counted'
import { countOverdueDecisions } from '@/lib/meetings/queries/decisions'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { centsOf, moneyOf } from '@/lib/platform/money'
import type { Period } from '@/lib/platform/period'
import { ENOUGH } from '@/lib/platform/statistics'
import { promiseCounts } from '@/lib/promises/queries'
import { handoffCountsOf } from '@/lib/rollups/queries/handoff-counts'
import { progressOf } from '@/lib/targets/progress'
import { type Target, targetsOf } from '@/lib/targets/queries'
import { elapsedOf, targetPeriodsFor } from '@/lib/targets/target-period'
import { needsOf, type Summary, type SummaryKpi } from './summary'

/**
 * What a board needs on one page, by the same definitions as the screens that it leads to: the funnel of the leads created
 * in the period, the shared KPIs with their targets and judged changes, money, channels, promises, what waits.
 */
export async function summary(actor: Actor, { from, to }: Period): Promise<Summary> {
  const period = { from, to }
  const organisation = await getOrganisation(actor)
  const today = dayOf(actor.at, organisation.timeZone)
  const names = targetPeriodsFor(period, today)
  const moment = await countingMoment(actor.at)
  const [byChannel, counted, targets, [verdicts], promised, contests, decisions, usualDays] =
    await Promise.all([
      funnel(actor, { ...period, basis: 'cohort', groupBy: 'channel', within: null, filters: {} }),
      kpis(actor, period),
      targetsOf(actor, names),
      handoffCountsOf([period], organisation.timeZone, actor.at),
      promiseCounts(['answers', 'pending', 'waiting'], period, moment),
      countOpenContests(actor),
      countOverdueDecisions(actor),
      usualCycle(),
    ])
  const planned = names
    .map((name) => targets.filter((target) => target.inForce && target.period === name))
    .find((found) => found.length > 0)
  const byId = withMeaning(counted, planned ?? [], { today, tooYoung: isTooYoung(to, today, usualDays) })
  const channels = adviceOf(
    byChannel.rows.map(({ key, label, rates, verdict }) => ({
      key,
      label: label ?? '',
      leadToSale: rates.leadToSale,
      verdict,
      costPerSale: null,
    })),
    ENOUGH,
  )
  const { inTime = 0, missed = 0 } = verdicts ?? {}
  const [sales, marketing] = [promised.sales.side, promised.marketing.side]
  return {
    ...period,
    previous: counted.previous,
    organisation: organisation.name,
    currency: organisation.currency,
    timeZone: organisation.timeZone,
    countedAt: actor.at,
    funnel: byChannel.total,
    kpis: byId,
    spent: { ...spentOf(byId, 'now'), before: spentOf(byId, 'before') },
    channels,
    promises: {
      sales: { due: inTime + missed, broken: missed },
      marketing: { due: marketing.answerSettled, broken: marketing.answerBroken },
    },
    needs: needsOf({
      kpis: byId,
      channels,
      contests,
      decisions,
      overdue: sales.overdue,
      answers: marketing.waitingLate,
    }),
  }
}

/** Each KPI with what its change means and how it stands against its target. */
function withMeaning(
  { data, tooYoung }: Kpis,
  targets: readonly Target[],
  age: { today: string; tooYoung: boolean },
): Record<KpiId, SummaryKpi> {
  const changes = changesOf(
    data.map((kpi) => ({ id: kpi.id, now: kpi, before: kpi.before })),
    tooYoung,
  )
  const entries = data.map((kpi): [KpiId, SummaryKpi] => {
    const target = targets.find((one) => one.kpi === kpi.id)
    const progress =
      target &&
      progressOf({
        id: kpi.id,
        target: target.value,
        fact: kpi,
        elapsed: elapsedOf(target.period, age.today),
        tooYoung: age.tooYoung,
      })
    return [
      kpi.id,
      {
        ...kpi,
        change: changes.get(kpi.id) ?? { verdict: 'unjudged' },
        target: target && progress ? { period: target.period, value: target.value, progress } : null,
      },
    ]
  })
  return Object.fromEntries(entries) as Record<KpiId, SummaryKpi>
}

/** Both sides' costs, as the KPIs that divide them have them. */
function spentOf(
  byId: Record<KpiId, SummaryKpi>,
  when: 'now' | 'before',
): { marketing: string; sales: string } {
  const cost = (id: KpiId) =>
    String((when === 'now' ? byId[id].numerator : byId[id].before?.numerator) ?? '0.00')
  const marketing = cost('costPerLead')
  return { marketing, sales: moneyOf(centsOf(cost('cac')) - centsOf(marketing)) }
}
