import { z } from 'zod'
import type { Performance } from '@/lib/funnel/performance'
import { ATTRIBUTIONS, BASES } from '@/lib/leads/stages'
import type { Estimate } from '@/lib/platform/statistics'
import { day, id, money } from './common'

const count = z.number().min(0)
const share = z.number().nullable()
const perOne = money.nullable()

const estimate = z.strictObject({
  count,
  base: count,
  value: share,
  low: share,
  high: share,
  enough: z.boolean(),
})

const fields = {
  costs: z.strictObject({ marketing: money, sales: money }),
  planned: z.strictObject({ marketing: money, sales: money }),
  reach: count,
  responses: count,
  leads: count,
  marketingLeads: count,
  grades: z.strictObject({ hot: count, warm: count, cold: count }),
  hotShare: estimate,
  acceptance: estimate.meta({ description: 'accepted of handed off, of the leads created in the days' }),
  accepted: count.meta({
    description: "marketing's leads accepted: in the days (period) or by now (cohort)",
  }),
  customers: count,
  revenue: money,
  marketingRevenue: money,
  costPerLead: perOne.meta({ description: 'marketing cost; null where nothing was spent or nobody came' }),
  costPerHotLead: perOne,
  costPerAcceptedLead: perOne,
  cac: perOne.meta({ description: "both sides' costs per customer" }),
  romi: z.number().nullable(),
  payback: z.number().nullable(),
}

export const performanceTotal = z.strictObject(fields).meta({ id: 'MoneyPerformance' })

const named = z.strictObject({ id, name: z.string() })

export const performanceAnswer = z
  .strictObject({
    from: day,
    to: day,
    basis: z.enum(BASES),
    attribution: z.enum(ATTRIBUTIONS),
    groupBy: z.enum(['channel', 'campaign']),
    rows: z.array(
      z
        .strictObject({
          key: id.nullable().meta({ description: 'null: no channel, no campaign' }),
          label: z.string().nullable(),
          channel: named.nullable(),
          verdict: z
            .enum(['better', 'worse', 'same', 'too_few'])
            .meta({ description: 'of the acceptance, against all others, corrected for their number' }),
          ...fields,
        })
        .meta({ id: 'MoneyPerformanceRow' }),
    ),
    total: performanceTotal,
  })
  .meta({ id: 'MoneyPerformanceTable' })

const lateCount = { customers: count, revenue: money }

export const campaignPerformanceAnswer = z
  .strictObject({
    campaign: named,
    channel: named,
    from: day,
    to: day,
    basis: z.enum(BASES),
    attribution: z.enum(ATTRIBUTIONS),
    total: performanceTotal,
    months: z.array(z.strictObject({ month: z.string(), ...fields }).meta({ id: 'MoneyPerformanceMonth' })),
    lateWins: z
      .strictObject({
        ...lateCount,
        earlier: z
          .strictObject(lateCount)
          .meta({ description: 'of leads created before the days: what was spent for them lies before' }),
        older: z.array(z.strictObject({ months: z.int(), ...lateCount })),
      })
      .meta({ description: 'customers won in the days, and how old their leads were then' }),
  })
  .meta({ id: 'CampaignPerformance' })

function estimateJson({ count, base, value, low, high, enough }: Estimate) {
  return { count, base, value, low, high, enough }
}

export function performanceJson(row: Performance): z.infer<typeof performanceTotal> {
  const { reach, responses, leads, marketingLeads, hot, warm, cold } = row
  const { accepted, customers, revenue, marketingRevenue, costPerLead, cac, romi, payback } = row
  return {
    costs: { marketing: row.marketing, sales: row.sales },
    planned: { marketing: row.plannedMarketing, sales: row.plannedSales },
    ...{ reach, responses, leads, marketingLeads },
    grades: { hot, warm, cold },
    hotShare: estimateJson(row.hotShare),
    acceptance: estimateJson(row.acceptance),
    ...{ accepted, customers, revenue, marketingRevenue, costPerLead },
    costPerHotLead: row.costPerHot,
    costPerAcceptedLead: row.costPerAccepted,
    ...{ cac, romi, payback },
  }
}
