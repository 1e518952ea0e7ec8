import { z } from 'zod'
import { AGES, BASES, LEAD_STAGES, SEGMENTS, SEGMENTS_OF_TODAY } from '@/lib/leads/stages'
import { dateInput, idInput, isStorable, line } from '@/lib/platform/input'
import { one, type Query } from '@/lib/platform/url-state'
import { LEAD_STATUSES } from './lifecycle'
import { GRADES, ORIGINS, SURENESS, type SuspectCursor, type SuspectFilter, suspectCursor } from './schema'

/**
 * Which leads a list shows and in which order, as its address and the API say it. Everything is optional; a filter that
 * takes several values takes them separated by commas or repeated.
 */

/** The value of a filter for leads that have none: no channel, no grade, no owner. */
export const NONE = 'none'
/** The value of `owner` and `assignee` for whoever asks. */
export const ME = 'me'

export const LEAD_SORTS = ['createdAt', 'updatedAt', 'company'] as const
/** The list of nurture leads can also be ordered by when they wake and by how long nothing has happened. */
export const NURTURE_SORTS = ['wakeOn', 'lastContactAt'] as const
type SortName = (typeof LEAD_SORTS)[number] | (typeof NURTURE_SORTS)[number]
/** `relevance`: how well a lead fits what is searched for, then the newest first */
export type LeadSort = SortName | `-${SortName}` | 'relevance'

function bothWays<T extends string>(names: readonly T[]): (T | `-${T}`)[] {
  return names.flatMap((name): (T | `-${T}`)[] => [name, `-${name}`])
}

function several<T extends string>(values: readonly [T, ...T[]]) {
  return z
    .preprocess(
      (value) => (Array.isArray(value) ? value : [value]).flatMap((part) => String(part).split(',')),
      z.array(z.enum(values, { error: 'not_an_option' })).max(20),
    )
    .optional()
}

const text = line(254).optional()

const filters = {
  status: several(LEAD_STATUSES),
  grade: several([...GRADES, NONE]),
  /** name, id or `none` */
  channel: text,
  campaign: text,
  origin: z.enum(ORIGINS, { error: 'not_an_option' }).optional(),
  /** e-mail, id, `none` or `me` */
  owner: text,
  assignee: text,
  region: text,
  /** days in the organisation's zone, `createdTo` included */
  createdFrom: dateInput.optional(),
  createdTo: dateInput.optional(),
  q: z
    .string({ error: 'text' })
    .max(200, { error: 'too_long' })
    .refine(isStorable, { error: 'unstorable' })
    .optional(),
}

/** GET /leads, without its paging. */
export const leadListInput = z.strictObject({
  ...filters,
  sort: z.enum([...bothWays(LEAD_SORTS), 'relevance'], { error: 'not_an_option' }).optional(),
})

const month = z
  .string()
  .regex(/^(19|20|21)\d\d-(0[1-9]|1[0-2])$/)
  .optional()

const ids = z
  .preprocess(
    (value) => (Array.isArray(value) ? value : [value]).flatMap((part) => String(part).split(',')),
    z.array(idInput).max(500, { error: 'too_long' }),
  )
  .optional()

/** What the links behind a number add (lib/leads/stages), and the lists of their own. */
const screenFilters = z.object({
  ...filters,
  stage: z.enum(LEAD_STAGES).optional(),
  basis: z.enum(BASES).optional(),
  segment: z.enum(SEGMENTS).optional(),
  from: dateInput.optional(),
  to: dateInput.optional(),
  within: z.coerce.number().int().min(0).max(3650).optional(),
  by: dateInput.optional(),
  month,
  /** channel and campaign are those that the last touch before the acceptance came from (first: the lead's own) */
  touch: z.enum(['last']).optional(),
  view: z.enum(['returned']).optional(),
  /** nurture: those who are awake (all, or by something they did, or by their day) or sleep on */
  wake: z.enum(['due', 'touch', 'day', 'later']).optional(),
  /** nurture: nothing has happened for so many months */
  quiet: z.enum(['6', '12']).optional(),
  /** nurture: a column of the board, by the months since the last contact that it begins with */
  age: z.enum(AGES).optional(),
  /** nurture: follows this plan (its id), any plan, or none */
  plan: text,
  /** went back so many times, `3` for three and more */
  returns: z.enum(['any', '1', '2', '3']).optional(),
  /** was rejected for the reason with this code */
  rejectedFor: text,
  /** what an import did: leads that it created, or those that were there and were changed or touched */
  import: idInput.optional(),
  fate: z.enum(['created', 'updated', 'touched']).optional(),
  /** these leads and no others */
  ids,
})
const ALL_SORTS = [...bothWays([...LEAD_SORTS, ...NURTURE_SORTS]), 'relevance' as const]

