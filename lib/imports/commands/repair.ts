import type { Actor } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { announce } from '@/lib/platform/realtime/announce'
import { type Result, refuse } from '@/lib/platform/result'
import { fieldOf, type ImportDraft, importDraft, mappingOf } from '../draft'
import { type Findings, formatsOf, type ProblemRow, placed, withChanges } from '../findings'
import type { Field } from '../mapping'
import { type Fix, repair } from '../repairs'
import { planImport, type RowProblem, rowReader } from '../row'
import type { FixCells, LeaveOut, ReplaceValue } from '../schema'
import { Foresight } from './check'
import { openDraft } from './draft'
import { readRecords } from './records'

type Draft = {
  id: number
  version: number
  draft: ImportDraft
  findings: Findings | null
  timeZone: string
  defaultCountry: string
}

/** What is left to repair in rows that were touched; a row without problems is good. */
export type Repaired = {
  version: number
  rows: { row: number; problems: RowProblem[] }[]
  before: Change[]
  /** how many other rows have the problem that a single repaired cell had, with the same value */
  same: { column: string; from: string; count: number } | null
}
/** A cell as it was before: null means as the file has it. Sent again, it takes the repair back. */
export type Change = { row: number; column: number; value: string | null }

/**
 * Puts other text into cells of a draft (null: the file's own again), each cell by itself, so that two people who repair
 * different cells do not hinder each other and the later of two who repair the same one wins. NOT_FOUND, FORBIDDEN,
 * WRONG_STATE.
 */
export function fixCells(actor: Actor, { importId, cells }: FixCells): Promise<Result<Repaired>> {
  return inTransaction(async (tx) => {
    const draft = await lockDraft(tx, actor, importId)
    const columns = draft.findings?.header.length ?? 0
    const known = cells.filter(({ column }) => column < columns)
    const rows = known.map(({ row }) => row)
    const before = await tx.rows<Change>(sql`
      select c.row, c."column", f.value
      from unnest(${rows}::int[], ${known.map(({ column }) => column)}::int[]) as c(row, "column")
      left join import_fix f on f.import_id = ${importId} and f.row = c.row and f."column" = c."column"`)
    const given = sql`unnest(${rows}::int[], ${known.map(({ column }) => column)}::int[],
      ${known.map(({ value }) => value)}::text[]) as c(row, "column", value)`
    await tx.run(sql`
      delete from import_fix f using ${given}
      where f.import_id = ${importId} and f.row = c.row and f."column" = c."column" and c.value is null`)
    // Only rows that the grid shows or that were repaired: nobody fills the table with rows that do not exist.
    await tx.run(sql`
      insert into import_fix (import_id, row, "column", value, by_id, at)
      select ${importId}, c.row, c."column", c.value, ${actor.personId}, ${actor.at}::timestamptz
      from ${given}
      where c.value is not null
        and (exists (select from import_problem_row p where p.import_id = ${importId} and p.row = c.row)
          or exists (select from import_fix f where f.import_id = ${importId} and f.row = c.row))
      on conflict (import_id, row, "column") do update
        set value = excluded.value, by_id = excluded.by_id, at = excluded.at`)
    return settle(tx, actor, draft, [...new Set(rows)], before)
  })
}

/** Leaves rows out of the import, or takes them in again. */
export function leaveOut(actor: Actor, { importId, rows, out }: LeaveOut): Promise<Result<Repaired>> {
  return inTransaction(async (tx) => {
    const draft = await lockDraft(tx, actor, importId)
    if (out)
      await tx.run(sql`
        insert into import_left_out (import_id, row, by_id, at)
        select ${importId}, row, ${actor.personId}, ${actor.at}::timestamptz from import_problem_row
        where import_id = ${importId} and row = any (${rows}::int[])
        on conflict do nothing`)
    else
      await tx.run(sql`
        delete from import_left_out where import_id = ${importId} and row = any (${rows}::int[])`)
    return settle(tx, actor, draft, rows, [])
  })
}

/**
 * What the file calls `from` in a column is `to`, in all rows, however many: kept with the draft's values, as the step
 * before keeps them. `to` null takes it back.
 */
export function replaceValue(
  actor: Actor,
  { importId, column, from, to }: ReplaceValue,
): Promise<Result<Repaired>> {
  return inTransaction(async (tx) => {
    const draft = await lockDraft(tx, actor, importId)
    const field = fieldOf(draft.draft, column)
    if (!field) return refuse('INVALID', {}, [{ path: 'column', code: 'unmapped', message: 'is not mapped' }])
    const values: Partial<Record<Field, Record<string, string>>> = draft.draft.values
    const { [from]: _, ...rest } = values[field] ?? {}
    draft.draft = importDraft.parse({
      ...draft.draft,
      values: { ...values, [field]: to === null ? rest : { ...rest, [from]: to } },
    })
    await tx.run(sql`
      update import_run set draft = ${JSON.stringify(draft.draft)}::jsonb where id = ${importId}`)
    const index = draft.findings?.header.indexOf(column) ?? -1
    // What was repaired one by one to this text, and what the file has.
    const rows = await tx.rows<{ row: number }>(sql`
      select p.row from import_problem_row p
      left join import_fix f on f.import_id = p.import_id and f.row = p.row and f."column" = ${index}
      where p.import_id = ${importId}
        and normalize(btrim(coalesce(f.value, p.cells[${index + 1}])), NFC) = ${from}`)
    return settle(
      tx,
      actor,
      draft,
      rows.map(({ row }) => row),
      [],
    )
  })
}

