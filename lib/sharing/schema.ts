import { z } from 'zod'
import { idInput, isStorable, line, wholeNumber } from '@/lib/platform/input'
import { PRESETS } from '@/lib/platform/period-choice'
import { SHARED_SCREEN_IDS } from './screens'

export const MOST_DAYS = 90

const flag = z.union([z.boolean(), z.stringbool()], { error: 'not_an_option' })

/** What a form sends: the screen's address as one text. */
const address = z
  .string()
  .max(2000, { error: 'too_long' })
  .refine(isStorable, { error: 'unstorable' })
  .transform((text) => Object.fromEntries(new URLSearchParams(text)))

export const newSharedLink = z.strictObject({
  name: line(100),
  screen: z.enum(SHARED_SCREEN_IDS, { error: 'not_an_option' }),
  /** the parameters of the screen's address, days included */
  query: z.union([z.record(z.string().max(50), z.string().max(200)), address]).default({}),
  days: wholeNumber('whole_number')
    .pipe(z.int().min(1, { error: 'whole_number' }).max(MOST_DAYS, { error: 'too_long' }))
    .default(30),
  /** a period by name, which moves with the days; without it the days are those of the query */
  preset: z.enum(PRESETS, { error: 'not_an_option' }).nullish(),
  named: flag.default(false),
})
export type NewSharedLink = z.infer<typeof newSharedLink>

export const newSharedLinkForm = newSharedLink.extend({
  preset: z
    .union([z.literal('').transform(() => null), z.enum(PRESETS)], { error: 'not_an_option' })
    .nullish(),
})

export const sharedLinkId = z.strictObject({ id: idInput })
