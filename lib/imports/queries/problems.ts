import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import type { Findings } from '../findings'
import type { RowProblem } from '../row'
import type { ImportFailure } from './runs'

/** Why the rows could not be looked at. */
export type CheckFailure = Extract<ImportFailure, { code: 'file' | 'columns' }>

/** What the check found of a draft, null until it has looked; `isCurrent` unless something was changed since. */
export type Checked = {
  findings: Findings | null
  failure: CheckFailure | null
  isCurrent: boolean
  leftOut: number
}

export async function checkedDraft(_actor: Actor, importId: number): Promise<Checked> {
  const found = await db.one<Omit<Checked, 'isCurrent'> & { version: number }>(sql`
    select findings, failure, version,
      (select count(*)::int from import_left_out o where o.import_id = i.id) as "leftOut"
    from import_run i where id = ${importId}`)
  if (!found) return { findings: null, failure: null, isCurrent: false, leftOut: 0 }
  const { version, ...checked } = found
  return { ...checked, isCurrent: checked.failure !== null || checked.findings?.version === version }
}

/** A row of the grid: what its cells say by now, and what is wrong with it. */
export type GridRow = { row: number; cells: string[]; problems: RowProblem[] }

const PAGE = 50

/** The next rows with problems (of one kind), in the order of the file. */
export async function problemRows(
  _actor: Actor,
  importId: number,
  { code, column, after = 0 }: { code?: string; column?: string | null; after?: number },
): Promise<{ rows: GridRow[]; next: number | null }> {
  const wanted = JSON.stringify([{ ...(code ? { code } : {}), ...(column === undefined ? {} : { column }) }])
  const rows = await db.rows<GridRow & { fixes: { column: number; value: string }[] }>(sql`
    select p.row, p.cells, p.problems,
      coalesce((select jsonb_agg(jsonb_build_object('column', f."column", 'value', f.value))
        from import_fix f where f.import_id = p.import_id and f.row = p.row), '[]') as fixes
    from import_problem_row p
    where p.import_id = ${importId} and p.row > ${after} and p.problems <> '[]' and p.problems @> ${wanted}::jsonb
    order by p.row limit ${PAGE + 1}`)
  const page = rows.slice(0, PAGE).map(({ fixes, ...row }) => {
    for (const { column: place, value } of fixes) row.cells[place] = value
    return row
  })
  return { rows: page, next: rows.length > PAGE ? (page.at(-1)?.row ?? null) : null }
}

/** Rows that are left out by choice. */
export async function leftOutRows(_actor: Actor, importId: number): Promise<number[]> {
  const rows = await db.rows<{ row: number }>(
    sql`select row from import_left_out where import_id = ${importId} order by row limit 1000`,
  )
  return rows.map(({ row }) => row)
}

/** Leads that samples of matches are about, by what people call them. */
export async function namesOfLeads(
  _actor: Actor,
  ids: readonly number[],
): Promise<Map<number, { name: string; email: string | null; phone: string | null; status: string }>> {
  const rows = await db.rows<{
    id: number
    name: string
    email: string | null
    phone: string | null
    status: string
  }>(sql`select id, display_name as name, email, phone, status from lead where id = any (${[...ids]}::int[])`)
  return new Map(rows.map(({ id, ...lead }) => [id, lead]))
}

/** Rows that an import refused, in the order of the file. */
export async function rejectedPage(
  _actor: Actor,
  importId: number,
  { after = 0, limit = PAGE }: { after?: number; limit?: number },
): Promise<{ rows: GridRow[]; next: number | null }> {
  const rows = await db.rows<GridRow>(sql`
    select row, cells, problems from import_rejected_row
    where import_id = ${importId} and row > ${after} order by row limit ${limit + 1}`)
  const page = rows.slice(0, limit)
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.row ?? null) : null }
}
