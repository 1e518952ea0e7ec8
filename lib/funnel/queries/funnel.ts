import type { Grouping, LeadStage } from '@/lib/leads/stages'
import { organisationClock } from '@/lib/organisation/queries'
import type { NumbersReader } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { db, sql } from '@/lib/platform/db/sql'
import { monthsOf, type Period, periodOfMonth } from '@/lib/platform/period'
import { STAGE_MEASURES } from '@/lib/rollups/measures'
import { countsBy } from '@/lib/rollups/queries/counts'
import { type FunnelRow, funnelRows, type RowCounts, totalRow } from '../funnel-rows'
import { isTooYoung } from '../maturity'
import type { FunnelInput } from '../schema'
import { type CostRow, canSplitCosts, costsOf } from './costs'
import { usualCycle } from './cycle'

export type KeyedRow = FunnelRow & {
  key: string | number | null
  /** the name of a channel, campaign or person; null where the key speaks for itself, or there is none */
  label: string | null
  /** of a campaign: its channel */
  channel: { id: number; name: string } | null
  /** younger than a usual sale takes: too early to compare */
  tooYoung: boolean
}

export type Funnel = Pick<FunnelInput, 'from' | 'to' | 'basis' | 'groupBy' | 'within'> & {
  rows: KeyedRow[]
  total: FunnelRow & { tooYoung: boolean }
  /** days that three quarters of all sales took at most; null where too little was sold to say */
  usualDays: number | null
}

/** The funnel from reach to won, split by one thing. All roles see the same numbers. */
export async function funnel(reader: NumbersReader, input: FunnelInput): Promise<Funnel> {
  const { timeZone } = await organisationClock(db)
  const { from, to, basis, groupBy, within, filters } = input
  const [leadRows, costs, allCosts, usualDays] = await Promise.all([
    countLeads(input),
    canSplitCosts(groupBy) ? costsOf(input, groupBy, filters, monthParts(input)) : null,
    canSplitCosts(groupBy) ? null : costsOf(input, 'none', filters),
    usualCycle(),
  ])
  const today = dayOf(reader.at, timeZone)
  const young = (last: string) =>
    basis === 'cohort' &&
    (within === null ? isTooYoung(last, today, usualDays) : isTooYoung(last, today, within))

  const counts = mergeRows(leadRows, costs, groupBy, input)
  const labels = await labelsOf(groupBy, [...counts.keys()])
  const ordered = orderRows(groupBy, [...counts.entries()], labels)
  const judged = funnelRows(
    ordered.map(([, row]) => row),
    basis,
  )
  const rows = ordered.map(([key], index): KeyedRow => {
    const row = judged[index]
    if (!row) throw new Error('a row without its judgement')
    const last = groupBy === 'month' ? (periodOfMonth(String(key), input)?.to ?? to) : to
    return { key, label: null, channel: null, ...labels.get(key), ...row, tooYoung: young(last) }
  })
  const total = totalRow([...counts.values()], basis)
  if (allCosts) {
    total.stages.reach = allCosts[0]?.reach ?? 0
    total.stages.responses = allCosts[0]?.responses ?? 0
  }
  return { from, to, basis, groupBy, within, rows, total: { ...total, tooYoung: young(to) }, usualDays }
}

type Key = string | number | null
type LeadRow = { key: Key } & Record<LeadStage, number> & { closed: number }

function monthParts(period: Period): Period[] {
  return monthsOf(period).flatMap((month) => periodOfMonth(month, period) ?? [])
}

/** Of the measures of one basis; those under way are of the leads created in the period in either. */
async function countLeads({ from, to, basis, groupBy, within, filters }: FunnelInput): Promise<LeadRow[]> {
  const measures = STAGE_MEASURES[basis]
  const rows = await countsBy({ from, to, groupBy, within, filters }, [...Object.values(measures), 'closed'])
  return rows.map((row) => ({
    key: row.key,
    leads: row.leads,
    qualified: row[measures.qualified],
    handedOff: row[measures.handedOff],
    accepted: row[measures.accepted],
    deals: row[measures.deals],
    won: row[measures.won],
    closed: row.closed,
  }))
}

/** Rows of leads and rows of costs under the same key; a month without either is a row as well. */
function mergeRows(
  leadRows: readonly LeadRow[],
  costs: readonly CostRow[] | null,
  groupBy: Grouping,
  period: Period,
): Map<Key, RowCounts> {
  const rows = new Map<Key, RowCounts>()
  const none = costs === null ? null : 0
  const row = (key: Key): RowCounts => {
    const found = rows.get(key)
    if (found) return found
    const made = {
      reach: none,
      responses: none,
      leads: 0,
      qualified: 0,
      handedOff: 0,
      accepted: 0,
      deals: 0,
      won: 0,
      closed: 0,
    }
    rows.set(key, made)
    return made
  }
  if (groupBy === 'none') row(null)
  if (groupBy === 'month') for (const month of monthsOf(period)) row(month)
  for (const { key, ...counts } of leadRows) Object.assign(row(key), counts)
  for (const { key, reach, responses, marketing, sales } of costs ?? []) {
    // A channel in which money was spent and nothing came of it is the row that somebody should see.
    if (reach === 0 && responses === 0 && Number(marketing) === 0 && Number(sales) === 0) continue
    Object.assign(row(key), { reach, responses })
  }
  return rows
}

type Label = { label: string; channel?: { id: number; name: string } }

async function labelsOf(groupBy: Grouping, keys: readonly Key[]): Promise<Map<Key, Label>> {
  const ids = keys.filter((key): key is number => typeof key === 'number')
  const labels = new Map<Key, Label>()
  if (ids.length === 0) return labels
  if (groupBy === 'campaign') {
    const found = await db.rows<{ id: number; label: string; channelId: number; channelName: string }>(sql`
      select c.id, c.name as label, ch.id as "channelId", ch.name as "channelName"
      from campaign c join channel ch on ch.id = c.channel_id where c.id = any(${ids}::int[])`)
    for (const { id, label, channelId, channelName } of found)
      labels.set(id, { label, channel: { id: channelId, name: channelName } })
    return labels
  }
  const table = groupBy === 'channel' ? sql`channel` : sql`person`
  const found = await db.rows<{ id: number; label: string }>(
    sql`select id, name as label from ${table} where id = any(${ids}::int[])`,
  )
  for (const { id, label } of found) labels.set(id, { label })
  return labels
}

const FIXED_ORDER: Partial<Record<Grouping, readonly string[]>> = {
  origin: ['marketing', 'sales'],
  grade: ['hot', 'warm', 'cold'],
}

/** Months in their order, grades from hot to cold, all else by the number of leads; those without a key come last. */
function orderRows(groupBy: Grouping, rows: [Key, RowCounts][], labels: Map<Key, Label>): [Key, RowCounts][] {
  const name = (key: Key) => labels.get(key)?.label ?? String(key)
  const place = (key: Key) => FIXED_ORDER[groupBy]?.indexOf(String(key)) ?? 0
  return rows.toSorted(([a, one], [b, other]) => {
    if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
    if (groupBy === 'month') return String(a) < String(b) ? -1 : 1
    return place(a) - place(b) || other.leads - one.leads || name(a).localeCompare(name(b))
  })
}
