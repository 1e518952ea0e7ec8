'use server'

import { revalidatePath } from 'next/cache'
import { getTranslations } from 'next-intl/server'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { action } from '@/lib/platform/http/action'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import type { FieldProblem, Result } from '@/lib/platform/result'
import { editDeal, loseDeal, openDeal, winDeal } from './commands'
import type { DealView } from './queries'
import { editDealForm, loseDealInput, openDealForm, winDealForm } from './schema'

/** A stale form is refused and gets the present version, so that pressing again is a decision and not a mistake. */
function fresh<I>(command: (actor: Actor, input: I) => Promise<Result<DealView>>) {
  return async (actor: Actor, input: I): Promise<Result<DealView>> => {
    const result = await command(actor, input)
    if (result.ok || result.failure.code === 'STALE_VERSION') revalidatePath('/', 'layout')
    if (result.ok) return result
    const fields = await Promise.all(result.failure.fields.map((field) => readable(actor, field)))
    return { ok: false, failure: { ...result.failure, fields } }
  }
}

/** What a field is now, as the reader writes amounts and days. */
async function readable(actor: Actor, field: FieldProblem): Promise<FieldProblem> {
  const now = field.params?.now
  if (field.code !== 'stale_now' || typeof now !== 'string' || !/\d/.test(now)) return field
  if (field.path === 'amount') {
    const format = await pageFormat((await getOrganisation(actor)).currency)
    return { ...field, params: { now: format.money(now) } }
  }
  if (field.path === 'expectedCloseOn') return { ...field, params: { now: (await pageFormat()).date(now) } }
  return field
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

export const loseDealFromForm = action(loseDealInput, fresh(loseDeal), async (deal) => {
  const t = await getTranslations('deals')
  return { message: t('lose.done', { title: deal.title }) }
})
