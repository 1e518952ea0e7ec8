import { z } from 'zod'
import { columnName, DELIMITERS, MAX_COLUMNS } from './csv'
import { DATE_FORMATS } from './dates'
import { ENCODINGS } from './encoding'
import { DECIMALS } from './numbers'

/** What an import does with the columns of a file: the mapping of the contract. */

export const IMPORT_KINDS = ['leads', 'outcomes', 'spend'] as const
export type ImportKind = (typeof IMPORT_KINDS)[number]

export const STAGE_TIMES = [
  'createdAt',
  'qualifiedAt',
  'handedOffAt',
  'acceptedAt',
  'dealAt',
  'wonAt',
  'lostAt',
] as const

/** What a column can be the source of. */
export const FIELDS = {
  leads: [
    // our own number, as exports of ours have it
    'leadId',
    'company',
    'contactName',
    // together the contact's name, where a file has it in two columns
    'firstName',
    'lastName',
    'jobTitle',
    'email',
    'phone',
    'website',
    'country',
    'region',
    'segment',
    'expectedAmount',
    'channel',
    'campaign',
    'origin',
    'note',
    'externalId',
    'utm.source',
    'utm.medium',
    'utm.campaign',
    'utm.term',
    'utm.content',
    ...STAGE_TIMES,
    'owner',
    'assignee',
    'grade',
    'needFormed',
    'valueUnderstood',
    'hasBudget',
    'readySoon',
    'response',
  ],
  outcomes: [
    'externalId',
    'email',
    'outcome',
    'acceptedAt',
    'wonAt',
    'lostAt',
    'amount',
    'assignee',
    'reason',
  ],
  spend: [
    'channel',
    'campaign',
    'side',
    'month',
    'untilMonth',
    'day',
    'from',
    'to',
    'amount',
    'reach',
    'responses',
    'costKind',
    'splitBy',
    'purpose',
  ],
} as const satisfies Record<ImportKind, readonly string[]>

export type Field<K extends ImportKind = ImportKind> = (typeof FIELDS)[K][number]

export const MATCH_BY = ['leadId', 'externalId', 'email', 'phone'] as const
export const ON_MATCH = ['touch', 'update', 'skip', 'create'] as const
export const CREATABLE = ['channel', 'campaign', 'person'] as const

/** Names under which programs and people know an encoding. */
const ENCODING_ALIASES: Record<string, string> = {
  utf8: 'utf-8',
  'utf-16': 'utf-16le',
  cp1251: 'windows-1251',
  'win-1251': 'windows-1251',
  cp1252: 'windows-1252',
  latin1: 'windows-1252',
  'iso-8859-1': 'windows-1252',
}

/** A header may stand below a title, a logo and a note, not below half the file. */
export const MAX_HEADER_ROW = 50

const cellText = z.string({ error: 'text' }).max(5000, { error: 'too_long' })
const constant = z.union([z.string(), z.number().transform(String)], { error: 'text' }).pipe(cellText)

function fieldsOf<const F extends readonly [string, ...string[]]>(fields: F) {
  const field = z.enum(fields, { error: 'not_an_option' })
  return {
    columns: z
      .record(z.string().max(5000), field)
      .refine((columns) => Object.keys(columns).length > 0, { error: 'required' })
      .refine((columns) => Object.keys(columns).length <= MAX_COLUMNS, { error: 'too_long' })
      .refine((columns) => new Set(Object.values(columns)).size === Object.keys(columns).length, {
        error: 'repeated',
      })
      .refine(
        (columns) => new Set(Object.keys(columns).map(columnName)).size === Object.keys(columns).length,
        {
          error: 'repeated',
        },
      ),
    constants: z.partialRecord(field, constant).default({}),
    values: z.partialRecord(field, z.record(cellText, cellText)).default({}),
    /** A time of day may follow, whether the format names it or not. */
    dateFormat: z
      .string({ error: 'text' })
      .max(40, { error: 'too_long' })
      .transform((format) => format.replace(/[T\s]+HH:mm.*$/i, '').toUpperCase())
      .pipe(z.enum(DATE_FORMATS, { error: 'not_an_option' }))
      .optional(),
    decimal: z.enum(DECIMALS, { error: 'not_an_option' }).optional(),
    delimiter: z.enum(DELIMITERS, { error: 'not_an_option' }).optional(),
    encoding: z
      .string({ error: 'text' })
      .max(40, { error: 'too_long' })
      .transform((name) => ENCODING_ALIASES[name.toLowerCase()] ?? name.toLowerCase())
      .pipe(z.enum(ENCODINGS, { error: 'not_an_option' }))
      .optional(),
    /** of a workbook, by its name; left out: the first that looks like a table, else the first that has rows */
    sheet: z.string({ error: 'text' }).max(100, { error: 'too_long' }).optional(),
    /** the line with the column names, from 1; rows above it are no data. Left out: the first */
    headerRow: z
      .int({ error: 'number' })
      .min(1, { error: 'header_row' })
      .max(MAX_HEADER_ROW, { error: 'header_row' })
      .optional(),
    createMissing: z
      .array(z.enum(CREATABLE, { error: 'not_an_option' }))
      .max(CREATABLE.length, { error: 'too_long' })
      .default([]),
  }
}

