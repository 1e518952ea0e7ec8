import { resolveCampaign, resolveChannel } from '@/lib/channels/commands'
import type { Actor } from '@/lib/platform/actor'
import { encodeCursor } from '@/lib/platform/cursor'
import type { Side } from '@/lib/platform/db/generated/enums'
import { type Database, db, empty, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import type { Period } from '@/lib/platform/period'
import type { Result } from '@/lib/platform/result'
import type { CostEntry, CostShare } from '../entry'

export type CostView = Omit<CostEntry, 'shares'> & {
  id: number
  channelName: string | null
  campaignName: string | null
  shares: (CostShare & { channelName: string; campaignName: string | null })[]
  /** one of perhaps several of its place and time; else the row of the grid and of PUT /spend */
  separate: boolean
  version: number
  updatedAt: Date
  updatedBy: string | null
}

const columns = sql`
  s.id, s.side, s.planned, s.purpose, s.split_by as "splitBy", s.channel_id as "channelId", ch.name as "channelName",
  s.campaign_id as "campaignId", ca.name as "campaignName", to_char(s.first_day, 'YYYY-MM-DD') as "firstDay",
  to_char(s.last_day, 'YYYY-MM-DD') as "lastDay", s.monthly, s.amount, s.reach, s.responses, s.separate, s.version,
  s.updated_at as "updatedAt", p.name as "updatedBy", coalesce((
    select json_agg(json_build_object('channelId', cs.channel_id, 'channelName', c.name, 'campaignId', cs.campaign_id,
      'campaignName', k.name, 'percent', cs.percent::text) order by cs.position)
    from cost_share cs join channel c on c.id = cs.channel_id left join campaign k on k.id = cs.campaign_id
    where cs.spend_id = s.id), '[]') as shares`

const source = sql`
  spend s left join channel ch on ch.id = s.channel_id left join campaign ca on ca.id = s.campaign_id
  left join person p on p.id = s.updated_by_id`

/** One entry, unless it was removed. */
export function costById(_actor: Actor, id: number): Promise<CostView | undefined> {
  return readCost(db, id)
}

/** The same inside a command's transaction. */
export function readCost(on: Database, id: number): Promise<CostView | undefined> {
  return on.one<CostView>(sql`select ${columns} from ${source} where s.id = ${id} and s.removed_at is null`)
}

export type LedgerFilters = {
  side?: Side
  planned?: boolean
  /** null: shared costs */
  channelId?: number | null
  campaignId?: number
  /** text in what it is for */
  q?: string
}

export type LedgerCursor = [lastDay: string, id: number]
export type LedgerRow = CostView & {
  /** of the amount, what lies in the period */
  inPeriod: string
}

/** What lies of an entry in the days of the period: the sum over its stretches, each cut to the cent. */
function amountIn({ from, to }: Period): Sql {
  const upTo = (day: Sql) =>
    sql`round(x.amount * least(greatest(${day} - x.first_day, 0), x.last_day - x.first_day + 1) / (x.last_day - x.first_day + 1), 2)`
  return sql`(select sum(${upTo(sql`(${to}::date + 1)`)} - ${upTo(sql`${from}::date`)}) from cost_stretch x
    where x.spend_id = s.id and x.first_day <= ${to}::date and x.last_day >= ${from}::date)`
}

function conditionsOf({ from, to }: Period, { side, planned, channelId, campaignId, q }: LedgerFilters): Sql {
  const conditions = [
    sql`s.removed_at is null and s.first_day <= ${to}::date and s.last_day >= ${from}::date`,
    side === undefined ? empty : sql`s.side = ${side}::side`,
    planned === undefined ? empty : sql`s.planned = ${planned}`,
    channelId === undefined
      ? empty
      : channelId === null
        ? sql`s.channel_id is null`
        : sql`s.channel_id = ${channelId}`,
    campaignId === undefined ? empty : sql`s.campaign_id = ${campaignId}`,
    q ? sql`strpos(lower(s.purpose), lower(${q}::text)) > 0` : empty,
    // What the grid holds of a campaign that cost nothing is no entry that anybody looks for.
    sql`(s.amount > 0 or s.separate)`,
  ]
  return join(
    conditions.filter((condition) => condition !== empty),
    ' and ',
  )
}

/** The entries that touch the period, the latest first, each with what of it lies there. */
export async function listCosts(
  _actor: Actor,
  {
    period,
    filters,
    after,
    limit,
  }: { period: Period; filters: LedgerFilters; after?: LedgerCursor | null; limit: number },
): Promise<{ rows: LedgerRow[]; nextCursor: string | null }> {
  const rows = await db.rows<LedgerRow>(
    plannedAnew(sql`
    select ${columns}, coalesce(${amountIn(period)}, 0.00)::text as "inPeriod"
    from ${source}
    where ${conditionsOf(period, filters)}
      ${after ? sql`and (s.last_day, s.id) < (${after[0]}::date, ${after[1]}::int)` : empty}
    order by s.last_day desc, s.id desc
    limit ${limit + 1}`),
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page,
    nextCursor: rows.length > limit && last ? encodeCursor(['cost', last.lastDay, last.id]) : null,
  }
}

export type LedgerSum = { side: Side; planned: boolean; shared: boolean; entries: number; amount: string }

/** What all entries of the list come to in the period: these are the numbers that the list is behind. */
export function sumCosts(_actor: Actor, period: Period, filters: LedgerFilters): Promise<LedgerSum[]> {
  return db.rows<LedgerSum>(
    plannedAnew(sql`
    select s.side, s.planned, s.channel_id is null as shared, count(*)::int as entries,
      coalesce(sum(${amountIn(period)}), 0.00)::text as amount
    from spend s where ${conditionsOf(period, filters)}
    group by 1, 2, 3`),
  )
}

/** The ids of a channel and campaign by their names. UNKNOWN_CHANNEL, UNKNOWN_CAMPAIGN. */
export function placeNamed(
  _actor: Actor,
  { channel, campaign }: { channel: string; campaign?: string },
): Promise<Result<{ channelId: number; campaignId: number | undefined }>> {
  return inTransaction(async (tx) => {
    const channelId = await resolveChannel(tx, channel)
    return { channelId, campaignId: campaign ? await resolveCampaign(tx, channelId, campaign) : undefined }
  })
}
