import type { z } from 'zod'
import { ANSWERS, GRADES, leadPatch, ORIGINS, RESPONSES, utmInput } from '@/lib/leads/schema'
import { emailInput, fieldProblems, line, paragraph } from '@/lib/platform/input'
import { timeOf } from '@/lib/spend/entry'
import { COST_KINDS, SIDES } from '@/lib/spend/schema'
import { columnName } from './csv'
import { DateDetector, type DateFormat, type DateQuestion, readDate, readMonth } from './dates'
import { isCellError, isScientific } from './lost-cells'
import { type Field, type ImportKind, type ImportMapping, isMapped, type STAGE_TIMES } from './mapping'
import { type Decimal, NumberDetector, type NumberQuestion, readCount, readMoney } from './numbers'
import { SPLIT_KEYS } from './value-words'

/**
 * From a row of cells to a row that the importer can write, or to the reasons why not. A field is null where no column
 * is mapped to it or the cell is empty: both mean "not said", never "clear it".
 */

type StageTime = (typeof STAGE_TIMES)[number]
type LeadText = Exclude<Field<'leads'>, StageTime | 'origin' | 'grade' | 'response' | Answered>
type Answered = 'needFormed' | 'valueUnderstood' | 'hasBudget' | 'readySoon'
type Option<T extends readonly string[]> = T[number] | null

export type LeadRow = { kind: 'leads' } & Record<LeadText, string | null> &
  Record<StageTime, Date | null> &
  Record<Answered, Option<typeof ANSWERS>> & {
    origin: Option<typeof ORIGINS>
    grade: Option<typeof GRADES>
    response: Option<typeof RESPONSES>
  }

export type OutcomeRow = {
  kind: 'outcomes'
  externalId: string | null
  email: string | null
  outcome: 'won' | 'lost'
  acceptedAt: Date | null
  wonAt: Date | null
  lostAt: Date | null
  amount: string | null
  assignee: string | null
  reason: string | null
}

export type SpendRow = {
  kind: 'spend'
  /** null for a shared cost */
  channel: string | null
  campaign: string | null
  side: (typeof SIDES)[number]
  /** one of these: `YYYY-MM` (each month until another one), `YYYY-MM-DD`, or the days from–to */
  month: string | null
  untilMonth: string | null
  day: string | null
  from: string | null
  to: string | null
  costKind: (typeof COST_KINDS)[number] | null
  splitBy: (typeof SPLIT_KEYS)[number] | null
  purpose: string | null
  amount: string | null
  reach: number | null
  responses: number | null
}

export type ImportRow = LeadRow | OutcomeRow | SpendRow

/** `column` is the file's own name; null when the row as a whole or a constant is at fault. */
export type RowProblem = { column: string | null; code: string; value: string }
export type RowResult<R extends ImportRow = ImportRow> =
  | { ok: true; row: R }
  | { ok: false; problems: RowProblem[] }

export type PlanProblem = { code: 'unknown_column' | 'duplicate_column'; column: string }

/** Where each field of a file comes from. */
type Source = {
  field: Field
  /** place of the column, -1 for a constant alone */
  index: number
  column: string | null
  /** of an empty cell, or of every row */
  constant: string
  values: Map<string, string> | null
}

export type ImportPlan = { mapping: ImportMapping; sources: Source[] }

/** Finds the mapping's columns in the file's header (as `columnNames` names them). */
export function planImport(
  mapping: ImportMapping,
  header: readonly string[],
): { ok: true; plan: ImportPlan } | { ok: false; problems: PlanProblem[] } {
  const problems: PlanProblem[] = []
  const sources: Source[] = []
  const constants: Partial<Record<Field, string>> = mapping.constants
  const values: Partial<Record<Field, Record<string, string>>> = mapping.values
  const valuesOf = (field: Field) => {
    const given = values[field]
    return given ? new Map(Object.entries(given).map(([from, to]) => [cleaned(from), to])) : null
  }
  for (const [name, field] of Object.entries<Field>(mapping.columns)) {
    const column = columnName(name)
    const index = header.indexOf(column)
    if (index === -1) {
      const isDuplicate = header.includes(`${column} (1)`) || header.includes(`${column} (2)`)
      problems.push({ code: isDuplicate ? 'duplicate_column' : 'unknown_column', column: name })
    }
    sources.push({ field, index, column, constant: constants[field] ?? '', values: valuesOf(field) })
  }
  for (const [field, constant] of Object.entries(constants) as [Field, string][]) {
    if (sources.some((source) => source.field === field)) continue
    sources.push({ field, index: -1, column: null, constant, values: null })
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, plan: { mapping, sources } }
}

