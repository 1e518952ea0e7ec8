import { notify } from '@/lib/notices/commands/notify'
import { organisationClock } from '@/lib/organisation/queries'
import { dayOf, instantAt } from '@/lib/platform/calendar'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { must } from '@/lib/platform/result'
import { briefly } from './decisions'

const EIGHT = 8 * 3_600_000
const AT_ONE_GO = 500

type Due = { id: number; ownerId: number; text: string; dueOn: string; meetingId: number }

/**
 * From eight in the morning on tells owners what is due today, or fell due while no job ran: each decision and day once,
 * because which day has been told is set in the transaction that tells. Answers how many were told.
 */
export async function remindOfDecisions(at: Date): Promise<number> {
  const { timeZone } = await organisationClock(db)
  const today = dayOf(at, timeZone)
  if (at < instantAt(today, EIGHT, timeZone)) return 0
  return must(
    await inTransaction(async (tx) => {
      const due = await tx.rows<Due>(sql`
        select id, owner_id as "ownerId", text, due_on as "dueOn", meeting_id as "meetingId" from decision
        where state = 'open' and due_on <= ${today}::date and reminded_for is distinct from due_on
        order by due_on, id limit ${AT_ONE_GO} for update skip locked`)
      for (const { id, ownerId, text, dueOn, meetingId } of due) {
        await notify(tx, at, {
          to: [ownerId],
          kind: 'decision_due',
          data: { decision: briefly(text), dueOn, meetingId },
          key: `decision ${id} due ${dueOn}`,
        })
      }
      await tx.run(sql`
        update decision set reminded_for = due_on where id = any(${due.map(({ id }) => id)}::int[])`)
      return due.length
    }),
  )
}
