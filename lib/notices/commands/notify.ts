import { sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import { announce } from '@/lib/platform/realtime/announce'
import type { NoticeKind } from '../kinds'

export type NewNotice = {
  /** ids of the people to tell; who has no account any more is passed over */
  to: readonly (number | null)[]
  kind: NoticeKind
  /** whoever did it need not be told */
  except?: number
  leadId?: number
  handoffId?: number
  /** what its sentence needs (see kinds.ts): names as they are now, times as ISO strings */
  data?: Record<string, string | number | null>
  /** the same thing is told once per person */
  key?: string
}

/** Tells people something, in the transaction of what happened. */
export async function notify(tx: Tx, at: Date, notice: NewNotice): Promise<void> {
  const to = [...new Set(notice.to)].filter((id): id is number => id !== null && id !== notice.except)
  if (to.length === 0) return
  const told = await tx.rows<{ personId: number }>(sql`
    insert into notice (person_id, kind, lead_id, handoff_id, data, key, created_at)
    select p.id, ${notice.kind}, ${notice.leadId ?? null}::int, ${notice.handoffId ?? null}::int,
      ${JSON.stringify(notice.data ?? {})}::jsonb, ${notice.key ?? null}, ${at}::timestamptz
    from person p where p.id = any(${to}::int[]) and p.status = 'active'
    on conflict (person_id, key) do nothing
    returning person_id as "personId"`)
  if (told.length === 0) return
  await announce(tx, { topic: 'notice', id: 0, to: told.map(({ personId }) => personId) })
}