function cleaned(text: string): string {
  return text.normalize('NFC').trim()
}

function textOf(source: Source, cells: readonly string[]): string {
  const cell = source.index === -1 ? '' : cleaned(cells[source.index] ?? '')
  return (source.values?.get(cell) ?? cell) || source.constant
}

/** How dates and amounts of each column are written. */
export type Formats = { dates: Map<string, DateFormat[]>; decimals: Map<string, Decimal> }
export type FormatQuestion = DateQuestion | NumberQuestion

const DATE_FIELDS: ReadonlySet<Field> = new Set<Field>([
  'createdAt',
  'qualifiedAt',
  'handedOffAt',
  'acceptedAt',
  'dealAt',
  'wonAt',
  'lostAt',
  'day',
  'month',
  'untilMonth',
  'from',
  'to',
])
const NUMBER_FIELDS: ReadonlySet<Field> = new Set<Field>(['amount', 'expectedAmount', 'reach', 'responses'])
/** By which a lead is told from others: with a digit or a character lost it is another one's. */
const IDENTITIES: ReadonlySet<Field> = new Set<Field>(['phone', 'email', 'externalId'])

/** Sees all rows of a file and says how its dates and amounts are written, or what must be asked first. */
export class FormatDetector {
  private readonly dates = new DateDetector()
  private readonly numbers = new NumberDetector()
  private readonly dateSources: Source[]
  private readonly numberSources: Source[]

  constructor(private readonly plan: ImportPlan) {
    this.dateSources = plan.sources.filter(({ field }) => DATE_FIELDS.has(field))
    this.numberSources = plan.sources.filter(({ field }) => NUMBER_FIELDS.has(field))
  }

  see(cells: readonly string[]): void {
    for (const source of this.dateSources)
      if (source.column !== null) this.dates.see(source.column, textOf(source, cells))
    for (const source of this.numberSources)
      if (source.column !== null) this.numbers.see(source.column, textOf(source, cells))
  }

  decide(): { formats: Formats; questions: FormatQuestion[] } {
    const { dateFormat, decimal } = this.plan.mapping
    const dates = this.dates.decide()
    const numbers = this.numbers.decide()
    const questions: FormatQuestion[] = [
      ...(dateFormat ? [] : dates.questions),
      // Two currencies in one column are no matter of notation: saying how decimals look does not answer that.
      ...numbers.questions.filter(({ code }) => !decimal || code === 'mixed_currencies'),
    ]
    const told = <T>(columns: Iterable<string | null>, value: T) =>
      new Map([...columns].flatMap((column) => (column === null ? [] : [[column, value] as const])))
    return {
      formats: {
        dates: dateFormat
          ? told(
              this.dateSources.map(({ column }) => column),
              [dateFormat],
            )
          : dates.formats,
        decimals: decimal
          ? told(
              this.numberSources.map(({ column }) => column),
              decimal,
            )
          : numbers.decimals,
      },
      questions,
    }
  }
}

type Context = { formats: Formats; timeZone: string; now: Date; mapping: ImportMapping }
type Read<T> = { value: T | null } | { problem: string }
type Reader<T> = (text: string, source: Source, context: Context) => Read<T>
type Readers<R> = { [F in keyof Omit<R, 'kind'>]-?: Reader<NonNullable<R[F]>> }

/** The same validation as of the form and the API. */
function by<T>(schema: z.ZodType<T | null | undefined>): (text: string) => Read<T> {
  return (text) => {
    const parsed = schema.safeParse(text)
    if (parsed.success) return { value: parsed.data ?? null }
    return { problem: fieldProblems(parsed.error)[0]?.code ?? 'invalid' }
  }
}

/**
 * The same, but what has the pattern is known to pass unchanged: nearly all cells of a large file, at a tenth of the
 * schema's time. A test holds the patterns to the schemas.
 */
function usually(pattern: RegExp, schema: z.ZodType<string | null | undefined>): Reader<string> {
  const read = by(schema)
  return (text) => (text.length <= 60 && pattern.test(text) ? { value: text } : read(text))
}

const WORDS = /^[\p{L}\p{N}\p{P}\p{S}]+(?: [\p{L}\p{N}\p{P}\p{S}]+)*$/u
const ADDRESS = /^[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}$/
const PHONE = /^\+?\d[\d ()-]{4,}\d$/

function oneOf<const T extends readonly string[]>(options: T): Reader<T[number]> {
  return (text) => {
    const option = options.find((some) => some === text.toLowerCase())
    return option === undefined ? { problem: 'not_an_option' } : { value: option }
  }
}

