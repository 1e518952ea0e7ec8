'use server'

import { revalidatePath } from 'next/cache'
import { getTranslations } from 'next-intl/server'
import type { Actor } from '@/lib/platform/actor'
import { action } from '@/lib/platform/http/action'
import type { Result } from '@/lib/platform/result'
import { editDeal, loseDeal, openDeal, winDeal } from './commands'
import type { DealView } from './queries'
import { editDealForm, loseDealForm, openDealForm, winDealForm } from './schema'

/** A stale form is refused and gets the present version, so that pressing again is a decision and not a mistake. */
function fresh<I>(command: (actor: Actor, input: I) => Promise<Result<DealView>>) {
  return async (actor: Actor, input: I): Promise<Result<DealView>> => {
    const result = await command(actor, input)
    if (result.ok || result.failure.code === 'STALE_VERSION') revalidatePath('/', 'layout')
    return result
  }
}

export const openDealFromForm = action(openDealForm, fresh(openDeal), async (deal) => {
  const t = await getTranslations('deals')
  return { message: t('open.done', { title: deal.title }), id: deal.id }
})

export const editDealFromForm = action(editDealForm, fresh(editDeal), async () => {
  const t = await getTranslations('common')
  return { message: t('saved') }
})

export const winDealFromForm = action(winDealForm, fresh(winDeal), async (deal) => {
  const t = await getTranslations('deals')
  return { message: t('win.done', { title: deal.title }) }
})

export const loseDealFromForm = action(loseDealForm, fresh(loseDeal), async (deal) => {
  const t = await getTranslations('deals')
  return { message: t('lose.done', { title: deal.title }) }
})
