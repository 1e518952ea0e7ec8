import { empty, type Sql, sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import { LIVE_CHANNEL, PEOPLE_AT_ONCE } from '@/lib/platform/realtime/announce'
import { choiceFor, NOTICE_KINDS, type NoticeKind } from '../kinds'
import { SECOND_THOUGHTS } from '../timing'

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
  /** notices of this handoff that are over with this one: they count as read */
  settles?: readonly NoticeKind[]
}

/**
 * Tells people something, in the transaction of what happened: one statement, with the announcement to their screens.
 * When it goes by e-mail is decided by the job that composes letters, by what the person wishes then.
 */
export async function notify(tx: Tx, at: Date, notice: NewNotice): Promise<void> {
  const to = [...new Set(notice.to)].filter((id): id is number => id !== null && id !== notice.except)
  const settles = notice.settles && notice.handoffId !== undefined ? notice.settles : []
  if (to.length === 0 && settles.length === 0) return
  const settled = sql`,
    settled as (
      update notice set read_at = ${at}::timestamptz
      where handoff_id = ${notice.handoffId ?? null}::int and kind = any(${[...settles]}::text[]) and read_at is null
      returning person_id)`
  await tx.run(sql`
    with told as (
      insert into notice (person_id, kind, lead_id, handoff_id, data, key, created_at, mail_at)
      select p.id, ${notice.kind}, ${notice.leadId ?? null}::int, ${notice.handoffId ?? null}::int,
        ${JSON.stringify(notice.data ?? {})}::jsonb, ${notice.key ?? null}, ${at}::timestamptz,
        case when coalesce(w.email::text, ${NOTICE_KINDS[notice.kind]}::text) <> 'never' and p.email is not null
          then ${new Date(at.getTime() + SECOND_THOUGHTS)}::timestamptz end
      from person p left join notice_preference w on w.person_id = p.id and w.kind = ${choiceFor(notice.kind)}
      where p.id = any(${to}::int[]) and p.status = 'active'
      on conflict (person_id, key) do nothing
      returning person_id)${settles.length > 0 ? settled : empty},
    heard as (
      select person_id from told ${settles.length > 0 ? sql`union select person_id from settled` : empty})
    ${tellHeard}`)
}

/** Takes back what nobody has read and what has not gone out: its cause has been undone. */
export async function withdrawNotices(
  tx: Tx,
  what: { handoffId: number; kinds: readonly NoticeKind[] },
): Promise<void> {
  await tx.run(sql`
    with heard as (
      delete from notice
      where handoff_id = ${what.handoffId} and kind = any(${[...what.kinds]}::text[]) and read_at is null
        and letter_id is null
      returning person_id)
    ${tellHeard}`)
}

/** Ends a statement whose `heard` are the people whose bell has changed. */
export const tellHeard: Sql = sql`
    select pg_notify(${LIVE_CHANNEL}, json_build_object('topic', 'notice', 'id', 0, 'to', json_agg(person_id))::text)
    from (
      select person_id, (row_number() over () - 1) / ${PEOPLE_AT_ONCE}::int as part
      from (select distinct person_id from heard) people) parts
    group by part`
