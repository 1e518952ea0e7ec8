import { db, sql } from '@/lib/platform/db/sql'
import { firstDayOf, monthOf } from '@/lib/platform/period'
import { isMoney, type Measure } from '@/lib/rollups/measures'
import {
  type BareLead,
  type BareVerdict,
  cellsOf,
  daysIn,
  type Fact,
  factsOf,
  verdictCellsOf,
} from './recount'

/** All leads as they stand, told from the bare table. */
export async function bareLeads(): Promise<BareLead[]> {
  return db.rows<BareLead>(sql`
    select l.id, l.status, l.origin, l.grade, channel_id as channel, campaign_id as campaign, l.owner_id as owner,
      assignee_id as assignee, region, created_at as created, status_since as since, last_contact_at as contact,
      qualified_at as qualified, handed_off_at as "handedOff", accepted_at as accepted, deal_at as deal, won_at as won,
      lost_at as lost, d.closed_at as customer, d.amount
    from lead l left join deal d on d.lead_id = l.id and d.state = 'won' order by l.id`)
}

/** All verdicts as they stand, told from the bare tables. */
export async function bareVerdicts(): Promise<BareVerdict[]> {
  return db.rows<BareVerdict>(sql`
    select h.lead_id as lead, h.round, h.state, h.offered_by_id as marketer, h.decided_by_id as rep, l.channel_id as channel,
      l.campaign_id as campaign, h.grade, h.computed_grade as "computedGrade", h.reason_id as reason, h.decided_at as decided,
      h.due_at as due, h.response_minutes as minutes, c.id is not null as contested, c.outcome, l.won_at as "leadWon",
      l.status as "leadStatus"
    from handoff h join lead l on l.id = h.lead_id left join contest c on c.handoff_id = h.id
    where h.decided_at is not null order by h.id`)
}

/** What a direct count counts. */
export async function recounted(timeZone: string): Promise<Fact[]> {
  const dayOf = daysIn(timeZone)
  return (await bareLeads()).flatMap((lead) => factsOf(lead, timeZone, dayOf))
}

type Row = Record<string, string | number | boolean | null> & { day: string; monthly: boolean }

/** What is kept, in the words of `cellsOf`, after everything is folded: the days, and what the months should be. */
async function kept(): Promise<{ days: Map<string, number>; months: Map<string, number> }> {
  const rows = await db.rows<{ row: Row }>(sql`
    select to_jsonb(r) as row from created_rollup r union all select to_jsonb(r) from event_rollup r`)
  const days = new Map<string, number>()
  const months = new Map<string, number>()
  for (const { row } of rows) {
    const { dimension, key, parent, day, monthly, ...values } = row
    for (const [column, value] of Object.entries(values)) {
      if (Number(value) === 0) continue
      const measure = column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
      const cell = [dimension, key, parent, day, measure].join('|')
      const number = isMoney(measure as Measure) ? Math.round(Number(value) * 100) : Number(value)
      ;(monthly ? months : days).set(cell, number)
    }
  }
  return { days, months }
}

/** The same of verdicts, in the words of `verdictCellsOf`. */
async function keptVerdicts(): Promise<{ days: Map<string, number>; months: Map<string, number> }> {
  const rows = await db.rows<{ row: Row }>(sql`select to_jsonb(r) as row from verdict_rollup r`)
  const days = new Map<string, number>()
  const months = new Map<string, number>()
  for (const { row } of rows) {
    const { facet, key, grade, computed_grade, reason_id, day, monthly, ...counts } = row
    for (const [column, count] of Object.entries(counts)) {
      if (count === 0) continue
      const name = column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
      const cell = [facet, key, grade, computed_grade, reason_id, day, name].join('|')
      ;(monthly ? months : days).set(cell, Number(count))
    }
  }
  return { days, months }
}

function byMonth(days: ReadonlyMap<string, number>): Map<string, number> {
  const months = new Map<string, number>()
  for (const [cell, value] of days) {
    const parts = cell.split('|')
    parts[parts.length - 2] = firstDayOf(monthOf(parts.at(-2) ?? ''))
    const month = parts.join('|')
    months.set(month, (months.get(month) ?? 0) + value)
  }
  return new Map([...months].filter(([, value]) => value !== 0))
}

type Cells = Record<string, number>

function sorted(cells: ReadonlyMap<string, number>): Cells {
  return Object.fromEntries([...cells].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** What the rollups keep once everything is folded, and what a direct count says that they should. */
export async function keptAndWanted(
  timeZone: string,
): Promise<Record<'kept' | 'wanted', { days: Cells; months: Cells }>> {
  // What was reached within 45 days is not kept: it is counted directly.
  const wanted = cellsOf((await recounted(timeZone)).filter(({ measure }) => !measure.endsWith('45')))
  const { days, months } = await kept()
  const verdicts = await keptVerdicts()
  const wantedVerdicts = verdictCellsOf(await bareVerdicts(), daysIn(timeZone))
  const both = (one: ReadonlyMap<string, number>, other: ReadonlyMap<string, number>) =>
    sorted(new Map([...one, ...other]))
  return {
    kept: { days: both(days, verdicts.days), months: both(months, verdicts.months) },
    wanted: {
      days: both(wanted, wantedVerdicts),
      months: both(byMonth(wanted), byMonth(wantedVerdicts)),
    },
  }
}
