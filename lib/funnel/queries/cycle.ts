import { db, sql } from '@/lib/platform/db/sql'

/** So many sales are needed to call their duration usual. */
const ENOUGH_SALES = 10
/** The sales that are looked at: the latest ones, so that the answer costs the same in a company of any age. */
const LATEST = 1000

/** Days that three quarters of the latest sales took at most. */
export async function usualCycle(): Promise<number | null> {
  const found = await db.one<{ sales: number; days: number | null }>(sql`
    select count(*)::int as sales, percentile_cont(0.75) within group (order by days) as days
    from (
      select extract(epoch from won_at - created_at)::float8 / 86400 as days
      from lead where won_at is not null
      order by won_at desc, id desc limit ${LATEST}
    ) latest
    where days >= 0`)
  return found && found.sales >= ENOUGH_SALES ? found.days : null
}