const identity = z.enum(['column', 'row'], { error: 'not_an_option' }).default('column')

const leadsMapping = z.strictObject({
  kind: z.literal('leads'),
  ...fieldsOf(FIELDS.leads),
  /** Left out: our own number where a column has it, the external id where there is one, else as an enquiry finds its lead, by e-mail or phone. */
  matchBy: z.enum(MATCH_BY, { error: 'not_an_option' }).optional(),
  onMatch: z.enum(ON_MATCH, { error: 'not_an_option' }).default('touch'),
  identity,
})

const outcomesMapping = z.strictObject({
  kind: z.literal('outcomes'),
  ...fieldsOf(FIELDS.outcomes),
  matchBy: z.enum(['externalId', 'email'], { error: 'not_an_option' }).optional(),
  // An outcome always updates the lead that it is about.
  onMatch: z.literal('update', { error: 'not_an_option' }).default('update'),
  identity: z.literal('column', { error: 'not_an_option' }).default('column'),
})

const spendMapping = z.strictObject({
  kind: z.literal('spend'),
  ...fieldsOf(FIELDS.spend),
  onMatch: z.literal('update', { error: 'not_an_option' }).default('update'),
})

export const importMapping = z
  .discriminatedUnion('kind', [leadsMapping, outcomesMapping, spendMapping], { error: 'not_an_option' })
  .superRefine((mapping, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: path.split('.'), message })
    const has = (...fields: Field[]) => fields.some((field) => isMapped(mapping, field))
    if (mapping.kind === 'spend') {
      if (!has('channel', 'splitBy')) refuse('columns.channel', 'unmapped')
      if (!has('side')) refuse('columns.side', 'unmapped')
      const times = [has('month'), has('day'), has('from', 'to')].filter(Boolean)
      if (times.length !== 1) refuse('columns.month', 'month_or_day')
      if (has('from') !== has('to')) refuse(has('from') ? 'columns.to' : 'columns.from', 'unmapped')
      if (has('untilMonth') && !has('month')) refuse('columns.untilMonth', 'monthly_months')
      if (!has('amount', 'reach', 'responses')) refuse('columns.amount', 'unmapped')
      return
    }
    if (mapping.kind === 'outcomes' && !has('outcome', 'wonAt', 'lostAt'))
      refuse('columns.outcome', 'unmapped')
    if (mapping.identity === 'row' && has('externalId')) refuse('identity', 'identity_conflict')
    if (mapping.identity === 'column' && !has('leadId', 'externalId', 'email', 'phone'))
      refuse('identity', 'identity')
    if (mapping.matchBy && !has(mapping.matchBy)) refuse('matchBy', 'unmapped')
    if (has('campaign') && !has('channel')) refuse('columns.campaign', 'needs_channel')
  })

export type ImportMapping = z.infer<typeof importMapping>
export type MappingOf<K extends ImportKind> = Extract<ImportMapping, { kind: K }>

/** Whether a column or a constant fills the field. */
export function isMapped(mapping: Pick<ImportMapping, 'columns' | 'constants'>, field: Field): boolean {
  return Object.values<Field>(mapping.columns).includes(field) || field in mapping.constants
}

/**
 * What a row is compared by with the leads that are there: one key, or `contact`, as an enquiry finds its lead by
 * e-mail or phone.
 */
export function matchKey(
  mapping: MappingOf<'leads'> | MappingOf<'outcomes'>,
): (typeof MATCH_BY)[number] | 'contact' {
  if (mapping.matchBy) return mapping.matchBy
  if (isMapped(mapping, 'leadId')) return 'leadId'
  return isMapped(mapping, 'externalId') ? 'externalId' : 'contact'
}
