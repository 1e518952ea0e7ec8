import { z } from 'zod'
import { exportTable } from '@/lib/exports/queries/export'
import { TABLE_IDS, TABLES } from '@/lib/exports/queries/tables'
import { FORMATS } from '@/lib/exports/schema'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { fieldProblems, isStorable } from '@/lib/platform/input'

/** Whatever the address of any of the screens can carry; each table then takes its own and nothing else. */
const names = new Set(Object.values(TABLES).flatMap(({ query }) => Object.keys(query.shape)))
const parameter = z
  .string()
  .min(1, { error: 'required' })
  .max(200, { error: 'too_long' })
  .refine(isStorable, { error: 'unstorable' })
  .optional()

const read = defineRoute({
  method: 'GET',
  path: '/exports/{table}',
  params: z.object({ table: z.enum(TABLE_IDS) }),
  tag: 'Numbers',
  summary: 'A table of a screen as a file',
  description:
    "CSV is UTF-8 with a byte order mark, RFC 4180, numbers with a point; text that a spreadsheet would take for a formula begins with an apostrophe. XLSX has real numbers, and a second tab that says how they are counted. Besides `format` it takes the parameters that the address of the screen has, in the language of the key's person. Lists come in full, whatever their length, and are sent as they are read. The file of leads can be imported again over the same leads: map its first column to `leadId`.",
  query: z.strictObject({
    ...Object.fromEntries([...names].sort().map((name) => [name, parameter])),
    format: z.enum(FORMATS, { error: 'not_an_option' }),
  }),
  responses: { 200: 'text/csv' },
  async handle({ actor, params: { table: id }, query: { format, ...query } }) {
    const table = TABLES[id]
    const asked = table.query.safeParse(query)
    if (!asked.success) throw new HttpProblem('INVALID', {}, fieldProblems(asked.error))
    return exportTable(actor, { id, table, format, query })
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read)
