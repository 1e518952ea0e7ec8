'use server'

import { revalidatePath } from 'next/cache'
import { getTranslations } from 'next-intl/server'
import type { Actor } from '@/lib/platform/actor'
import { action } from '@/lib/platform/http/action'
import type { Result } from '@/lib/platform/result'
import { saveSpendGrid } from './commands/grid'
import { type SpendGridInput, spendGridInput } from './schema'

/** Refused or not, the page is read anew: a row that a colleague changed then carries the version to save over. */
async function saveAndReread(actor: Actor, input: SpendGridInput): Promise<Result<{ saved: number }>> {
  const result = await saveSpendGrid(actor, input)
  revalidatePath('/', 'layout')
  return result
}

export const saveSpend = action(spendGridInput, saveAndReread, async ({ saved }) => {
  const t = await getTranslations('spend')
  return { message: t('saved', { n: saved }) }
})
