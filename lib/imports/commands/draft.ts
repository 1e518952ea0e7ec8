import { sourceOptions } from '@/lib/channels/queries'
import { type Actor, hasRole } from '@/lib/platform/actor'
import type { ImportKind, ImportState, Role } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { fieldProblems } from '@/lib/platform/input'
import { enqueue } from '@/lib/platform/jobs/queue'
import { announce } from '@/lib/platform/realtime/announce'
import { Refusal, type Result, refuse } from '@/lib/platform/result'
import { type ImportDraft, mappingOf, readDraft } from '../draft'
import { guessColumns } from '../guess'
import { countValuesJob } from '../jobs'
import type { FileLook } from '../look'
import { canImportKind, canWorkOnImport } from '../policy'
import { lookAtFile } from '../queries/look'
import { importById } from '../queries/runs'
import { foundValues } from '../queries/values'
import type { BeginDraftInput, ColumnsStepInput, DraftInput, FileStepInput, ValuesStepInput } from '../schema'
import { sourceNameOf } from '../source-name'
import { settledValues } from '../values'
import { findTemplate, keepTemplate } from './templates'

export type DraftSaved = { importId: number; version: number }

export type OpenDraft = {
  id: number
  kind: ImportKind
  state: ImportState
  version: number
  draft: ImportDraft
  fileName: string
  source: string | null
  header: string[]
  createdById: number
  createdByRoles: Role[]
}

/**
 * Locks a draft for a change by who may work on it and has seen its newest version. NOT_FOUND, FORBIDDEN, IMPORT_STATE,
 * STALE_VERSION.
 */
export async function openDraft(
  tx: Tx,
  actor: Actor,
  { importId, version }: { importId: number; version?: number },
): Promise<OpenDraft> {
  const run = await tx.one<OpenDraft>(sql`
    select i.id, i.kind, i.state, i.version, i.draft, i.file_name as "fileName", i.source,
      coalesce(i.header, '{}') as header, i.created_by_id as "createdById", p.roles::text[] as "createdByRoles"
    from import_run i join person p on p.id = i.created_by_id
    where i.id = ${importId} and (i.state <> 'draft' or i.file_size > 0) for update of i`)
  if (!run) return refuse('NOT_FOUND')
  if (!canWorkOnImport(actor, run)) return refuse('FORBIDDEN')
  if (run.state !== 'draft') return refuse('IMPORT_STATE', { state: run.state, step: 'draft' })
  if (version !== undefined && version !== run.version)
    return refuse('STALE_VERSION', { version: run.version })
  return { ...run, draft: readDraft(run.draft) }
}

/** Keeps what the draft says now. What the check had found of it before counts no more. */
export async function changeDraft(
  tx: Tx,
  actor: Actor,
  before: OpenDraft,
  draft: ImportDraft,
  { source = before.source, header = before.header }: { source?: string | null; header?: string[] } = {},
): Promise<DraftSaved> {
  const saved = await tx.one<DraftSaved>(sql`
    update import_run set draft = ${JSON.stringify(draft)}::jsonb, kind = ${draft.kind}::import_kind,
      source = ${source}, header = ${header}::text[], findings = null, failure = null,
      version = version + 1
    where id = ${before.id} returning id as "importId", version`)
  if (!saved) throw new Error('update returned no row')
  // Read in another way, the rows and columns are others: repairs would land anywhere.
  if (readingOf(before.draft) !== readingOf(draft)) {
    await tx.run(sql`delete from import_fix where import_id = ${before.id}`)
    await tx.run(sql`delete from import_left_out where import_id = ${before.id}`)
    await tx.run(sql`delete from import_problem_row where import_id = ${before.id}`)
  }
  await announce(tx, { topic: 'import', id: before.id, data: { byId: actor.personId } })
  return saved
}

function readingOf({ sheet, headerRow, encoding, delimiter }: ImportDraft): string {
  return JSON.stringify([sheet, headerRow, encoding, delimiter])
}

