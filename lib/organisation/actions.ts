'use server'

import { revalidatePath } from 'next/cache'
import { getTranslations } from 'next-intl/server'
import { action, callAction } from '@/lib/platform/http/action'
import {
  archiveReason,
  createReason,
  moveReason,
  restoreReason,
  updateOrganisation,
  updateReason,
} from './commands'
import { newReason, organisationChange, reasonChange, reasonId, reasonMove } from './schema'

const REASONS = '/settings/reasons'

export const saveOrganisation = action(organisationChange, updateOrganisation, async () => {
  revalidatePath('/', 'layout')
  const t = await getTranslations('organisation')
  return { message: t('form.saved') }
})

export const addReason = action(newReason, createReason, async ({ id }, { actor, input }) => {
  revalidatePath(REASONS)
  const t = await getTranslations('organisation')
  return {
    id,
    message: t('reasons.form.added', { name: actor.locale === 'ru' ? input.nameRu : input.nameEn }),
  }
})

export const saveReason = action(reasonChange, updateReason, async () => {
  revalidatePath(REASONS)
  const t = await getTranslations('organisation')
  return { message: t('reasons.form.saved') }
})

export const shiftReason = action(reasonMove, moveReason, () => {
  revalidatePath(REASONS)
  return {}
})

export const shelveReason = action(reasonId, archiveReason, async ({ id, name }) => {
  revalidatePath(REASONS)
  const t = await getTranslations('organisation')
  return { message: t('reasons.archived', { name }), undoToken: String(id) }
})

export const offerReason = action(reasonId, restoreReason, async ({ name }) => {
  revalidatePath(REASONS)
  const t = await getTranslations('organisation')
  return { message: t('reasons.restored', { name }) }
})

const unshelve = callAction(reasonId, restoreReason, async ({ name }) => {
  revalidatePath(REASONS)
  const t = await getTranslations('organisation')
  return { message: t('reasons.restored', { name }) }
})

export async function undoShelving(token: string) {
  return unshelve({ reasonId: token })
}