async function lockDraft(tx: Tx, actor: Actor, importId: number): Promise<Draft> {
  const { id, version, draft } = await openDraft(tx, actor, { importId })
  const more = await tx.one<Pick<Draft, 'findings' | 'timeZone' | 'defaultCountry'>>(sql`
    select i.findings, o.time_zone as "timeZone", o.default_country as "defaultCountry"
    from import_run i cross join organisation o where i.id = ${id}`)
  return { id, version, draft, findings: null, timeZone: 'UTC', defaultCountry: '', ...more }
}

/** Looks at the rows again, at once, and at nothing else: the counts by kind follow; the whole file is looked at later. */
async function settle(
  tx: Tx,
  actor: Actor,
  run: Draft,
  rows: readonly number[],
  before: Change[],
): Promise<Repaired> {
  const again = await lookAgain(tx, actor, run, rows)
  let problems = run.findings?.problems ?? []
  for (const row of again) {
    problems = withChanges(problems, row.before, row.problems)
  }
  await tx.run(sql`
    update import_problem_row p set problems = r.problems
    from jsonb_to_recordset(${JSON.stringify(again)}::jsonb) as r(row int, problems jsonb)
    where p.import_id = ${run.id} and p.row = r.row`)
  const version = run.version + 1
  await tx.run(sql`
    update import_run set version = ${version},
      findings = jsonb_set(findings, '{problems}', ${JSON.stringify(problems)}::jsonb) where id = ${run.id}`)
  await announce(tx, { topic: 'import', id: run.id, data: { step: 'repaired', byId: actor.personId } })
  const same = before.length === 1 ? await sameElsewhere(tx, run, again, before[0]?.column ?? -1) : null
  return { version, before, same, rows: again.map(({ row, problems: left }) => ({ row, problems: left })) }
}

async function sameElsewhere(
  tx: Tx,
  { id, findings }: Draft,
  [repaired]: readonly Again[],
  column: number,
): Promise<Repaired['same']> {
  const name = findings?.header[column]
  const was = repaired?.before.find((problem) => problem.column === name)
  if (!was || name === undefined || was.value === '' || repaired?.problems.includes(was)) return null
  const wanted = JSON.stringify([{ column: name, code: was.code, value: was.value }])
  const others = await tx.one<{ count: number }>(sql`
    select count(*)::int from import_problem_row where import_id = ${id} and problems @> ${wanted}::jsonb`)
  return others && others.count > 0 ? { column: name, from: was.value, count: others.count } : null
}

type Again = { row: number; before: RowProblem[]; problems: RowProblem[] }

/** The problems of single rows by the rules of the run. Rows do not make each other wrong, so they need not be together. */
async function lookAgain(tx: Tx, actor: Actor, run: Draft, rows: readonly number[]): Promise<Again[]> {
  const mapping = mappingOf(run.draft)
  const { findings } = run
  const there = await tx.rows<ProblemRow & { fixes: Fix[]; leftOut: boolean }>(sql`
    select p.row, p.cells, p.problems, exists (select from import_left_out o
        where o.import_id = p.import_id and o.row = p.row) as "leftOut",
      coalesce((select jsonb_agg(jsonb_build_object('row', f.row, 'column', f."column", 'value', f.value))
        from import_fix f where f.import_id = p.import_id and f.row = p.row), '[]') as fixes
    from import_problem_row p where p.import_id = ${run.id} and p.row = any (${[...rows]}::int[]) order by p.row`)
  if (!mapping.success || !findings) return []
  const planned = planImport(mapping.data, findings.header)
  if (!planned.ok) return []
  const { plan } = planned
  const read = rowReader(plan, formatsOf(findings), { timeZone: run.timeZone, now: actor.at })
  const records = there.map(({ row, cells, problems, fixes, leftOut: isLeftOut }) => {
    const problem = problems.find(({ code }) => STRUCTURAL.has(code))?.code ?? null
    const record = { row, line: 0, cells, problem: cells.length === findings.header.length ? null : problem }
    return repair(record as Parameters<typeof repair>[0], findings.header.length, fixes, isLeftOut)
  })
  const found = readRecords(records, read)
  const { rejected } = await new Foresight(tx, actor, { ...run, mapping: mapping.data }, plan).fatesOf(found)
  const bad = new Map([...found.rejected, ...rejected].map((one) => [one.row, one]))
  return there.map(({ row, problems }) => {
    const still = bad.get(row)
    return {
      row,
      before: problems,
      problems: still ? still.problems.map((problem) => placed(problem, plan, still.cells)) : [],
    }
  })
}

const STRUCTURAL = new Set([
  'bad_quotes',
  'unclosed_quote',
  'too_few_cells',
  'too_many_cells',
  'cell_too_long',
])