/** The address of a list, where what makes no sense is refused. */
export const leadScreenInput = z.strictObject({
  ...screenFilters.shape,
  sort: z.enum(ALL_SORTS, { error: 'not_an_option' }).optional(),
})
export type LeadFilters = z.infer<typeof screenFilters>

/** The names of all filters, for links that keep them. */
export const FILTER_NAMES = Object.keys(screenFilters.shape) as (keyof LeadFilters)[]

const SEVERAL: readonly (keyof LeadFilters)[] = ['status', 'grade', 'ids']

/** The filters of a screen's address. What makes no sense is left out rather than refused: addresses get mangled. */
export function readLeadFilters(query: Query): LeadFilters {
  const found: Record<string, unknown> = {}
  for (const name of FILTER_NAMES) {
    const raw = SEVERAL.includes(name) ? query[name] : one(query, name)
    if (raw === undefined || raw === '' || (Array.isArray(raw) && raw.length === 0)) continue
    const parsed = screenFilters.shape[name].safeParse(raw)
    if (parsed.success && parsed.data !== undefined) found[name] = parsed.data
  }
  const read = found as LeadFilters
  const period = read.from !== undefined && read.to !== undefined
  if (!period) {
    delete read.stage
    if (read.segment && !SEGMENTS_OF_TODAY.includes(read.segment)) delete read.segment
  }
  return read
}

export const ANY = 'any'

/** Does the list stand for a number somewhere? Then its count must be exact. */
export function isBehindNumber(filters: LeadFilters): boolean {
  const { stage, segment, age, returns, rejectedFor, import: importId } = filters
  return [stage, segment, age, returns, rejectedFor, importId].some((filter) => filter !== undefined)
}

/** As asked for, else what fits a search best, else the newest first; where it is about silence, the most silent first. */
export function readLeadSort(query: Query, filters: LeadFilters, usual: LeadSort = '-createdAt'): LeadSort {
  const sort = one(query, 'sort')
  const asked = ALL_SORTS.find((name) => name === sort)
  const aboutSilence =
    filters.quiet !== undefined ||
    filters.age !== undefined ||
    (filters.segment && SEGMENTS_OF_TODAY.includes(filters.segment))
  return asked ?? (filters.q ? 'relevance' : aboutSilence ? 'lastContactAt' : usual)
}

/** What a list of leads can show of each, besides its name, which always comes first. */
export const LEAD_COLUMNS = [
  'contactName',
  'jobTitle',
  'status',
  'grade',
  'source',
  'channel',
  'campaign',
  'origin',
  'who',
  'owner',
  'assignee',
  'email',
  'phone',
  'website',
  'country',
  'region',
  'segment',
  'expectedAmount',
  'createdAt',
  'updatedAt',
  'lastContactAt',
  'nurtureWakeOn',
  'nurtureNextStep',
  'timesReturned',
  'externalId',
] as const
export type LeadColumn = (typeof LEAD_COLUMNS)[number]

export const USUAL_COLUMNS: readonly LeadColumn[] = [
  'contactName',
  'status',
  'grade',
  'source',
  'who',
  'createdAt',
  'updatedAt',
]

/** The columns that the address asks for (`cols`), each once and in its order; where it names none, the usual ones. */
export function readColumns(query: Query): readonly LeadColumn[] {
  const known = new Set<string>(LEAD_COLUMNS)
  const asked = (one(query, 'cols') ?? '').split(',').filter((name) => known.has(name)) as LeadColumn[]
  return asked.length > 0 ? [...new Set(asked)] : USUAL_COLUMNS
}

const typed = z.string().max(254).refine(isStorable).optional()

/** What the lead form asks about while somebody types. */
export const duplicatesInput = z.object({
  email: typed,
  phone: typed,
  company: typed,
  excludeId: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
})

/** The id in an address; 0, which no lead has, for what is none. */
export function idParameter(text: string): number {
  return /^[1-9]\d{0,9}$/.test(text) && Number(text) <= 2_147_483_647 ? Number(text) : 0
}

export const DUPLICATES = '/duplicates'

/** What the address of /duplicates asks for; what makes no sense is as if it were not there. */
export function readSuspects(query: Query): {
  filter: SuspectFilter
  cursor: SuspectCursor | undefined
  direction: 'forward' | 'backward'
  open: SuspectCursor | null
} {
  const sureness = SURENESS.find((name) => name === one(query, 'sureness'))
  const before = one(query, 'before')
  const read = (text: string | undefined) => (text ? suspectCursor.safeParse(text).data : undefined)
  const cursor = read(before ?? one(query, 'after'))
  return {
    filter: { ...(sureness && { sureness }), ...(one(query, 'whose') === 'mine' && { mine: true }) },
    cursor,
    direction: before && cursor ? 'backward' : 'forward',
    open: read(one(query, 'open')) ?? null,
  }
}
