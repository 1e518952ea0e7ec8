import type { Actor } from '@/lib/platform/actor'
import { isSigned } from '@/lib/platform/auth/signature'
import { encodeCursor } from '@/lib/platform/cursor'
import { type Database, db, sql } from '@/lib/platform/db/sql'
import { type ChoosableKind, isChoosable, NOTICE_KINDS } from './kinds'
import type { Timing } from './timing'
import { readStopToken, type Stop } from './unsubscribe-token'
import type { Told } from './words'

/** The bell says "99+" from here on, so no more are counted. */
const COUNTED = 100

/** How many notices I have not read; on every page, so it reads no more than the bell can say. */
export async function unreadCount(actor: Actor): Promise<number> {
  const row = await db.one<{ count: number }>(sql`
    select count(*)::int as count from (
      select from notice where person_id = ${actor.personId} and read_at is null limit ${COUNTED}) unread`)
  return row?.count ?? 0
}

export type NoticeView = Told & { id: number; createdAt: Date; readAt: Date | null }

const NOTICE = sql`id, kind, lead_id as "leadId", handoff_id as "handoffId", data, created_at as "createdAt", read_at as "readAt"`

/** My notices, newest first. */
export async function listNotices(
  actor: Actor,
  wish: { unread?: boolean; limit: number; cursor?: readonly [number] },
): Promise<{ rows: NoticeView[]; nextCursor: string | null }> {
  const rows = await db.rows<NoticeView>(sql`
    select ${NOTICE} from notice
    where person_id = ${actor.personId} and (${wish.unread !== true} or read_at is null)
      and id < ${wish.cursor?.[0] ?? 2_147_483_647}
    order by id desc limit ${wish.limit + 1}`)
  const more = rows.length > wish.limit
  const shown = rows.slice(0, wish.limit)
  const last = shown.at(-1)
  return { rows: shown, nextCursor: more && last ? encodeCursor([last.id]) : null }
}

export type NoticeWishes = {
  digestAt: number
  quietFrom: number
  quietTo: number
  timeZone: string
  /** for each kind, what counts */
  email: Record<ChoosableKind, Timing>
}

export async function noticeWishes(actor: Actor, on: Database = db): Promise<NoticeWishes> {
  const [person, chosen] = await Promise.all([
    on.one<Omit<NoticeWishes, 'email'>>(sql`
      select p.digest_at as "digestAt", p.quiet_from as "quietFrom", p.quiet_to as "quietTo",
        coalesce(p.time_zone, o.time_zone) as "timeZone"
      from person p, organisation o where p.id = ${actor.personId}`),
    on.rows<{ kind: string; email: Timing }>(
      sql`select kind, email::text as email from notice_preference where person_id = ${actor.personId}`,
    ),
  ])
  if (!person) throw new Error('the actor is not among the people')
  const { leads_woke: _, ...email } = NOTICE_KINDS as Record<string, Timing>
  for (const { kind, email: timing } of chosen) if (isChoosable(kind)) email[kind] = timing
  return { ...person, email: email as Record<ChoosableKind, Timing> }
}

/** What a link in a letter would stop, for the page that asks; null for a link that is not ours. */
export async function lookAtStop(
  token: string,
): Promise<(Stop & { name: string; locale: 'en' | 'ru' }) | null> {
  const stop = readStopToken(token, (text, signature) => isSigned('unsubscribe', text, signature))
  if (!stop) return null
  const person = await db.one<{ name: string; locale: 'en' | 'ru' }>(
    sql`select name, locale from person where id = ${stop.personId}`,
  )
  return person ? { ...stop, ...person } : null
}
