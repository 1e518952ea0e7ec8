import { db, sql } from '@/lib/platform/db/sql'

const DAY = 86_400_000

/**
 * What the walk through eighteen months has told: people have read it, but for the last two days'; what is older than
 * three weeks is gone. Nothing of it goes out by e-mail: it happened before the company opened its doors.
 */
export async function settleNotices(now: Date): Promise<void> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY)
  await db.run(sql`delete from notice where created_at < ${daysAgo(21)}::timestamptz`)
  await db.run(sql`
    update notice set mail_at = null,
      read_at = case when created_at < ${daysAgo(2)}::timestamptz
        then coalesce(read_at, least(created_at + interval '5 hours', ${now}::timestamptz)) else read_at end`)
}
