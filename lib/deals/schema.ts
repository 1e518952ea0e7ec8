import { z } from 'zod'
import { leadStep } from '@/lib/leads/schema'
import { cursorInput } from '@/lib/platform/cursor'
import { orMissing, typedAmount } from '@/lib/platform/http/form-input'
import {
  dateInput,
  dateTimeInput,
  idInput,
  isCalendarDay,
  line,
  moneyInput,
  paragraph,
  versionInput,
} from '@/lib/platform/input'

const oneDeal = { dealId: idInput, version: versionInput.optional() }

export const openDealInput = z.strictObject({
  ...leadStep,
  title: line(200),
  amount: moneyInput.nullable().optional(),
  expectedCloseOn: dateInput.nullable().optional(),
})
export type OpenDealInput = z.infer<typeof openDealInput>

export const editDealInput = z.strictObject({
  ...oneDeal,
  title: line(200).optional(),
  amount: moneyInput.nullable().optional(),
  expectedCloseOn: dateInput.nullable().optional(),
})
export type EditDealInput = z.infer<typeof editDealInput>

export const winDealInput = z.strictObject({
  ...oneDeal,
  /** left out: the deal's amount */
  amount: moneyInput.optional(),
  /** left out: now; a day counts from its start in the organisation's zone */
  wonAt: z.union([dateTimeInput, dateInput], { error: 'date_time' }).optional(),
})
export type WinDealInput = z.infer<typeof winDealInput>

export const loseDealInput = z.strictObject({ ...oneDeal, reason: paragraph(1000) })
export type LoseDealInput = z.infer<typeof loseDealInput>

export const DEAL_STATES = ['open', 'won', 'lost'] as const

export const DEAL_SORTS = [
  'expectedCloseOn',
  '-expectedCloseOn',
  'amount',
  '-amount',
  'openedAt',
  '-openedAt',
  'closedAt',
  '-closedAt',
  'title',
  '-title',
] as const
export type DealSort = (typeof DEAL_SORTS)[number]

const SORT_KEYS: Record<string, RegExp> = {
  expectedCloseOn: /^(-?infinity|\d{4}-\d\d-\d\d)$/,
  amount: /^(NaN|-1|\d{1,12}(\.\d\d)?)$/,
  openedAt: /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00$/,
  closedAt: /^(-?infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?\+00)$/,
}

/** Is it a key that PostgreSQL could have given for this sort? A forged cursor must not reach it. */
function isSortKey([sort, key]: readonly [string, string, number]): boolean {
  const pattern = SORT_KEYS[sort.replace('-', '')]
  if (!pattern) return key.isWellFormed() && !key.includes('\u0000')
  const day = /^\d{4}-\d\d-\d\d/.exec(key)?.[0]
  const time = /\d\d:\d\d:\d\d/.exec(key)?.[0]
  return (
    pattern.test(key) &&
    (day === undefined || isCalendarDay(day)) &&
    (time === undefined || /^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/.test(time))
  )
}

/** After this key and id, in this order. */
export const dealCursor = cursorInput(
  z
    .tuple([z.enum(DEAL_SORTS), z.string().max(300), z.int().min(1).max(2_147_483_647)])
    .refine(isSortKey, { error: 'invalid' }),
)
export type DealCursor = z.output<typeof dealCursor>

// What the forms send: empty text clears, and amounts come as people write them.

const dayOrNone = z.union([z.literal('').transform(() => null), dateInput])

export const openDealForm = z.strictObject({
  ...openDealInput.shape,
  amount: typedAmount,
  expectedCloseOn: dayOrNone,
})
export const editDealForm = z.strictObject({
  ...editDealInput.shape,
  amount: typedAmount,
  expectedCloseOn: dayOrNone,
})
export const winDealForm = z.strictObject({
  ...winDealInput.shape,
  amount: typedAmount.transform((amount) => amount ?? undefined),
  wonAt: orMissing(dateInput),
})
