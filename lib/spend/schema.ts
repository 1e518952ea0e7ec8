import { z } from 'zod'
import { dateInput, isCalendarDay, line, moneyInput, optionalLine } from '@/lib/platform/input'

export const SIDES = ['marketing', 'sales'] as const

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
  version: z.record(rowKey, z.coerce.number().int().min(0).max(2_147_483_647)),
})
export type SpendGridInput = z.infer<typeof spendGridInput>
