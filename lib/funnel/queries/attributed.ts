import { inPeriod, localDay } from '@/lib/leads/queries/stage-condition'
import { type Attribution, NO_KEY } from '@/lib/leads/stages'
import { organisationClock } from '@/lib/organisation/queries'
import { db, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import { centsOf, moneyOf } from '@/lib/platform/money'
import type { Period } from '@/lib/platform/period'
import { isMoney, type Measure, MOMENTS, momentOf } from '@/lib/rollups/measures'
import { type CountKey, type CountsRow, countsBy } from '@/lib/rollups/queries/counts'
import { countedMeasure, MOMENT_COLUMN } from '@/lib/rollups/queries/measure-sql'

export type AttributedGrouping = 'none' | 'channel' | 'campaign' | 'month'

/** `none`: of leads without a channel, without a campaign. */
export type PlaceFilter = { channel?: number | typeof NO_KEY; campaign?: number | typeof NO_KEY }

/**
 * Measures of leads by where they came from first, or last. Every lead counts once in both, so over all campaigns both
 * come to the same. By first touch they are read from the rollups; by last touch the few leads that were touched from
 * elsewhere are moved from the one row to the other.
 */
export async function attributedCounts<M extends Measure>(
  period: Period,
  groupBy: AttributedGrouping,
  place: PlaceFilter,
  attribution: Attribution,
  measures: readonly M[],
): Promise<CountsRow<M>[]> {
  const question = { from: period.from, to: period.to, groupBy, filters: place }
  if (attribution === 'first') return countsBy(question, measures)
  const [rows, moves] = await Promise.all([countsBy(question, measures), movesOf(period, measures)])
  const found = new Map<CountKey, Record<string, unknown>>(rows.map((row) => [row.key, { ...row }]))
  for (const move of moves) {
    if (!isOf(place.channel, move.channelId) || !isOf(place.campaign, move.campaignId)) continue
    const key = keyOf(groupBy, move)
    const row = found.get(key) ?? {
      key,
      ...Object.fromEntries(measures.map((name) => [name, isMoney(name) ? '0.00' : 0])),
    }
    for (const name of measures) {
      const moved = move.values[name] ?? '0'
      row[name] = isMoney(name)
        ? moneyOf(centsOf(String(row[name])) + BigInt(move.sign) * centsOf(moved))
        : Number(row[name]) + move.sign * Number(moved)
    }
    found.set(key, row)
  }
  return [...found.values()] as CountsRow<M>[]
}

type Move = {
  sign: 1 | -1
  channelId: number | null
  campaignId: number | null
  month: string
  values: Record<string, string>
}

function isOf(filter: number | typeof NO_KEY | undefined, id: number | null): boolean {
  return filter === undefined || (filter === NO_KEY ? id === null : id === filter)
}

function keyOf(groupBy: AttributedGrouping, { channelId, campaignId, month }: Move) {
  switch (groupBy) {
    case 'none':
      return null
    case 'channel':
      return channelId
    case 'campaign':
      return campaignId
    case 'month':
      return month
  }
}

/** What leads whose last touch came from elsewhere take from their own source, and bring to the other. */
async function movesOf(period: Period, measures: readonly Measure[]): Promise<Move[]> {
  const { timeZone } = await organisationClock(db)
  const moments = MOMENTS.filter((moment) => measures.some((name) => momentOf(name) === moment))
  const counted = (sign: number, channel: Sql, campaign: Sql) =>
    moments.map((moment) => {
      const time = MOMENT_COLUMN[moment]
      const values = measures
        .filter((name) => momentOf(name) === moment)
        .map((name) => sql`${name}::text, (${countedMeasure(name, null, timeZone)})::text`)
      return sql`
        select ${sign}::int as sign, ${channel} as "channelId", ${campaign} as "campaignId",
          to_char(${localDay(time, timeZone)}, 'YYYY-MM') as month, jsonb_build_object(${join(values)}) as values
        from lead join lead_last_source source on source.lead_id = lead.id
        where ${inPeriod(time, period, timeZone)}
        group by 2, 3, 4`
    })
  const parts = [
    ...counted(-1, sql`lead.channel_id`, sql`lead.campaign_id`),
    ...counted(1, sql`source.channel_id`, sql`source.campaign_id`),
  ]
  return db.rows<Move>(plannedAnew(sql`${join(parts, ' union all ')}`))
}
