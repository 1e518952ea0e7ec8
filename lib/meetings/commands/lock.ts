import { sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import { refuse } from '@/lib/platform/result'

/** Locks a meeting that goes on until the end of the transaction. NOT_FOUND; MEETING_CLOSED names who closed it. */
export async function lockMeeting(tx: Tx, meetingId: number): Promise<{ id: number; heldOn: string }> {
  const meeting = await tx.one<{ id: number; heldOn: string; closedById: number | null }>(sql`
    select id, held_on as "heldOn", closed_by_id as "closedById" from meeting where id = ${meetingId} for update`)
  if (!meeting) return refuse('NOT_FOUND')
  if (meeting.closedById !== null) {
    const by = await tx.one<{ name: string }>(sql`select name from person where id = ${meeting.closedById}`)
    return refuse('MEETING_CLOSED', { by: by?.name ?? '' })
  }
  return meeting
}
