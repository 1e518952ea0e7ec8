'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { action, callAction } from '@/lib/platform/http/action'
import {
  beginDraft,
  discardDraft,
  matchAnew,
  saveColumnsStep,
  saveFileStep,
  saveValuesStep,
} from './commands/draft'
import { goToStep } from './commands/start'
import {
  beginDraftInput,
  columnsStepInput,
  draftInput,
  fileStepInput,
  stepInput,
  valuesStepInput,
} from './schema'

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
