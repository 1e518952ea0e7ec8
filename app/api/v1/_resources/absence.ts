import { z } from 'zod'
import type { AbsenceListed } from '@/lib/calendars/queries'
import { day, id, person } from './common'

export const absence = z
  .strictObject({ id, person, from: day, to: day, note: z.string().nullable() })
  .meta({ id: 'Absence' })

export function absenceJson({ id, personId, name, email, from, to, note }: AbsenceListed) {
  return { id, person: { id: personId, name, email }, from, to, note }
}
