import type { Actor } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { fieldProblems } from '@/lib/platform/input'
import { enqueue } from '@/lib/platform/jobs/queue'
import { announce } from '@/lib/platform/realtime/announce'
import { type Result, refuse } from '@/lib/platform/result'
import { type ImportDraft, importDraft, mappingOf } from '../draft'
import type { Findings } from '../findings'
import { checkImportJob, runImportJob } from '../jobs'
import type { DraftInput, DuplicatesStepInput, ImportIdInput, QuestionsInput } from '../schema'
import { refuseUnlessAllowed } from './allowed'
import { changeDraft, type DraftSaved, openDraft } from './draft'

/**
 * Has the whole file looked at, unless that has been done since the last change: then it says so, because nobody will
 * tell the screen any more.
 */
export function askForCheck(
  actor: Actor,
  { importId }: ImportIdInput,
): Promise<Result<{ importId: number; isChecked: boolean }>> {
  return inTransaction(async (tx) => {
    const { version } = await openDraft(tx, actor, { importId })
    const checked = await tx.one(sql`
      select from import_run where id = ${importId} and (findings->>'version')::int = ${version}`)
    if (!checked) await enqueue(tx, checkImportJob, { importId }, { singletonKey: String(importId) })
    return { importId, isChecked: checked !== undefined }
  })
}

/** Answers how dates and decimals are written, where the whole file does not say. */
export function answerQuestions(
  actor: Actor,
  { importId, version, dateFormat, decimal }: QuestionsInput,
): Promise<Result<DraftSaved>> {
  return inTransaction(async (tx) => {
    const before = await openDraft(tx, actor, { importId, version })
    const draft: ImportDraft = {
      ...before.draft,
      dateFormat: dateFormat ?? before.draft.dateFormat,
      decimal: decimal ?? before.draft.decimal,
    }
    await enqueue(tx, checkImportJob, { importId }, { singletonKey: String(importId) })
    return changeDraft(tx, actor, before, draft)
  })
}

/** What to do with rows about leads that are there, and by what they are recognised. */
export function saveDuplicatesStep(
  actor: Actor,
  { importId, version, matchBy, onMatch }: DuplicatesStepInput,
): Promise<Result<DraftSaved>> {
  return inTransaction(async (tx) => {
    const before = await openDraft(tx, actor, { importId, version })
    const draft = importDraft.parse({ ...before.draft, matchBy, onMatch, step: 'duplicates' })
    const mapping = mappingOf(draft)
    if (!mapping.success) return refuse('INVALID', {}, fieldProblems(mapping.error))
    await enqueue(tx, checkImportJob, { importId }, { singletonKey: String(importId) })
    return changeDraft(tx, actor, before, draft)
  })
}

/** To another step of the wizard, whatever it has found; the findings stay. */
export function goToStep(
  actor: Actor,
  { importId, version, step }: DraftInput & { step: ImportDraft['step'] },
): Promise<Result<DraftSaved>> {
  return inTransaction(async (tx) => {
    const { draft } = await openDraft(tx, actor, { importId, version })
    await tx.run(sql`
      update import_run set draft = ${JSON.stringify({ ...draft, step })}::jsonb where id = ${importId}`)
    return { importId, version }
  })
}

/**
 * Lets the worker write what the draft says: its mapping is frozen as it is now. Rows with problems will be rejected and
 * kept. IMPORT_STATE, STALE_VERSION, INVALID (what the mapping lacks), IMPORT_UNCHECKED (not looked at since the last
 * change, or with open questions), FORBIDDEN. A second click finds it queued and says so.
 */
export function startImport(
  actor: Actor,
  { importId, version }: DraftInput,
): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    const { draft } = await openDraft(tx, actor, { importId, version })
    const mapping = mappingOf(draft)
    if (!mapping.success) return refuse('INVALID', {}, fieldProblems(mapping.error))
    refuseUnlessAllowed(actor, mapping.data)
    const checked = await tx.one<{ findings: Findings | null }>(
      sql`select findings from import_run where id = ${importId}`,
    )
    const findings = checked?.findings
    if (!findings || findings.version !== version || findings.questions.length > 0)
      return refuse('IMPORT_UNCHECKED')
    await tx.run(sql`
      update import_run set state = 'queued', kind = ${mapping.data.kind}::import_kind, version = version + 1,
        mapping = ${JSON.stringify(mapping.data)}::jsonb, total = ${findings.rows}, failure = null
      where id = ${importId}`)
    await tx.run(sql`delete from import_problem_row where import_id = ${importId}`)
    await enqueue(tx, runImportJob, { importId }, { singletonKey: String(importId) })
    await announce(tx, { topic: 'import', id: importId, data: { byId: actor.personId } })
    return { id: importId }
  })
}
