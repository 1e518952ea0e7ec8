'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import type { FormState } from '@/lib/platform/form-state'
import { action, callAction } from '@/lib/platform/http/action'
import {
  beginDraft,
  discardDraft,
  matchAnew,
  saveColumnsStep,
  saveFileStep,
  saveValuesStep,
} from './commands/draft'
import { leaveOut, replaceValue } from './commands/repair'
import { sendAgain } from './commands/send-again'
import { answerQuestions, askForCheck, goToStep, saveDuplicatesStep, startImport } from './commands/start'
import { resumeImport, stopImport } from './commands/stop'
import { deleteTemplate, renameTemplate, restoreTemplate } from './commands/templates'
import { undoImport } from './commands/undo'
import {
  beginDraftInput,
  columnsStepInput,
  draftInput,
  duplicatesStepInput,
  fileStepInput,
  importIdInput,
  questionsInput,
  replaceForm,
  stepInput,
  takeInForm,
  templateIdInput,
  templateNameInput,
  valuesStepInput,
} from './schema'
import { NEW_IMPORT } from './search-params'

const words = () => getTranslations('imports')

/** The list, the wizard and its counters may show what has changed. */
function refresh(): undefined {
  revalidatePath('/imports', 'layout')
}

/** Called by the upload once the file is there. */
export const beginWith = callAction(beginDraftInput, beginDraft, ({ importId }) => {
  refresh()
  return { id: importId }
})

export const keepFileStep = action(fileStepInput, saveFileStep, refresh)

export const keepColumnsStep = action(columnsStepInput, saveColumnsStep, refresh)

export const keepValuesStep = action(valuesStepInput, saveValuesStep, refresh)

export const backToStep = action(stepInput, goToStep, refresh)

export const matchColumnsAnew = action(draftInput, matchAnew, async () => {
  refresh()
  return { message: (await words())('columnsStep.anewDone') }
})

export const dropDraft = action(draftInput, discardDraft, () => {
  refresh()
  redirect('/imports')
})

/** In place of a file that cannot be read: its draft is worth nothing. */
export const chooseOtherFile = action(draftInput, discardDraft, () => {
  refresh()
  redirect(NEW_IMPORT)
})

export const lookAgain = action(importIdInput, askForCheck, refresh)

export const keepAnswers = action(questionsInput, answerQuestions, refresh)

export const replaceEqual = action(replaceForm, replaceValue, async () => {
  refresh()
  return { message: (await words())('checkStep.replaced') }
})

export const takeIn = action(takeInForm, leaveOut, refresh)

export const keepDuplicatesStep = action(duplicatesStepInput, saveDuplicatesStep, refresh)

export const beginImport = action(draftInput, startImport, refresh)

export const stopRun = action(importIdInput, stopImport, refresh)

export const resumeRun = action(importIdInput, resumeImport, refresh)

export const undoRun = action(importIdInput, undoImport, refresh)

export const callSource = action(templateNameInput, renameTemplate, async ({ name }) => {
  refresh()
  return { message: (await words())('sources.renamed', { name }) }
})

export const removeSource = action(templateIdInput, deleteTemplate, async ({ id, name }) => {
  refresh()
  return { message: (await words())('sources.deleted', { name }), undoToken: String(id) }
})

const restore = callAction(templateIdInput, restoreTemplate, async ({ name }) => {
  refresh()
  return { message: (await words())('sources.restored', { name }) }
})

export async function bringSourceBack(token: string): Promise<FormState> {
  return restore({ templateId: token })
}

export const repairRejected = action(importIdInput, sendAgain, ({ importId }) => {
  refresh()
  redirect(`/imports/${importId}`)
})
