import type { Actor } from '@/lib/platform/actor'
import { type Database, sql } from '@/lib/platform/db/sql'
import { refuse } from '@/lib/platform/result'
import { PIECE } from './pieces'

/** What the drafts of one person may come to: who uploads and never goes on does not fill the disk of all. */
export const MOST_KEPT = { drafts: 200, megabytes: 2000 }

/** Whether a person's drafts, those that are still being uploaded too, leave room for more. TOO_MANY_DRAFTS. */
export async function refuseWithoutRoom(
  on: Database,
  actor: Pick<Actor, 'personId'>,
  most = MOST_KEPT,
): Promise<void> {
  const held = await on.one<{ drafts: number; pieces: number }>(sql`
    select count(*)::int as drafts, coalesce(sum(c.pieces), 0)::int as pieces
    from import_run i cross join lateral (
      select count(*) as pieces from import_chunk where import_id = i.id) c
    where i.state = 'draft' and i.created_by_id = ${actor.personId}`)
  const megabytes = ((held?.pieces ?? 0) * PIECE) / 1024 ** 2
  if ((held?.drafts ?? 0) > most.drafts || megabytes > most.megabytes) refuse('TOO_MANY_DRAFTS', most)
}
