import type { Actor } from '@/lib/platform/actor'
import type { ImportKind, ImportState } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import type { ImportStep } from '../draft'

/** What the list shows of an import: neither its draft nor its mapping, which may be large. */
export type ImportListed = {
  id: number
  kind: ImportKind
  state: ImportState
  fileName: string
  source: string | null
  total: number
  created: number
  updated: number
  touched: number
  skipped: number
  rejected: number
  createdBy: string
  createdAt: Date
}

type ImportsPage = { rows: ImportListed[]; previous: number | null; next: number | null }

const LISTED = sql`
  select i.id, i.kind, i.state, i.file_name as "fileName", i.source, i.total, i.created, i.updated, i.touched,
    i.skipped, i.rejected, p.name as "createdBy", i.created_at as "createdAt"
  from import_run i join person p on p.id = i.created_by_id where i.state <> 'draft'`

/** Imports, the latest first; drafts are their owners' own. `before` and `after` are ids. */
export async function importsPage(
  _actor: Actor,
  { before, after, limit }: { before?: number; after?: number; limit: number },
): Promise<ImportsPage> {
  if (after !== undefined) {
    const found = await db.rows<ImportListed>(sql`
      ${LISTED} and i.id > ${after} order by i.id limit ${limit + 1}`)
    const rows = found.slice(0, limit).reverse()
    return {
      rows,
      previous: found.length > limit ? (rows[0]?.id ?? null) : null,
      next: rows.at(-1)?.id ?? null,
    }
  }
  const found = await db.rows<ImportListed>(
    before === undefined
      ? sql`${LISTED} order by i.id desc limit ${limit + 1}`
      : sql`${LISTED} and i.id < ${before} order by i.id desc limit ${limit + 1}`,
  )
  const rows = found.slice(0, limit)
  return {
    rows,
    previous: before === undefined ? null : (rows[0]?.id ?? null),
    next: found.length > limit ? (rows.at(-1)?.id ?? null) : null,
  }
}

export type OwnDraft = { id: number; kind: ImportKind; fileName: string; step: ImportStep; createdAt: Date }

const DRAFTS = 20

/** What somebody has begun and not finished, the latest first. */
export function ownDrafts(actor: Actor): Promise<OwnDraft[]> {
  return db.rows<OwnDraft>(sql`
    select id, kind, file_name as "fileName", coalesce(draft->>'step', 'file') as step, created_at as "createdAt"
    from import_run where state = 'draft' and file_size > 0 and created_by_id = ${actor.personId}
    order by id desc limit ${DRAFTS}`)
}
