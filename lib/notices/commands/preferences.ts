import type { Actor } from '@/lib/platform/actor'
import { isSigned } from '@/lib/platform/auth/signature'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import type { ChoosableKind } from '../kinds'
import { type NoticeWishes, noticeWishes } from '../queries'
import type { NoticePreferencesInput } from '../schema'
import type { Timing } from '../timing'
import { readStopToken } from '../unsubscribe-token'

/** What comes to me by e-mail, and when; what the input leaves out stays. */
export function saveNoticePreferences(
  actor: Actor,
  input: NoticePreferencesInput,
): Promise<Result<NoticeWishes>> {
  return inTransaction(async (tx) => {
    await tx.run(sql`
      update person set digest_at = coalesce(${input.digestAt ?? null}::int, digest_at),
        quiet_from = coalesce(${input.quietFrom ?? null}::int, quiet_from),
        quiet_to = coalesce(${input.quietTo ?? null}::int, quiet_to), updated_at = ${actor.at}::timestamptz
      where id = ${actor.personId}`)
    const chosen = Object.entries(input.email ?? {}).filter(
      (entry): entry is [ChoosableKind, Timing] => entry[1] !== undefined,
    )
    await keep(tx, actor.personId, chosen)
    return noticeWishes(actor, tx)
  })
}

/** The link in a letter: whoever holds it may stop letters of these kinds to its addressee, and nothing else. */
export function stopLetters(input: { token: string }): Promise<Result<{ kinds: ChoosableKind[] }>> {
  const stop = readStopToken(input.token, (text, signature) => isSigned('unsubscribe', text, signature))
  return inTransaction(async (tx) => {
    if (!stop) return refuse('NOT_FOUND')
    const known = await tx.one(sql`select 1 from person where id = ${stop.personId}`)
    if (!known) return refuse('NOT_FOUND')
    await keep(
      tx,
      stop.personId,
      stop.kinds.map((kind) => [kind, 'never']),
    )
    return { kinds: stop.kinds }
  })
}

async function keep(
  tx: Tx,
  personId: number,
  chosen: readonly (readonly [ChoosableKind, Timing])[],
): Promise<void> {
  if (chosen.length === 0) return
  await tx.run(sql`
    insert into notice_preference (person_id, kind, email)
    select ${personId}, c.kind, c.email::notice_timing
    from unnest(${chosen.map(([kind]) => kind)}::text[], ${chosen.map(([, timing]) => timing)}::text[])
      as c (kind, email)
    on conflict (person_id, kind) do update set email = excluded.email`)
}
