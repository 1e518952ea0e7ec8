import { organisationClock } from '@/lib/organisation/queries'
import { plannedAnew, sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { must } from '@/lib/platform/result'
import { dayStartsBetween } from '../day-starts'
import { addToCohorts, addToCreated, addToEvents, countedLeads } from '../queries/cells-sql'
import { daysCte } from '../queries/day-sql'
import { lockRollups } from './fold'
import { rebuildHandoffs } from './handoffs'
import { rebuildLags } from './lags'

/**
 * Makes the rollups again where they are for another zone than the organisation's, or for none yet. Leads and their
 * changes are seen as of one moment: a change that is committed meanwhile is not in what is counted, and stays in the
 * list of changes.
 */
export async function rebuildRollups(): Promise<void> {
  must(
    await inTransaction(async (tx) => {
      await tx.run(sql`set transaction isolation level repeatable read`)
      await lockRollups(tx)
      const { timeZone } = await organisationClock(tx)
      const state = await tx.one<{ timeZone: string | null }>(
        sql`select time_zone as "timeZone" from rollup_state`,
      )
      if (state?.timeZone === timeZone) return
      await tx.run(sql`set local work_mem = '256MB'`)
      await rebuildLeads(tx, timeZone)
      await rebuildLags(tx, timeZone)
      await rebuildHandoffs(tx, timeZone)
      await tx.run(sql`
        insert into rollup_state (id, time_zone) values (1, ${timeZone}) on conflict (id) do update set time_zone = excluded.time_zone`)
    }),
  )
}

async function rebuildLeads(tx: Tx, timeZone: string): Promise<void> {
  await tx.run(sql`delete from lead_change`)
  await tx.run(sql`delete from created_rollup`)
  await tx.run(sql`delete from event_rollup`)
  await tx.run(sql`delete from cohort_rollup`)
  const range = await tx.one<{ first: string | null; last: string }>(sql`
    select (min(least(created_at, reached_qualified, reached_handed_off, reached_accepted, reached_deal, won_at, customer_at, last_contact_at, status_since)) at time zone 'UTC')::date as first,
      (max(greatest(created_at, reached_qualified, reached_handed_off, reached_accepted, reached_deal, won_at, customer_at, last_contact_at, status_since)) at time zone 'UTC')::date as last
    from lead`)
  if (!range?.first) return
  const days = daysCte(dayStartsBetween(range.first, range.last, timeZone))
  // Read many times, so once made narrow and with its days. Planned with hashes: sorted, each dimension would be a pass.
  await tx.run(sql`
    create temporary table counted_lead on commit drop as ${countedLeads({ rows: sql`lead`, sign: sql`1`, timeZone })}`)
  await tx.run(sql`set local enable_sort = off`)
  const leads = sql`counted_lead`
  await tx.run(plannedAnew(sql`with ${days}, created as (${addToCreated(leads)}) select`))
  await tx.run(plannedAnew(sql`with ${days}, events as (${addToEvents(leads)}) select`))
  await tx.run(plannedAnew(addToCohorts(leads)))
  await tx.run(sql`set local enable_sort = on`)
}
