import { z } from 'zod'
import {
  dateInput,
  idInput,
  isCalendarDay,
  line,
  moneyInput,
  optionalLine,
  versionInput,
} from '@/lib/platform/input'
import { aPeriod, periodFields } from '@/lib/platform/period-choice'
import { TIMINGS } from './entry'
import { SPLITS } from './split'

export const SIDES = ['marketing', 'sales'] as const

/** What was spent, and what is planned beside it. */
export const COST_KINDS = ['actual', 'planned'] as const

/** `YYYY-MM`, between 1900 and 2200. */
export const monthInput = z
  .string({ error: 'month' })
  .trim()
  .refine((month) => isCalendarDay(`${month}-01`), { error: 'month' })

const tally = z
  .number({ error: 'whole_number' })
  .int({ error: 'whole_number' })
  .min(0, { error: 'whole_number' })
  .max(2_147_483_647, { error: 'too_long' })

/** PUT /spend: what is left out stays as it is (0 in a new row). */
export const putSpendInput = z
  .strictObject({
    channel: line(200),
    campaign: optionalLine(200),
    side: z.enum(SIDES, { error: 'not_an_option' }),
    month: monthInput.optional(),
    day: dateInput.optional(),
    amount: moneyInput.optional(),
    reach: tally.optional(),
    responses: tally.optional(),
    /** a plan beside what was spent */
    kind: z.enum(COST_KINDS, { error: 'not_an_option' }).optional(),
  })
  .refine((row) => (row.month === undefined) !== (row.day === undefined), {
    error: 'month_or_day',
    path: ['month'],
  })
  .refine((row) => row.amount !== undefined || row.reach !== undefined || row.responses !== undefined, {
    error: 'required',
    path: ['amount'],
  })
export type PutSpendInput = z.infer<typeof putSpendInput>

/** Names a row of the grid: `12` is channel 12 itself, `12_34` its campaign 34. */
const rowKey = z.string().regex(/^\d{1,9}(_\d{1,9})?$/, { error: 'id' })

const typedTally = z
  .string({ error: 'text' })
  .transform((typed) => typed.replace(/[\s\u00a0\u202f]/g, ''))
  .pipe(z.string().regex(/^\d{0,10}$/, { error: 'whole_number' }))
  .transform(Number)
  .pipe(z.number().max(2_147_483_647, { error: 'too_long' }))

/** Money as a person types it: spaces between thousands, a comma or a point before the cents, nothing for 0. */
const typedMoney = z.preprocess(
  (typed) =>
    typeof typed === 'string'
      ? typed.replace(/[\s\u00a0\u202f]/g, '').replace(/,(?=\d{1,2}$)/, '.') || '0'
      : typed,
  moneyInput,
)

const versions = z.record(rowKey, z.coerce.number().int().min(0).max(2_147_483_647))

/**
 * The grid of a month as its form sends it: for each row what is typed, what stood there when the page was made
 * (`was`, so that untouched rows are left alone) and the version that the person saw (0: there was none).
 */
export const spendGridInput = z.strictObject({
  month: monthInput,
  side: z.enum(SIDES, { error: 'not_an_option' }),
  amount: z.record(rowKey, typedMoney),
  reach: z.record(rowKey, typedTally),
  responses: z.record(rowKey, typedTally),
  was: z.record(rowKey, z.string().max(60)),
  version: versions,
  plan: z.record(rowKey, typedMoney).default({}),
  planWas: z.record(rowKey, z.string().max(60)).default({}),
  planVersion: versions.default({}),
})
export type SpendGridInput = z.infer<typeof spendGridInput>

/** A share of a shared cost, as text with at most two decimals. */
const percentInput = z
  .union([z.string(), z.number()], { error: 'percent' })
  .transform((value) => String(value).trim())
  .pipe(z.string().regex(/^\d{1,3}(\.\d{1,2})?$/, { error: 'percent' }))
  .refine((percent) => Number(percent) > 0 && Number(percent) <= 100, { error: 'percent' })

const costFields = {
  side: z.enum(SIDES, { error: 'not_an_option' }),
  kind: z.enum(COST_KINDS, { error: 'not_an_option' }),
  purpose: optionalLine(200),
  channel: optionalLine(200),
  campaign: optionalLine(200),
  splitBy: z.enum(SPLITS, { error: 'not_an_option' }).nullable(),
  shares: z
    .array(z.strictObject({ channel: line(200), campaign: optionalLine(200), percent: percentInput }))
    .max(500, { error: 'too_long' }),
  day: dateInput.nullable(),
  month: monthInput.nullable(),
  untilMonth: monthInput.nullable(),
  from: dateInput.nullable(),
  to: dateInput.nullable(),
  amount: moneyInput,
  reach: tally,
  responses: tally,
}

/** POST /costs. How its fields go together is asked of the whole entry (`entry.ts`). */
export const createCostInput = z.strictObject({
  ...z.object(costFields).partial().shape,
  side: costFields.side,
  amount: costFields.amount,
})
export type CreateCostInput = z.infer<typeof createCostInput>

/** PATCH /costs/{id}: what is left out stays; place and split, and the five fields of time, are replaced together. */
export const changeCostInput = z.strictObject(costFields).partial()
export type ChangeCostInput = z.infer<typeof changeCostInput>

/** GET /costs. */
export const costsQuery = aPeriod(
  z.strictObject({
    ...periodFields,
    side: costFields.side.optional(),
    kind: costFields.kind.optional(),
    shared: z.literal('true', { error: 'not_an_option' }).optional(),
    channel: line(200).optional(),
    campaign: line(200).optional(),
    q: line(200).optional(),
  }),
).refine(({ channel, campaign }) => channel !== undefined || campaign === undefined, {
  error: 'needs_channel',
  path: ['campaign'],
})

export const costIdInput = z.strictObject({ costId: idInput, version: versionInput.optional() })
export type CostIdInput = z.infer<typeof costIdInput>

const typedDay = z.union([z.literal('').transform(() => null), dateInput]).nullish()
const typedMonth = z.union([z.literal('').transform(() => null), monthInput]).nullish()
const typedPercent = z.preprocess(
  (typed) =>
    typeof typed === 'string' ? typed.replace(/[\s\u00a0\u202f%]/g, '').replace(',', '.') || null : typed,
  percentInput.nullable(),
)

/** The form of an entry: the place is a row of the grid or `shared`; only the fields of the chosen timing count. */
export const costForm = z.strictObject({
  costId: idInput.optional(),
  version: versionInput.optional(),
  side: costFields.side,
  kind: costFields.kind,
  purpose: costFields.purpose,
  place: z.union([z.literal('shared'), rowKey], { error: 'required' }),
  splitBy: z.enum(SPLITS, { error: 'not_an_option' }),
  share: z.record(rowKey, typedPercent).default({}),
  timing: z.enum(TIMINGS, { error: 'not_an_option' }),
  day: typedDay,
  month: typedMonth,
  fromMonth: typedMonth,
  untilMonth: typedMonth,
  from: typedDay,
  to: typedDay,
  amount: typedMoney,
  reach: typedTally.default(0),
  responses: typedTally.default(0),
})
export type CostForm = z.infer<typeof costForm>
