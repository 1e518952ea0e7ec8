'use server'

import { revalidatePath } from 'next/cache'
import { getTranslations } from 'next-intl/server'
import { action, callAction } from '@/lib/platform/http/action'
import { archiveForm, changeForm, createForm, restoreForm } from './commands/forms'
import { discardAllHeld, discardSubmission, reconsiderSubmission } from './commands/held'
import { releaseSubmission } from './commands/submit'
import { changeFormForm, discardAllInput, newFormForm, oneForm, oneSubmission } from './schema'

function refresh(): void {
  revalidatePath('/forms', 'layout')
}

export const addForm = action(newFormForm, createForm, async ({ id }) => {
  refresh()
  return { id, message: (await getTranslations('forms.edit'))('made') }
})

export const saveForm = action(changeFormForm, changeForm, async () => {
  refresh()
  return { message: (await getTranslations('forms.edit'))('saved') }
})

export const putAwayForm = action(oneForm, archiveForm, async () => {
  refresh()
  return { message: (await getTranslations('forms.edit'))('archivedDone') }
})

export const openFormAgain = action(oneForm, restoreForm, async () => {
  refresh()
  return { message: (await getTranslations('forms.edit'))('restored') }
})

export const letIn = action(oneSubmission, releaseSubmission, async ({ leadId, duplicate }) => {
  refresh()
  const t = await getTranslations('forms.held')
  return {
    message: t('released', { duplicate: String(duplicate) }),
    link: { href: `/leads/${leadId}`, label: t('open') },
  }
})

export const discardHeld = action(oneSubmission, discardSubmission, async ({ id }) => {
  refresh()
  return { message: (await getTranslations('forms.held'))('discardedOne'), undoToken: String(id) }
})

export const discardAll = action(discardAllInput, discardAllHeld, async ({ count }) => {
  refresh()
  return { message: (await getTranslations('forms.held'))('discardedAll', { n: count }) }
})

export const putBack = action(oneSubmission, reconsiderSubmission, async () => {
  refresh()
  return { message: (await getTranslations('forms.held'))('backDone') }
})

const undone = callAction(oneSubmission, reconsiderSubmission, async () => {
  refresh()
  return { message: (await getTranslations('forms.held'))('backDone') }
})

export async function undoDiscard(token: string) {
  return undone({ submissionId: token })
}
