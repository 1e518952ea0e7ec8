'use server'

import { revalidatePath } from 'next/cache'
import { getTranslations } from 'next-intl/server'
import { action } from '@/lib/platform/http/action'
import { agreeToTargets, setTarget } from './commands'
import { agreeForm, takeBackTargetInput, typedTargetInput } from './schema'

function refresh() {
  revalidatePath('/kpis', 'layout')
}

export const setTargetFromForm = action(typedTargetInput, setTarget, async ({ voided }) => {
  refresh()
  const t = await getTranslations('targets.done')
  return { message: voided.length > 0 ? t('setVoided', { n: voided.length }) : t('set') }
})

export const takeTargetBack = action(takeBackTargetInput, setTarget, async () => {
  refresh()
  const t = await getTranslations('targets.done')
  return { message: t('takenBack') }
})

export const agreeFromForm = action(agreeForm, agreeToTargets, async (targets) => {
  refresh()
  const t = await getTranslations('targets.done')
  const inForce = targets.filter((target) => target.inForce).length
  return { message: t('agreed', { n: targets.length, inForce }) }
})
