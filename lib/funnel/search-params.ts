import { HANDOFF_SETS, type HandoffFilters, type HandoffSet } from '@/lib/handoffs/handoff-sets'
import { GRADES } from '@/lib/leads/schema'
import {
  BASES,
  type Basis,
  DIMENSIONS,
  type Dimension,
  GROUPINGS,
  type Grouping,
  type LeadStage,
  NO_KEY,
  type Segment,
} from '@/lib/leads/stages'
import { isCalendarDay, isStorable } from '@/lib/platform/input'
import { firstDayOf, lastDayOf, type Period } from '@/lib/platform/period'
import { type Mended, readPeriod } from '@/lib/platform/period-choice'
import { hrefWith, one, type Query, type QueryChanges } from '@/lib/platform/url-state'
import { ledgerHref } from '@/lib/spend/search-params'
import type { Source } from './metrics'
import type { FunnelFilters } from './schema'

/** What the funnel's address says, and the addresses of the lists behind its numbers. */
export type FunnelState = Period & {
  basis: Basis
  groupBy: Grouping
  within: number | null
  filters: FunnelFilters
  mended: Mended
  /** the parameters whose values do not exist: the usual ones are shown instead, and it is said */
  unknown: readonly string[]
}

export const WITHIN_CHOICES = [30, 60, 90, 180] as const

/** Addresses get mangled: what makes no sense is replaced by what a person probably meant, and said. */
export function readFunnelState(query: Query, today: string): FunnelState {
  const { from, to, mended } = readPeriod(query, today, 'last12')
  const filters = readFilters(query)
  const basis = BASES.find((name) => name === one(query, 'basis')) ?? 'cohort'
  const days = Number(one(query, 'within'))
  const groupBy = GROUPINGS.find((name) => name === one(query, 'by')) ?? 'channel'
  const isWithin = basis === 'cohort' && Number.isInteger(days) && days > 0 && days <= 3650
  const within = isWithin ? days : null
  const read: Query = {
    from,
    to,
    basis,
    by: groupBy,
    within: within === null ? '' : String(within),
    ...asText(filters),
  }
  return {
    from,
    to,
    basis,
    groupBy,
    within,
    filters,
    mended,
    unknown: ASKED.filter((name) => isMangled(name, one(query, name), read[name], mended)),
  }
}

const ASKED = [
  'from',
  'to',
  'basis',
  'by',
  'within',
  ...DIMENSIONS.filter((name) => name !== 'month'),
] as const

/** Asked for, and read as something else; days that were put in order are told apart. */
function isMangled(
  name: string,
  asked: string | undefined,
  read: string | readonly string[] | undefined,
  mended: Mended,
): boolean {
  if (asked === undefined || asked === read) return false
  return name === 'from' || name === 'to'
    ? !isCalendarDay(asked) && mended === 'none'
    : asked !== (read ?? '')
}

function asText(filters: FunnelFilters): Record<string, string> {
  return Object.fromEntries(Object.entries(filters).map(([name, value]) => [name, String(value)]))
}

function readFilters(query: Query): FunnelFilters {
  const filters: FunnelFilters = {}
  const id = (name: 'channel' | 'campaign' | 'owner' | 'assignee') => {
    const value = one(query, name)
    if (value === NO_KEY || (value && /^[1-9]\d{0,8}$/.test(value))) filters[name] = value
  }
  id('channel')
  id('campaign')
  id('owner')
  id('assignee')
  const origin = one(query, 'origin')
  if (origin === 'marketing' || origin === 'sales') filters.origin = origin
  const grade = one(query, 'grade')
  if (grade === 'hot' || grade === 'warm' || grade === 'cold' || grade === NO_KEY) filters.grade = grade
  const region = one(query, 'region')
  if (region && region.length <= 100 && isStorable(region)) filters.region = region
  return filters
}

/** The state as parameters: what is usual is left out, so that addresses stay short. */
export function funnelQuery({
  from,
  to,
  basis,
  groupBy,
  within,
  filters,
}: Omit<FunnelState, 'mended' | 'unknown'>): Query {
  const query: Record<string, string> = { from, to }
  if (basis !== 'cohort') query.basis = basis
  if (groupBy !== 'channel') query.by = groupBy
  if (within !== null) query.within = String(within)
  for (const [name, value] of Object.entries(filters))
    if (value !== null && value !== undefined) query[name] = String(value)
  return query
}

export function funnelHref(state: FunnelState, changes: QueryChanges = {}): string {
  return hrefWith('/funnel', funnelQuery(state), changes)
}

type Filters = Partial<Record<Dimension, string | number | null | undefined>>

/** The filters of a row of a grouping: those of the screen and the row's own. */
export function rowFilters(groupBy: Grouping, key: string | number | null, filters: FunnelFilters): Filters {
  return groupBy === 'none' ? filters : { ...filters, [groupBy]: key ?? NO_KEY }
}

