import type { Actor } from '@/lib/platform/actor'
import type { ImportFileType, ImportKind, ImportState, Role } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import { writeCsv } from '../csv'
import { type ImportDraft, readDraft } from '../draft'
import type { ImportMapping } from '../mapping'
import type { FormatQuestion, PlanProblem, RowProblem } from '../row'
import type { FileProblemCode } from '../unreadable-file'

/** Why an import failed as a whole: nothing of it was written. A fault stops it on the way, after the rows before `row`. */
export type ImportFailure =
  | { code: 'file'; problem: FileProblemCode; params: Record<string, string | number> }
  | { code: 'columns'; problems: PlanProblem[] }
  | { code: 'questions'; questions: FormatQuestion[] }
  | { code: 'no_access' }
  | { code: 'fault'; row: number }

export type ImportUndo = {
  removed: number
  restored: number
  kept: number
  /** by name, once it is done: what the import had made and nothing used any more */
  channels?: string[]
  campaigns?: string[]
  people?: string[]
}

export type ImportView = {
  id: number
  kind: ImportKind
  state: ImportState
  fileName: string
  fileType: ImportFileType
  fileSize: number
  /** null for a draft */
  mapping: ImportMapping | null
  draft: ImportDraft
  /** what a file like this is called */
  source: string | null
  version: number
  total: number
  created: number
  updated: number
  touched: number
  skipped: number
  rejected: number
  header: string[]
  failure: ImportFailure | null
  createdById: number
  createdBy: string
  createdByRoles: Role[]
  createdAt: Date
  startedAt: Date | null
  finishedAt: Date | null
  /** somebody asked it to stop, and it is about to */
  stopAskedAt: Date | null
  /** how an undo went, or how far it is */
  undo: ImportUndo | null
  undoneAt: Date | null
}

const IMPORT = sql`
  select i.id, i.kind, i.state, i.file_name as "fileName", i.file_type as "fileType",
    i.file_size::float8 as "fileSize", i.mapping, i.draft, i.source, i.version, i.total, i.created, i.updated,
    i.touched, i.skipped, i.rejected, coalesce(i.header, '{}') as header, i.failure,
    i.created_by_id as "createdById", p.name as "createdBy", p.roles::text[] as "createdByRoles",
    i.created_at as "createdAt", i.started_at as "startedAt", i.finished_at as "finishedAt",
    i.stop_asked_at as "stopAskedAt", i.undo - 'phase' - 'after' as undo, i.undone_at as "undoneAt"
  from import_run i join person p on p.id = i.created_by_id`

/** What is stored had passed the schema; parsing it again fills in what has come to it since. */
const asView = (run: ImportView): ImportView => ({ ...run, draft: readDraft(run.draft) })

/** Everybody may see what was imported; both sides read the same numbers. */
export async function importById(_actor: Actor, id: number): Promise<ImportView | undefined> {
  const run = await db.one<ImportView>(sql`${IMPORT} where i.id = ${id}`)
  return run && asView(run)
}

export async function listImports(
  _actor: Actor,
  { limit, before }: { limit: number; before?: number },
): Promise<ImportView[]> {
  const runs = await db.rows<ImportView>(
    sql`${IMPORT} where ${before ?? null}::int is null or i.id < ${before ?? null}::int order by i.id desc limit ${limit}`,
  )
  return runs.map(asView)
}

const PAGE = 2000

/** The refused rows as they came, each with its reason in a last column, ready to be repaired and sent again. */
export async function* rejectedRows(_actor: Actor, { id, header }: ImportView): AsyncGenerator<string> {
  yield writeCsv([[...header, 'error']], ',')
  for (let after = 0; ; ) {
    const page = await db.rows<{ row: number; cells: string[]; problems: RowProblem[] }>(sql`
      select row, cells, problems from import_rejected_row
      where import_id = ${id} and row > ${after} order by row limit ${PAGE}`)
    if (page.length > 0)
      yield writeCsv(
        page.map(({ cells, problems }) => [...cells, wordsOf(problems)]),
        ',',
      )
    const last = page.at(-1)
    if (!last || page.length < PAGE) return
    after = last.row
  }
}

function wordsOf(problems: readonly RowProblem[]): string {
  return problems.map(({ column, code }) => (column ? `${column}: ${code}` : code)).join('; ')
}
