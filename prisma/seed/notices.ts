import { sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { must } from '@/lib/platform/result'

const DAY = 86_400_000

/**
 * What the walk through eighteen months has told: people have read it, but for the last two days'; what is older than
 * three weeks is gone. The leads were walked side by side, so the notices are put into the order in which they would have
 * come. Nothing of it goes out by e-mail: it happened before the company opened its doors.
 */
export async function settleNotices(now: Date): Promise<void> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY)
  const done = await inTransaction(async (tx) => {
    await tx.run(sql`
      create temporary table told on commit drop as
      select * from notice where created_at >= ${daysAgo(21)}::timestamptz`)
    await tx.run(sql`delete from notice`)
    await tx.run(sql`
      insert into notice (person_id, kind, lead_id, handoff_id, data, key, created_at, read_at)
      select person_id, kind, lead_id, handoff_id, data, key, created_at,
        case when created_at < ${daysAgo(2)}::timestamptz
          then coalesce(read_at, least(created_at + interval '5 hours', ${now}::timestamptz)) else read_at end
      from told order by created_at, id`)
  })
  must(done)
}
