'use server'

import { revalidatePath } from 'next/cache'
import { getTranslations } from 'next-intl/server'
import { action } from '@/lib/platform/http/action'
import { setPointWeights } from './commands'
import { weightsForm } from './schema'

export const saveWeights = action(weightsForm, setPointWeights, async ({ version }) => {
  revalidatePath('/people', 'layout')
  const t = await getTranslations('performance.points')
  return { message: t('saved', { version }) }
})
