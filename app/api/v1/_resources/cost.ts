import { z } from 'zod'
import { etagOf } from '@/lib/platform/http/etag'
import type { Reply } from '@/lib/platform/http/route'
import type { CostView } from '@/lib/spend/queries/ledger'
import { COST_KINDS, SIDES } from '@/lib/spend/schema'
import { SPLITS } from '@/lib/spend/split'
import { day, id, money, time, timeJson } from './common'

export const cost = z
  .strictObject({
    id,
    side: z.enum(SIDES),
    kind: z.enum(COST_KINDS),
    purpose: z.string(),
    channel: z.string().nullable(),
    campaign: z.string().nullable(),
    splitBy: z
      .enum(SPLITS)
      .nullable()
      .meta({ description: 'of a shared cost; null where a channel bears it' }),
    shares: z.array(
      z.strictObject({ channel: z.string(), campaign: z.string().nullable(), percent: z.string() }),
    ),
    from: day,
    to: day,
    monthly: z.boolean().meta({ description: 'amount, reach and responses are those of each month' }),
    amount: money,
    reach: z.int().min(0),
    responses: z.int().min(0),
    version: z.int().min(1),
    updatedAt: time,
    updatedBy: z.string().nullable(),
  })
  .meta({ id: 'Cost' })

export function costJson(entry: CostView): z.infer<typeof cost> {
  return {
    id: entry.id,
    side: entry.side,
    kind: entry.planned ? 'planned' : 'actual',
    purpose: entry.purpose,
    channel: entry.channelName,
    campaign: entry.campaignName,
    splitBy: entry.splitBy,
    shares: entry.shares.map(({ channelName, campaignName, percent }) => ({
      channel: channelName,
      campaign: campaignName,
      percent,
    })),
    from: entry.firstDay,
    to: entry.lastDay,
    monthly: entry.monthly,
    amount: entry.amount,
    reach: entry.reach,
    responses: entry.responses,
    version: entry.version,
    updatedAt: timeJson(entry.updatedAt) ?? '',
    updatedBy: entry.updatedBy,
  }
}

export function costReply(entry: CostView, status = 200): Reply {
  return { status, body: costJson(entry), headers: { ETag: etagOf(entry.version) } }
}
