import type { z } from 'zod'
import type { Actor, NumbersReader } from '@/lib/platform/actor'
import { daysBetween } from '@/lib/platform/calendar'
import { dateInput } from '@/lib/platform/input'
import type { Period } from '@/lib/platform/period'
import { MAX_DAYS } from '@/lib/platform/period-choice'
import type { Sheet } from '@/lib/platform/sheet/sheet'
import type { Query } from '@/lib/platform/url-state'
import type { Words } from './words'

/** A table that leaves the house: the sheet of a screen, made from that screen's own address. */
export type Exported = Sheet & { period: Period | null }

export type Table = {
  /** What the address of its screen may say. The API refuses anything else; the screens mend it. */
  query: z.ZodObject
  sheet: (actor: Actor, query: Query, words: Words) => Promise<Exported>
}

/** A table of numbers alone, which can be shown to somebody outside: it needs to know nobody. */
export type NumbersTable = Omit<Table, 'sheet'> & {
  sheet: (reader: NumbersReader, query: Query, words: Words) => Promise<Exported>
}

type Days = { from?: string; to?: string }

/** The parameters of a period, which a screen can do without. */
export const daysFields = { from: dateInput.optional(), to: dateInput.optional() }

/** Refuses days in the wrong order and a slip of the finger, where days are given. */
export function inDays<S extends z.ZodType<Days>>(schema: S): S {
  return schema
    .refine(({ from, to }) => !from || !to || from <= to, { error: 'from_after_to', path: ['from'] })
    .refine(({ from, to }) => !from || !to || daysBetween(from, to) <= MAX_DAYS, {
      error: 'range_too_long',
      path: ['to'],
    })
}