/** Says what an uploaded file is of; whoever may not import that learns it before any work on it. */
export function beginDraft(actor: Actor, { importId, kind }: BeginDraftInput): Promise<Result<DraftSaved>> {
  return inTransaction(async (tx) => {
    const before = await openDraft(tx, actor, { importId })
    if (!canImportKind(actor, kind)) return refuse('FORBIDDEN')
    return changeDraft(tx, actor, before, { ...before.draft, kind })
  })
}

/** How the file is read. Going on matches its columns, as those of its source were matched or by what they look like. */
export async function saveFileStep(
  actor: Actor,
  { importId, version, go, kind, foundHeaderRow, ...told }: FileStepInput,
): Promise<Result<DraftSaved>> {
  const reading = told.headerRow === foundHeaderRow ? { ...told, headerRow: undefined } : told
  if (go === 'stay')
    return inTransaction(async (tx) => {
      const before = await openDraft(tx, actor, { importId, version })
      if (!canImportKind(actor, kind)) return refuse('FORBIDDEN')
      const { sheet, headerRow } = before.draft
      // in another sheet the header stands somewhere else
      const isOther = sheet !== undefined && reading.sheet !== sheet && reading.headerRow === headerRow
      const anew = isOther ? { headerRow: undefined } : {}
      const draft: ImportDraft = { ...before.draft, ...NOT_TOLD, ...reading, ...anew, kind, step: 'file' }
      return changeDraft(tx, actor, before, draft)
    })
  const looked = await lookAtFile(actor, importId, reading)
  return inTransaction(async (tx) => {
    const before = await openDraft(tx, actor, { importId, version })
    if (!canImportKind(actor, kind)) return refuse('FORBIDDEN')
    const look = readable(looked)
    // what was found counts as told from here on: the whole file is read like its beginning
    const told = { ...reading, headerRow: look.headerRow, sheet: look.sheet ?? undefined }
    const draft: ImportDraft = { ...before.draft, ...NOT_TOLD, ...told, kind, step: 'columns' }
    const isMatched =
      Object.keys(draft.columns).length > 0 &&
      kind === before.draft.kind &&
      look.columns.join('\n') === before.header.join('\n')
    if (isMatched) return changeDraft(tx, actor, before, draft)
    const template = await findTemplate(tx, kind, look.columns)
    if (!template) return matchByLooks(tx, actor, before, draft, look)
    const known = { source: template.name, header: look.columns }
    return changeDraft(tx, actor, before, { ...draft, ...template.says }, known)
  })
}

const NOT_TOLD = { sheet: undefined, headerRow: undefined, encoding: undefined, delimiter: undefined }

/** Matches the columns anew by what they look like, whatever was said of this source before. */
export async function matchAnew(actor: Actor, input: DraftInput): Promise<Result<DraftSaved>> {
  const run = await importById(actor, input.importId)
  const looked = run && (await lookAtFile(actor, input.importId, run.draft))
  return inTransaction(async (tx) => {
    const before = await openDraft(tx, actor, input)
    return matchByLooks(tx, actor, before, { ...before.draft, step: 'columns' }, readable(looked))
  })
}

async function matchByLooks(
  tx: Tx,
  actor: Actor,
  before: OpenDraft,
  draft: ImportDraft,
  { columns: header, records }: FileLook,
): Promise<DraftSaved> {
  const channels = (await sourceOptions(actor)).map(({ name }) => name)
  const rows = records.filter(({ problem }) => problem === null)
  const samples = header.map((name, place) => ({ name, values: rows.map(({ cells }) => cells[place] ?? '') }))
  const guesses = guessColumns(draft.kind, samples, { channels })
  const columns = Object.fromEntries(
    header.flatMap((name, place) => (guesses[place] ? [[name, guesses[place].field]] : [])),
  )
  // no ad account says whose costs these are; who brings the file mostly does
  const side = hasRole(actor, 'marketer') ? 'marketing' : 'sales'
  const isSideKnown = draft.kind !== 'spend' || guesses.some((guess) => guess?.field === 'side')
  const nothing = {
    constants: isSideKnown ? {} : { side },
    values: {},
    createMissing: [],
    dateFormat: undefined,
    decimal: undefined,
  }
  const matched = { ...draft, ...nothing, columns, identity: undefined }
  return changeDraft(tx, actor, before, matched, { source: null, header })
}

