import { z } from 'zod'
import { checkboxInput, orMissing } from '@/lib/platform/http/form-input'
import { idInput, line, optionalLine, versionInput, wholeNumber } from '@/lib/platform/input'
import { DELIMITERS } from './csv'
import { DATE_FORMATS } from './dates'
import { ALL_FIELDS, STEPS } from './draft'
import { ENCODINGS } from './encoding'
import { IMPORT_KINDS, MATCH_BY, MAX_HEADER_ROW, ON_MATCH } from './mapping'
import { DECIMALS } from './numbers'
import { CLOSED } from './value-words'

/** What the steps of the wizard send. Each sends all that it shows; `go` says whether they stay or go on. */

const draft = { importId: idInput, version: versionInput }
const step = { ...draft, go: z.enum(['stay', 'next'], { error: 'not_an_option' }).default('stay') }

export const draftInput = z.strictObject(draft)
export type DraftInput = z.output<typeof draftInput>

export const beginDraftInput = z.strictObject({
  importId: idInput,
  kind: z.enum(IMPORT_KINDS, { error: 'not_an_option' }),
})
export type BeginDraftInput = z.output<typeof beginDraftInput>

const headerRow = orMissing(
  wholeNumber('number').pipe(
    z.int().min(1, { error: 'header_row' }).max(MAX_HEADER_ROW, { error: 'header_row' }),
  ),
)

export const fileStepInput = z.strictObject({
  ...step,
  kind: z.enum(IMPORT_KINDS, { error: 'not_an_option' }),
  sheet: orMissing(z.string({ error: 'text' }).max(100, { error: 'too_long' })),
  headerRow,
  /** the one that was found and shown, where nobody has said one: said again it is not said */
  foundHeaderRow: headerRow,
  encoding: orMissing(z.enum(ENCODINGS, { error: 'not_an_option' })),
  delimiter: orMissing(z.enum(DELIMITERS, { error: 'not_an_option' })),
})
export type FileStepInput = z.output<typeof fileStepInput>

const field = z.enum(ALL_FIELDS, { error: 'not_an_option' })
const place = z.string().regex(/^\d{1,4}$/)

export const columnsStepInput = z.strictObject({
  ...step,
  /** place of the column in the header → field; empty: left out */
  column: z.record(place, z.union([z.literal(''), field], { error: 'not_an_option' })).default({}),
  constant: z.partialRecord(field, optionalLine(500)).default({}),
  ownIdentity: checkboxInput,
})
export type ColumnsStepInput = z.output<typeof columnsStepInput>

export const valuesStepInput = z.strictObject({
  ...step,
  /** `channel-0` → what becomes of the first value found for the channel: see `Choice` in values.ts */
  to: z.record(z.string().regex(/^\w+-\d{1,4}$/), z.string().max(500, { error: 'too_long' })).default({}),
  /** whether what is not listed is made as well */
  rest: z.partialRecord(z.enum(CLOSED), checkboxInput).default({}),
  dateFormat: orMissing(z.enum(DATE_FORMATS, { error: 'not_an_option' })),
  decimal: orMissing(z.enum(DECIMALS, { error: 'not_an_option' })),
  source: optionalLine(80),
})
export type ValuesStepInput = z.output<typeof valuesStepInput>

export const templateIdInput = z.strictObject({ templateId: idInput })
export type TemplateId = z.output<typeof templateIdInput>

export const templateNameInput = z.strictObject({ templateId: idInput, name: line(80) })
export type TemplateName = z.output<typeof templateNameInput>

export const importIdInput = z.strictObject({ importId: idInput })
export type ImportIdInput = z.output<typeof importIdInput>

export const questionsInput = z.strictObject({
  ...draft,
  dateFormat: orMissing(z.enum(DATE_FORMATS, { error: 'not_an_option' })),
  decimal: orMissing(z.enum(DECIMALS, { error: 'not_an_option' })),
})
export type QuestionsInput = z.output<typeof questionsInput>

export const duplicatesStepInput = z.strictObject({
  ...draft,
  matchBy: orMissing(z.enum(MATCH_BY, { error: 'not_an_option' })),
  onMatch: orMissing(z.enum(ON_MATCH, { error: 'not_an_option' })),
})
export type DuplicatesStepInput = z.output<typeof duplicatesStepInput>

export const stepInput = z.strictObject({ ...draft, step: z.enum(STEPS, { error: 'not_an_option' }) })

const row = z.int().min(1).max(2_147_483_647)

/** A cell's new text; null: as the file has it. */
export const fixCellsInput = z.strictObject({
  importId: z.int().min(1),
  cells: z
    .array(
      z.strictObject({
        row,
        column: z.int().min(0).max(999),
        value: z.string({ error: 'text' }).max(5000, { error: 'too_long' }).nullable(),
      }),
    )
    .min(1)
    .max(1000, { error: 'too_many' }),
})
export type FixCells = z.output<typeof fixCellsInput>

export const leaveOutInput = z.strictObject({
  importId: z.int().min(1),
  rows: z.array(row).min(1).max(1000, { error: 'too_many' }),
  out: z.boolean(),
})
export type LeaveOut = z.output<typeof leaveOutInput>

/** All equal values of a column at once; null takes it back. */
export const replaceValueInput = z.strictObject({
  importId: z.int().min(1),
  column: z.string().max(5000),
  from: z.string().min(1).max(5000),
  to: z.string({ error: 'text' }).max(5000, { error: 'too_long' }).nullable(),
})
export type ReplaceValue = z.output<typeof replaceValueInput>

/** The same from a form. */
export const replaceForm = replaceValueInput.extend({ importId: idInput })

export const takeInForm = z
  .strictObject({ importId: idInput, rows: z.string().max(20_000) })
  .transform(({ importId, rows }) => ({ importId, rows: rows.split(',').map(Number), out: false }))
  .pipe(leaveOutInput)