/** The list of exactly the leads that a cell of the funnel counts. */
export function stageHref(
  { from, to, basis, within }: Pick<FunnelState, 'from' | 'to' | 'basis' | 'within'>,
  stage: LeadStage,
  filters: Filters,
): string {
  return hrefWith(
    '/leads',
    { from, to, basis, stage, ...(within && stage !== 'leads' ? { within: String(within) } : {}) },
    asParameters(filters),
  )
}

/** Of the leads created in a month of the period, those that had come to the stage by the end of a day. */
export function reachedByHref(
  { from, to }: Period,
  stage: LeadStage,
  { by, ...filters }: Filters & { by: string; month: string },
): string {
  return hrefWith('/leads', { from, to, basis: 'cohort', stage, by }, asParameters(filters))
}

export function segmentHref({ from, to }: Period, segment: Segment, filters: Filters = {}): string {
  const { month, ...rest } = filters
  const inMonth =
    typeof month === 'string'
      ? { from: later(from, firstDayOf(month)), to: earlier(to, lastDayOf(month)) }
      : { from, to }
  return hrefWith('/leads', { ...inMonth, segment }, asParameters(rest))
}

function later(one: string, other: string): string {
  return one > other ? one : other
}

function earlier(one: string, other: string): string {
  return one < other ? one : other
}

function asParameters(filters: Filters): QueryChanges {
  const known = DIMENSIONS.filter((name) => filters[name] !== undefined)
  return Object.fromEntries(known.map((name) => [name, filters[name] ?? NO_KEY]))
}

type Counted = { basis?: Basis; within?: number | null; filters?: Filters }

/** The list behind one part of a metric, on the basis and with the filters under which it was counted. */
export function sourceHref(
  source: Source,
  { from, to }: Period,
  { basis = 'cohort', within = null, filters = {} }: Counted = {},
): string {
  const period = { from, to }
  switch (source.of) {
    case 'leads': {
      const all = { ...filters, ...source.filters }
      if ('segment' in source) return segmentHref(period, source.segment, all)
      return source.basis === undefined
        ? stageHref({ ...period, basis, within: basis === 'cohort' ? within : null }, source.stage, all)
        : stageHref({ ...period, basis: source.basis, within: null }, source.stage, all)
    }
    case 'handoffs':
      return handoffsHref(period, source.set)
    case 'costs':
      return ledgerHref({ from: period.from, to: period.to }, { planned: false })
  }
}

/** As the addresses of the promises have it: the open queue. */
const NOBODY = 'nobody'

/** The screens that lead to lists of handoffs, and are led back to. */
export const HANDOFF_SOURCES = ['quality', 'rejections', 'people'] as const
export type HandoffSource = (typeof HANDOFF_SOURCES)[number]

type HandoffsWish = Period & HandoffFilters & { of?: HandoffSource }

/** The list behind a number of handoffs: those of the set that the filters leave. */
export function handoffsHref(wish: HandoffsWish, set: HandoffSet, cursor?: number): string {
  return hrefWith('/funnel/handoffs', handoffsQuery(wish, set), { of: wish.of, after: cursor })
}

/** What is asked of such a list, as parameters; from where one came is no part of it. */
export function handoffsQuery(wish: Omit<HandoffsWish, 'of'>, set: HandoffSet): Query {
  const { from, to, owner } = wish
  const text = (value: string | number | null | undefined) =>
    value === null ? NO_KEY : value === undefined ? undefined : String(value)
  return {
    from,
    to,
    set,
    reason: text(wish.reasonId),
    channel: text(wish.channelId),
    campaign: text(wish.campaignId),
    marketer: text(wish.marketerId),
    rep: text(wish.repId),
    grade: text(wish.grade),
    computed: text(wish.computedGrade),
    version: text(wish.version),
    side: owner?.side,
    person: owner && (owner.personId === null ? NOBODY : String(owner.personId)),
  }
}

export type HandoffsState = HandoffsWish & { set: HandoffSet; after: number | null }

export function readHandoffsState(query: Query, today: string): HandoffsState {
  const { from, to } = readPeriod(query, today, 'last12')
  const id = (name: string) => {
    const text = one(query, name)
    return text && /^[1-9]\d{0,9}$/.test(text) && Number(text) < 2 ** 31 ? Number(text) : undefined
  }
  const orNone = (name: string) => (one(query, name) === NO_KEY ? null : id(name))
  const grade = (name: string) =>
    one(query, name) === NO_KEY ? null : GRADES.find((grade) => grade === one(query, name))
  const side = one(query, 'side')
  const personId = one(query, 'person') === NOBODY ? null : id('person')
  return {
    from,
    to,
    set: HANDOFF_SETS.find((name) => name === one(query, 'set')) ?? 'decided',
    reasonId: id('reason'),
    channelId: orNone('channel'),
    campaignId: orNone('campaign'),
    marketerId: id('marketer'),
    repId: id('rep'),
    grade: grade('grade'),
    computedGrade: grade('computed'),
    version: id('version'),
    owner:
      (side === 'marketing' || side === 'sales') && personId !== undefined ? { side, personId } : undefined,
    of: HANDOFF_SOURCES.find((name) => name === one(query, 'of')),
    after: id('after') ?? null,
  }
}
