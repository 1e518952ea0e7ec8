import { countValues } from '@/lib/imports/commands/count-values'
import { beginDraft, saveColumnsStep, saveFileStep } from '@/lib/imports/commands/draft'
import { keepFile } from '@/lib/imports/commands/keep-file'
import { columnsStepInput, fileStepInput } from '@/lib/imports/schema'
import type { Actor } from '@/lib/platform/actor'
import { must } from '@/lib/platform/result'

async function* once(text: string) {
  yield Buffer.from(text)
}

/** A file as the scanners at a trade show export it. */
export const SCANS = `Badge,E-Mail,Source,Scan date,Interest
B1,ann@acme.example,cpc,03-04-2026,A
B2,bo@acme.example,Expo,05-06-2026,C
B3,,Expo,,`

/** A draft of the wizard at the step that waits to be filled in. */
export async function draftAt(
  actor: Actor,
  step: 'file' | 'columns' | 'values',
  text = SCANS,
  fileName = 'scanner_2026-11-22.csv',
): Promise<number> {
  const { importId } = must(await keepFile(actor, { fileName, bytes: once(text) }))
  let { version } = must(await beginDraft(actor, { importId, kind: 'leads' }))
  if (step === 'file') return importId
  const file = fileStepInput.parse({ importId, version, kind: 'leads', go: 'next' })
  version = must(await saveFileStep(actor, file)).version
  if (step === 'columns') return importId
  must(await saveColumnsStep(actor, columnsStepInput.parse({ importId, version, go: 'next' })))
  await countValues(importId, actor.at)
  return importId
}