function formatsOf({ column }: Source, { formats, mapping }: Context): readonly DateFormat[] {
  const known = column === null ? undefined : formats.dates.get(column)
  if (known) return known
  // A constant is written by whoever writes the mapping: as the mapping says, or as JSON does.
  return mapping.dateFormat ? [mapping.dateFormat, 'YYYY-MM-DD'] : ['YYYY-MM-DD']
}

const decimalOf = ({ column }: Source, { formats, mapping }: Context): Decimal =>
  (column === null ? undefined : formats.decimals.get(column)) ?? mapping.decimal ?? '.'

const stageTime: Reader<Date> = (text, source, context) => {
  const date = readDate(text, formatsOf(source, context), context.timeZone)
  if (!date) return { problem: 'unreadable_date' }
  return date.at > context.now ? { problem: 'future' } : { value: date.at }
}

const money: Reader<string> = (text, source, context) => readMoney(text, decimalOf(source, context))
const count: Reader<number> = (text, source, context) => readCount(text, decimalOf(source, context))

const person = usually(WORDS, line(254))

const LEAD_READERS: Readers<LeadRow> = {
  company: usually(WORDS, leadPatch.shape.company),
  contactName: usually(WORDS, leadPatch.shape.contactName),
  firstName: usually(WORDS, line(100)),
  lastName: usually(WORDS, line(99)),
  jobTitle: usually(WORDS, leadPatch.shape.jobTitle),
  email: usually(ADDRESS, leadPatch.shape.email),
  phone: usually(PHONE, leadPatch.shape.phone),
  website: usually(WORDS, leadPatch.shape.website),
  country: usually(WORDS, leadPatch.shape.country),
  region: usually(WORDS, leadPatch.shape.region),
  segment: usually(WORDS, leadPatch.shape.segment),
  expectedAmount: money,
  channel: usually(WORDS, leadPatch.shape.channel),
  campaign: usually(WORDS, leadPatch.shape.campaign),
  origin: oneOf(ORIGINS),
  note: usually(WORDS, leadPatch.shape.note),
  externalId: usually(WORDS, leadPatch.shape.externalId),
  leadId: usually(WORDS, leadPatch.shape.externalId),
  'utm.source': usually(WORDS, utmInput.shape.source),
  'utm.medium': usually(WORDS, utmInput.shape.medium),
  'utm.campaign': usually(WORDS, utmInput.shape.campaign),
  'utm.term': usually(WORDS, utmInput.shape.term),
  'utm.content': usually(WORDS, utmInput.shape.content),
  createdAt: stageTime,
  qualifiedAt: stageTime,
  handedOffAt: stageTime,
  acceptedAt: stageTime,
  dealAt: stageTime,
  wonAt: stageTime,
  lostAt: stageTime,
  owner: person,
  assignee: person,
  grade: oneOf(GRADES),
  needFormed: oneOf(ANSWERS),
  valueUnderstood: oneOf(ANSWERS),
  hasBudget: oneOf(ANSWERS),
  readySoon: oneOf(ANSWERS),
  response: oneOf(RESPONSES),
}

const OUTCOME_READERS: Readers<OutcomeRow> = {
  externalId: usually(WORDS, leadPatch.shape.externalId),
  email: usually(ADDRESS, emailInput),
  outcome: oneOf(['won', 'lost']),
  acceptedAt: stageTime,
  wonAt: stageTime,
  lostAt: stageTime,
  amount: money,
  assignee: person,
  reason: usually(WORDS, paragraph(1000)),
}

const month: Reader<string> = (text, source, context) => {
  const found = readMonth(text, formatsOf(source, context))
  return found === null ? { problem: 'unreadable_date' } : { value: found }
}

const day: Reader<string> = (text, source, context) => {
  const date = readDate(text, formatsOf(source, context), context.timeZone)
  return date ? { value: date.day } : { problem: 'unreadable_date' }
}

const SPEND_READERS: Readers<SpendRow> = {
  channel: usually(WORDS, line(200)),
  campaign: usually(WORDS, line(200)),
  side: oneOf(SIDES),
  month,
  untilMonth: month,
  day,
  from: day,
  to: day,
  costKind: oneOf(COST_KINDS),
  splitBy: oneOf(SPLIT_KEYS),
  purpose: usually(WORDS, line(200)),
  amount: money,
  reach: count,
  responses: count,
}

const READERS: Record<ImportKind, Record<string, Reader<unknown>>> = {
  leads: LEAD_READERS,
  outcomes: OUTCOME_READERS,
  spend: SPEND_READERS,
}

type Fields = Record<string, unknown>

