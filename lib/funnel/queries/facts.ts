import { dayOf } from '@/lib/platform/calendar'
import { type Bin, percentilesOf, sizeOf } from '@/lib/platform/histogram'
import { addMonths, monthsOf, type Period, periodOfMonth } from '@/lib/platform/period'
import type { LagKind } from '@/lib/rollups/lag-kinds'
import type { Measure } from '@/lib/rollups/measures'
import { type CountsRow, countsBy, countsOf } from '@/lib/rollups/queries/counts'
import { type HandoffCounts, handoffCountsOf } from '@/lib/rollups/queries/handoff-counts'
import { histogramsOf } from '@/lib/rollups/queries/lags'
import { medianResponses } from '@/lib/rollups/queries/response-times'
import type { Facts } from '../kpi'

const MEASURES = [
  'leads',
  'reachedWon',
  'salesLeads',
  'graded',
  'hot',
  'marketingLeads',
  'hotMarketingLeads',
  'enteredAcceptedMarketing',
  'enteredWon',
  'customers',
  'revenue',
  'marketingRevenue',
  'salesRevenue',
] as const satisfies readonly Measure[]
type Counts = Omit<CountsRow<(typeof MEASURES)[number]>, 'key'>

const CYCLES = ['dealCycle', 'salesCycle'] as const satisfies readonly LagKind[]

/** Everything that the KPIs of each period are made of, read from rollups: what it costs grows with days, not leads. */
export async function factsOf(periods: readonly Period[], timeZone: string, at: Date): Promise<Facts[]> {
  const [counts, handoffs, histograms, responses, forgotten6, forgotten12] = await Promise.all([
    countsOfEach(periods),
    handoffCountsOf(periods, timeZone, at),
    histogramsOf(CYCLES, periods, timeZone),
    medianResponses(periods, timeZone),
    quietFor(6, timeZone, at),
    quietFor(12, timeZone, at),
  ])
  return periods.map((_, index) => {
    const bins = (wanted: LagKind) =>
      histograms.find(({ period, kind }) => period === index && kind === wanted)?.bins ?? []
    const of = { counts: counts[index], handoffs: handoffs[index] }
    if (!of.counts || !of.handoffs) throw new Error('a period without its counts')
    return {
      ...leadFacts(of.counts, bins('dealCycle'), bins('salesCycle')),
      ...handoffFacts(of.handoffs, responses[index] ?? null),
      forgotten6Leads: forgotten6,
      forgotten12Leads: forgotten12,
    }
  })
}

/** Months that follow each other are one question; other periods are one each. */
async function countsOfEach(periods: readonly Period[]): Promise<Counts[]> {
  const [first, last] = [periods[0], periods.at(-1)]
  const months = first && last && periods.length > 1 ? monthsOf({ from: first.from, to: last.to }) : []
  const areMonths =
    months.length === periods.length &&
    periods.every((period, index) => {
      const month = months[index]
      const whole = first && last && month && periodOfMonth(month, { from: first.from, to: last.to })
      return whole && whole.from === period.from && whole.to === period.to
    })
  if (!first || !last || !areMonths) return Promise.all(periods.map((period) => countsOf(period, MEASURES)))
  const rows = await countsBy({ from: first.from, to: last.to, groupBy: 'month' }, MEASURES)
  const byMonth = new Map<unknown, Counts>(rows.map((row) => [row.key, row]))
  return months.map((month) => byMonth.get(month) ?? NOTHING)
}

const NOTHING: Counts = {
  leads: 0,
  reachedWon: 0,
  salesLeads: 0,
  graded: 0,
  hot: 0,
  marketingLeads: 0,
  hotMarketingLeads: 0,
  enteredAcceptedMarketing: 0,
  enteredWon: 0,
  customers: 0,
  revenue: '0.00',
  marketingRevenue: '0.00',
  salesRevenue: '0.00',
}

type LeadFacts = Omit<Facts, keyof ReturnType<typeof handoffFacts> | 'forgotten6Leads' | 'forgotten12Leads'>

function leadFacts(counts: Counts, dealCycle: readonly Bin[], salesCycle: readonly Bin[]): LeadFacts {
  const deal = inOrder(dealCycle)
  const sales = inOrder(salesCycle)
  return {
    leads: counts.leads,
    wonLeads: counts.reachedWon,
    salesLeads: counts.salesLeads,
    gradedLeads: counts.graded,
    hotLeads: counts.hot,
    marketingLeads: counts.marketingLeads,
    hotMarketingLeads: counts.hotMarketingLeads,
    acceptedMarketingLeads: counts.enteredAcceptedMarketing,
    dealDays: percentilesOf(deal, QUARTILES),
    dealCycles: sizeOf(deal),
    wonBeforeCreated: sizeOf(dealCycle) - sizeOf(deal),
    salesDays: percentilesOf(sales, QUARTILES),
    salesCycles: sizeOf(sales),
    wonBeforeAccepted: sizeOf(salesCycle) - sizeOf(sales),
    wonNeverAccepted: counts.enteredWon - sizeOf(salesCycle),
    wonDeals: counts.customers,
    revenue: counts.revenue,
    marketingRevenue: counts.marketingRevenue,
    salesRevenue: counts.salesRevenue,
  }
}

const QUARTILES = [0.25, 0.5, 0.75]

/** Without those that happened in the wrong order. */
function inOrder(bins: readonly Bin[]): Bin[] {
  return bins.filter(({ lag }) => lag >= 0)
}

function handoffFacts({ decided, accepted, timed, inTime, missed }: HandoffCounts, minutes: number | null) {
  return {
    decidedHandoffs: decided,
    acceptedHandoffs: accepted,
    timedHandoffs: timed,
    responseHours: minutes === null ? null : minutes / 60,
    handoffsDecidedOrDue: inTime + missed,
    handoffsDecidedInTime: inTime,
  }
}

/** Leads in nurture now with which nobody had to do for so many months: as segmentCondition has it. */
async function quietFor(months: number, timeZone: string, at: Date): Promise<number> {
  const lastDay = addMonths(dayOf(at, timeZone), -months)
  return (await countsOf({ from: null, to: lastDay }, ['quietNurture'])).quietNurture
}