/** What cannot be read as a table is an answer, not a fault. */
function readable(looked: Result<FileLook> | undefined): FileLook {
  if (!looked) return refuse('NOT_FOUND')
  if (!looked.ok) throw new Refusal(looked.failure)
  const { problem } = looked.value
  if (problem) return refuse('UNREADABLE_FILE', { problem: problem.code, ...problem.params })
  return looked.value
}

/** Which columns are what. Going on needs a mapping that fits together, and has the whole file's values counted. */
export function saveColumnsStep(
  actor: Actor,
  { importId, version, go, column, constant, ownIdentity }: ColumnsStepInput,
): Promise<Result<DraftSaved>> {
  return inTransaction(async (tx) => {
    const before = await openDraft(tx, actor, { importId, version })
    const said = Object.entries(column).flatMap(([place, field]) => {
      const name = before.header[Number(place)]
      return name === undefined ? [] : [[name, field || null] as const]
    })
    const constants = Object.entries(constant).filter(([, text]) => text !== null && text !== undefined)
    const columns = { ...before.draft.columns, ...Object.fromEntries(said) }
    const hasOwnId = Object.values(columns).includes('externalId')
    const draft: ImportDraft = {
      ...before.draft,
      columns,
      constants: Object.fromEntries(constants),
      identity: ownIdentity && !hasOwnId ? 'row' : undefined,
      step: go === 'next' ? 'values' : 'columns',
    }
    if (go === 'stay') return changeDraft(tx, actor, before, draft)
    fitting(draft)
    await enqueue(tx, countValuesJob, { importId }, { singletonKey: String(importId) })
    return changeDraft(tx, actor, before, draft)
  })
}

function fitting(draft: ImportDraft): void {
  const mapping = mappingOf(draft)
  if (!mapping.success) refuse('INVALID', {}, fieldProblems(mapping.error))
}

/** What becomes of the file's values. Going on keeps all that was said for the next file of the same source. */
export function saveValuesStep(
  actor: Actor,
  { importId, version, go, to, rest, dateFormat, decimal, source }: ValuesStepInput,
): Promise<Result<DraftSaved>> {
  return inTransaction(async (tx) => {
    const before = await openDraft(tx, actor, { importId, version })
    const found = await foundValues(tx, importId, before.draft)
    if (!found || 'problem' in found) return refuse('IMPORT_STATE', { state: 'checking', step: 'values' })
    const draft: ImportDraft = {
      ...before.draft,
      ...settledValues(found.fields, to, rest, before.draft.values),
      dateFormat,
      decimal,
      step: go === 'next' ? 'check' : 'values',
    }
    const name = source || before.source || sourceNameOf(before.fileName)
    if (go === 'stay') return changeDraft(tx, actor, before, draft, { source: source || before.source })
    fitting(draft)
    const isAnswered = (code: string) =>
      code.endsWith('dates') || code.endsWith('date') ? dateFormat : decimal
    const open = found.questions.filter(({ code }) => code !== 'mixed_currencies' && !isAnswered(code))
    if (open.length > 0)
      refuse(
        'INVALID',
        {},
        open.map(({ code }) => ({
          path: code.includes('date') ? 'dateFormat' : 'decimal',
          code: 'required',
          message: 'is required',
        })),
      )
    await keepTemplate(tx, actor, { name, header: before.header, draft })
    return changeDraft(tx, actor, before, draft, { source: name })
  })
}

/** Lets go of a draft and its file. */
export function discardDraft(actor: Actor, input: DraftInput): Promise<Result<{ fileName: string }>> {
  return inTransaction(async (tx) => {
    const { id, fileName } = await openDraft(tx, actor, input)
    await tx.run(sql`delete from import_run where id = ${id}`)
    await announce(tx, { topic: 'import', id, data: { byId: actor.personId } })
    return { fileName }
  })
}