/** What fields must be there together. Also settles what follows from the others. */
const RULES: Record<
  ImportKind,
  (row: Fields, mapping: ImportMapping) => { field: Field; code: string } | null
> = {
  leads(row, mapping) {
    row.contactName ??= [row.firstName, row.lastName].filter(Boolean).join(' ') || null
    const hasIdentity = [row.leadId, row.externalId, row.email, row.phone].some((key) => key !== null)
    const ownIdentity = mapping.kind === 'leads' && mapping.identity === 'row'
    if (!hasIdentity && !ownIdentity) return { field: 'externalId', code: 'identity' }
    return row.campaign !== null && row.channel === null ? { field: 'campaign', code: 'needs_channel' } : null
  },
  outcomes(row) {
    if (row.externalId === null && row.email === null) return { field: 'externalId', code: 'identity' }
    if (row.wonAt !== null && row.lostAt !== null) return { field: 'lostAt', code: 'won_and_lost' }
    row.outcome ??= row.wonAt !== null ? 'won' : row.lostAt !== null ? 'lost' : null
    if (row.outcome === null) return { field: 'outcome', code: 'required' }
    if (row.outcome === 'won' && row.lostAt !== null) return { field: 'lostAt', code: 'won_and_lost' }
    if (row.outcome === 'lost' && row.wonAt !== null) return { field: 'wonAt', code: 'won_and_lost' }
    return null
  },
  spend(row, mapping) {
    if (row.side === null) return { field: 'side', code: 'required' }
    if (row.channel === null && row.splitBy === null)
      return { field: 'channel', code: isMapped(mapping, 'splitBy') ? 'channel_or_split' : 'required' }
    if (row.channel !== null && row.splitBy !== null) return { field: 'splitBy', code: 'channel_and_split' }
    if (row.campaign !== null && row.channel === null) return { field: 'campaign', code: 'needs_channel' }
    const time = timeOf(row as Pick<SpendRow, 'day' | 'month' | 'untilMonth' | 'from' | 'to'>)
    if ('code' in time) {
      const [field, isOne] = [time.path as Field, time.code === 'one_time']
      return isOne && !isMapped(mapping, 'from')
        ? { field: 'month', code: 'month_or_day' }
        : { field, code: time.code }
    }
    const isEmpty = row.amount === null && row.reach === null && row.responses === null
    return isEmpty ? { field: 'amount', code: 'required' } : null
  },
}

/** What a spreadsheet has lost is refused, whatever the field would take. */
function lost(text: string, { field }: Source): { problem: string } | undefined {
  if (isCellError(text)) return { problem: 'cell_error' }
  if (!IDENTITIES.has(field)) return undefined
  if (isScientific(text)) return { problem: 'scientific' }
  return text.includes('\ufffd') ? { problem: 'unstorable' } : undefined
}

const SHOWN = 200

/** Reads the rows of one file. Made once for it: what can be settled before the first row is. */
export function rowReader(
  plan: ImportPlan,
  formats: Formats,
  { timeZone, now }: { timeZone: string; now: Date },
): (cells: readonly string[]) => RowResult {
  const { mapping, sources } = plan
  const context: Context = { formats, timeZone, now, mapping }
  const readers = READERS[mapping.kind]
  // Made at once: an object that grew field by field takes twenty times as long to copy.
  const fields = Object.keys(readers).map((field) => [field, null] as const)
  const nothing: Fields = Object.fromEntries([['kind', mapping.kind], ...fields])
  const columnOf = (field: Field) => sources.find((source) => source.field === field)?.column ?? null

  return (cells) => {
    if (cells.every((cell) => cell.trim() === ''))
      return refused([{ column: null, code: 'empty_row', value: '' }])
    const row: Fields = { ...nothing }
    const problems: RowProblem[] = []
    for (const source of sources) {
      const text = textOf(source, cells)
      if (text === '') continue
      const read = lost(text, source) ?? readers[source.field]?.(text, source, context)
      if (!read) continue
      if ('problem' in read) problems.push({ column: source.column, code: read.problem, value: shown(text) })
      else row[source.field] = read.value
    }
    if (problems.length > 0) return refused(problems)
    const broken = RULES[mapping.kind](row, mapping)
    if (broken) {
      const source = sources.find(({ field }) => field === broken.field)
      const value = source ? shown(textOf(source, cells)) : ''
      return refused([{ column: columnOf(broken.field), code: broken.code, value }])
    }
    // Every field has been read by the reader of its type.
    return { ok: true, row: row as ImportRow }
  }
}

function refused(problems: RowProblem[]): RowResult {
  return { ok: false, problems }
}

function shown(text: string): string {
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}
