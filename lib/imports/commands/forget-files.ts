import { db, sql } from '@/lib/platform/db/sql'
import { UNDO_DAYS } from '../undo-window'

const DAY = 24 * 3600 * 1000
const DRAFT_DAYS = 30
/** An upload that is slower than that has broken off: its end would have been noted. */
const UPLOAD_HOURS = 6

/**
 * Lets go of uploads that never ended, of drafts that nobody went on with, and of the files of imports that can no longer
 * be taken back. What was imported, its counts and its refused rows stay. One import at a time: each may be large.
 */
export async function forgetFiles(at: Date): Promise<void> {
  const before = (milliseconds: number) => new Date(at.getTime() - milliseconds)
  const drafts = await db.rows<{ id: number }>(sql`
    select id from import_run
    where state = 'draft'
      and (created_at < ${before(DRAFT_DAYS * DAY)}::timestamptz
        or (file_size = 0 and created_at < ${before((UPLOAD_HOURS * DAY) / 24)}::timestamptz))
    order by id limit 100`)
  for (const { id } of drafts) await db.run(sql`delete from import_run where id = ${id} and state = 'draft'`)
  const ended = await db.rows<{ id: number }>(sql`
    select i.id from import_run i
    where i.state in ('done', 'failed', 'undone')
      and coalesce(i.undone_at, i.finished_at, i.created_at) < ${before(UNDO_DAYS * DAY)}::timestamptz
      and exists (select from import_chunk c where c.import_id = i.id)
    order by i.id limit 100`)
  for (const { id } of ended) await db.run(sql`delete from import_chunk where import_id = ${id}`)
}
