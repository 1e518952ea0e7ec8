import type { Actor } from '@/lib/platform/actor'
import { type Sql, sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import { placeOf, type Told } from '../words'
import { tellHeard } from './notify'

/** I have read it; reading it again changes nothing. FORBIDDEN when it was told to somebody else. Answers where to go with it. */
export function readNotice(
  actor: Actor,
  input: { noticeId: number },
): Promise<Result<{ id: number; place: string; readAt: Date }>> {
  return inTransaction(async (tx) => {
    const mine = sql`id = ${input.noticeId} and person_id = ${actor.personId}`
    const notice = await tx.one<Told & { personId: number; readAt: Date | null }>(sql`
      select person_id as "personId", kind, lead_id as "leadId", handoff_id as "handoffId", data, read_at as "readAt"
      from notice where id = ${input.noticeId} for update`)
    if (!notice) return refuse('NOT_FOUND')
    if (notice.personId !== actor.personId) return refuse('FORBIDDEN')
    if (!notice.readAt) await markRead(tx, actor, mine)
    return { id: input.noticeId, place: placeOf(notice), readAt: notice.readAt ?? actor.at }
  })
}

/** I have read everything that there is now. */
export function readAllNotices(actor: Actor): Promise<Result<{ read: number }>> {
  return inTransaction(async (tx) => {
    const read = await tx.one<{ count: number }>(
      sql`select count(*)::int as count from notice where person_id = ${actor.personId} and read_at is null`,
    )
    if (read?.count) await markRead(tx, actor, sql`person_id = ${actor.personId}`)
    return { read: read?.count ?? 0 }
  })
}

async function markRead(tx: Tx, actor: Actor, which: Sql): Promise<void> {
  await tx.run(sql`
    with heard as (
      update notice set read_at = ${actor.at}::timestamptz where ${which} and read_at is null returning person_id)
    ${tellHeard}`)
}
