import { z } from 'zod'
import { DELIMITERS } from '@/lib/imports/csv'
import { ENCODINGS } from '@/lib/imports/encoding'
import { MAX_HEADER_ROW } from '@/lib/imports/mapping'
import { lookAtFile } from '@/lib/imports/queries/look'
import { settle } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { isStorable } from '@/lib/platform/input'

const table = z.array(z.array(z.string()))
const coded = z.looseObject({ code: z.string() })

const preview = z
  .object({
    type: z.enum(['csv', 'xlsx']),
    sheets: z.array(z.object({ name: z.string(), hidden: z.boolean() })).describe('of a workbook'),
    sheet: z.string().nullable(),
    encoding: z.enum(ENCODINGS).nullable(),
    delimiter: z.enum(DELIMITERS).nullable(),
    headerRow: z.number().int().describe('as asked for, else as proposed'),
    proposedHeaderRow: z.number().int(),
    above: table.describe('the rows above the header'),
    columns: z.array(z.string()),
    records: z
      .array(z.object({ row: z.number().int(), cells: z.array(z.string()), problem: z.string().nullable() }))
      .describe('the first 50 rows below the header'),
    warnings: z.array(coded),
    problem: coded.nullable().describe('why the file cannot be read like this'),
  })
  .meta({ id: 'ImportPreview' })

const get = defineRoute({
  method: 'GET',
  path: '/imports/{id}/preview',
  tag: 'Imports',
  summary: 'How the file of an import is read: its columns and first rows',
  description: 'What is not asked for is as found. Only the beginning of the file is read.',
  query: z.strictObject({
    sheet: z
      .string()
      .min(1, { error: 'required' })
      .max(100, { error: 'too_long' })
      .refine(isStorable, { error: 'unstorable' })
      .optional(),
    headerRow: z
      .string()
      .regex(/^\d{1,2}$/, { error: 'header_row' })
      .transform(Number)
      .pipe(z.number().min(1, { error: 'header_row' }).max(MAX_HEADER_ROW, { error: 'header_row' }))
      .optional()
      .meta({ type: 'integer', minimum: 1, maximum: MAX_HEADER_ROW, pattern: undefined }),
    encoding: z.enum(ENCODINGS, { error: 'not_an_option' }).optional(),
    delimiter: z.enum(DELIMITERS, { error: 'not_an_option' }).optional(),
  }),
  responses: { 200: preview },
  async handle({ actor, id, query }) {
    return { body: settle(await lookAtFile(actor, id, query)) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(get)
