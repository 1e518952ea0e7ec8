import { z } from 'zod'
import { cursorInput } from '@/lib/platform/cursor'
import { idInput } from '@/lib/platform/input'
import { CHOOSABLE_KINDS, type ChoosableKind } from './kinds'

export const TIMINGS = ['at_once', 'digest', 'never'] as const

export const noticeCursor = cursorInput(z.tuple([z.int().min(1).max(2_147_483_647)]))

export const oneNotice = z.strictObject({ noticeId: idInput })
export const noInput = z.strictObject({})

export const timing = z.enum(TIMINGS, { error: 'not_an_option' })

/** Minutes after midnight. */
const minute = z
  .int({ error: 'time_of_day' })
  .min(0, { error: 'time_of_day' })
  .max(1439, { error: 'time_of_day' })

/** `08:30`, as forms send it and the API says it. */
export const timeOfDay = z
  .string({ error: 'time_of_day' })
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'time_of_day' })
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)))
  .pipe(minute)

export function timeOfDayText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}

/** What is left out stays as it is. */
export const noticePreferences = z.strictObject({
  digestAt: timeOfDay.optional(),
  quietFrom: timeOfDay.optional(),
  quietTo: timeOfDay.optional(),
  email: z
    .strictObject(
      Object.fromEntries(CHOOSABLE_KINDS.map((kind) => [kind, timing.optional()])) as Record<
        ChoosableKind,
        z.ZodOptional<typeof timing>
      >,
    )
    .refine((chosen) => Object.keys(chosen).length > 0, { error: 'required' })
    .optional(),
})
export type NoticePreferencesInput = z.output<typeof noticePreferences>

export const stopInput = z.strictObject({ token: z.string().max(800, { error: 'too_long' }) })
