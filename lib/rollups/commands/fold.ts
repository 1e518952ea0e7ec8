import { organisationClock } from '@/lib/organisation/queries'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { must } from '@/lib/platform/result'
import { dayStartsFor } from '../day-starts'
import { addToCohorts, addToCreated, addToEvents, countedLeads } from '../queries/cells-sql'
import { daysCte } from '../queries/day-sql'
import { foldHandoffs } from './handoffs'
import { lagsAdded } from './lags'

/** So many changes at a time: a slice takes two or three seconds, and is done whole or not at all. */
const SLICE = 10_000

/**
 * Adds the changes of leads and handoffs to the rollups. Who reads meanwhile sees each change once, here or there. Folds
 * wait for each other; changes that are written meanwhile stay for the next. Where the rollups are to be made again
 * (`false`), nothing is folded.
 */
export async function foldChanges(slice = SLICE): Promise<boolean> {
  for (;;) {
    const folded = must(await inTransaction((tx) => foldSlice(tx, slice)))
    if (folded === null) return false
    if (folded < slice) return true
  }
}

async function foldSlice(tx: Tx, slice: number): Promise<number | null> {
  await lockRollups(tx)
  const { timeZone } = await organisationClock(tx)
  if (!(await isFor(tx, timeZone))) return null
  const found = await tx.one<{ rows: string[] | null; days: string[] | null }>(sql`
    with slice as materialized (select ctid::text as row, * from lead_change limit ${slice})
    select (select array_agg(row) from slice) as rows,
      (select array_agg(distinct (at at time zone 'UTC')::date::text) from slice, lateral (values (created_at), (reached_qualified),
        (reached_handed_off), (reached_accepted), (reached_deal), (won_at), (customer_at), (last_contact_at), (status_since)) as moment (at)
       where at is not null) as days`)
  const rows = found?.rows ?? []
  if (rows.length > 0) {
    const changes = { rows: sql`changed lead`, sign: sql`lead.sign`, timeZone }
    const leads = sql`counted_lead`
    await tx.run(sql`
      with ${daysCte(dayStartsFor(found?.days ?? [], timeZone))},
      changed as materialized (delete from lead_change where ctid = any(${rows}::tid[]) returning *),
      counted_lead as materialized (${countedLeads(changes)}),
      ${lagsAdded(timeZone)},
      created as (${addToCreated(leads)}),
      events as (${addToEvents(leads)}),
      cohorts as (${addToCohorts(leads)})
      select`)
  }
  await foldHandoffs(tx, timeZone)
  return rows.length
}

/** One fold or rebuild at a time; readers do not wait. The first statement of a transaction: what it sees comes after. */
export async function lockRollups(tx: Tx): Promise<void> {
  await tx.run(sql`lock table rollup_state in exclusive mode`)
}

async function isFor(tx: Tx, timeZone: string): Promise<boolean> {
  const state = await tx.one<{ timeZone: string | null }>(
    sql`select time_zone as "timeZone" from rollup_state`,
  )
  return state?.timeZone === timeZone
}
