'use server'

import { revalidatePath } from 'next/cache'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import type { Actor } from '@/lib/platform/actor'
import { action, callAction } from '@/lib/platform/http/action'
import { dateInput, fromJson, idInput, moneyInput, versionInput } from '@/lib/platform/input'
import type { Result } from '@/lib/platform/result'
import { saveSpendGrid } from './commands/grid'
import { putCostBack, removeCost, restoreCost, saveCostForm } from './commands/ledger'
import { costForm, costIdInput, SIDES, type SpendGridInput, spendGridInput } from './schema'
import { SPLITS } from './split'

/** Refused or not, the page is read anew: a row that a colleague changed then carries the version to save over. */
async function andReread<T>(result: Promise<Result<T>>): Promise<Result<T>> {
  const settled = await result
  revalidatePath('/', 'layout')
  return settled
}

export const saveSpend = action(
  spendGridInput,
  (actor: Actor, input: SpendGridInput) => andReread(saveSpendGrid(actor, input)),
  async ({ saved }) => {
    const t = await getTranslations('spend')
    return { message: t('saved', { n: saved }) }
  },
)

export const saveCost = action(
  costForm,
  (actor, form) => andReread(saveCostForm(actor, form)),
  async ({ cost, before }) => {
    const t = await getTranslations('spend.ledger')
    const { id, version } = cost
    return before
      ? { message: t('changed'), undoToken: JSON.stringify({ undo: 'change', costId: id, version, before }) }
      : { message: t('entered'), undoToken: JSON.stringify({ undo: 'enter', costId: id, version }) }
  },
)

export const removeCostFromForm = action(
  costIdInput,
  (actor, input) => andReread(removeCost(actor, input)),
  async ({ id, version }) => {
    const t = await getTranslations('spend.ledger')
    return { message: t('removed'), undoToken: JSON.stringify({ undo: 'remove', costId: id, version }) }
  },
)

const place = { channelId: idInput.nullable(), campaignId: idInput.nullable() }
const tally = z.int().min(0).max(2_147_483_647)
const entry = z.strictObject({
  ...place,
  side: z.enum(SIDES),
  planned: z.boolean(),
  purpose: z.string().max(200),
  splitBy: z.enum(SPLITS).nullable(),
  shares: z
    .array(z.strictObject({ channelId: idInput, campaignId: place.campaignId, percent: z.string().max(6) }))
    .max(500),
  firstDay: dateInput,
  lastDay: dateInput,
  monthly: z.boolean(),
  amount: moneyInput,
  reach: tally,
  responses: tally,
})

const of = { costId: idInput, version: versionInput }
const undoing = z.discriminatedUnion('undo', [
  z.strictObject({ undo: z.literal('enter'), ...of }),
  z.strictObject({ undo: z.literal('remove'), ...of }),
  z.strictObject({ undo: z.literal('change'), ...of, before: entry }),
])

/** Takes back the last step: nothing that a colleague has changed since. */
export const undoCost = callAction(
  z.preprocess(fromJson, undoing),
  (actor, input): Promise<Result<unknown>> => {
    switch (input.undo) {
      case 'enter':
        return andReread(removeCost(actor, input))
      case 'remove':
        return andReread(restoreCost(actor, input))
      case 'change':
        return andReread(putCostBack(actor, input))
    }
  },
  async () => ({ message: (await getTranslations('common'))('undone') }),
)
