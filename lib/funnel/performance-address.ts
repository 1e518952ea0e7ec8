import { ATTRIBUTIONS, type Attribution, BASES, type Basis, type LeadStage, NO_KEY } from '@/lib/leads/stages'
import type { Period } from '@/lib/platform/period'
import { type Mended, readPeriod } from '@/lib/platform/period-choice'
import type { Verdict } from '@/lib/platform/statistics'
import { hrefWith, one, type Query, type QueryChanges } from '@/lib/platform/url-state'
import { PERFORMANCE_SORTS, type PerformanceSort } from './performance'
import { segmentHref, stageHref } from './search-params'

/** What the addresses of the campaigns' screens say, and the lists of the leads behind their numbers. */
export type PerformanceState = Period & {
  basis: Basis
  attribution: Attribution
  groupBy: 'channel' | 'campaign'
  channel: number | null
  verdict: Verdict | null
  q: string
  sort: PerformanceSort
  descending: boolean
  page: number
  mended: Mended
}

const VERDICTS = ['better', 'worse', 'same', 'too_few'] as const

export function readPerformanceState(query: Query, today: string, usual: Basis = 'period'): PerformanceState {
  const { from, to, mended } = readPeriod(query, today, 'last12')
  const sort = one(query, 'sort') ?? 'costPerAccepted'
  const channel = Number(one(query, 'channel'))
  const page = Number(one(query, 'page'))
  return {
    from,
    to,
    mended,
    basis: BASES.find((name) => name === one(query, 'basis')) ?? usual,
    attribution: ATTRIBUTIONS.find((name) => name === one(query, 'touch')) ?? 'first',
    groupBy: one(query, 'by') === 'channel' ? 'channel' : 'campaign',
    channel: Number.isInteger(channel) && channel > 0 && channel < 2 ** 31 ? channel : null,
    verdict: VERDICTS.find((name) => name === one(query, 'verdict')) ?? null,
    q: (one(query, 'q') ?? '').slice(0, 200),
    sort: PERFORMANCE_SORTS.find((name) => name === sort.replace(/^-/, '')) ?? 'costPerAccepted',
    descending: sort.startsWith('-'),
    page: Number.isInteger(page) && page > 1 && page < 10_000 ? page : 1,
  }
}

/** Whether the screen's filters leave a row. */
export function isWanted(
  row: { label: string | null; channel: { name: string } | null; verdict: Verdict },
  { q, verdict }: Pick<PerformanceState, 'q' | 'verdict'>,
  locale: string,
): boolean {
  if (verdict !== null && row.verdict !== verdict) return false
  return `${row.label} ${row.channel?.name ?? ''}`
    .toLocaleLowerCase(locale)
    .includes(q.toLocaleLowerCase(locale))
}

/** The state as parameters: what is usual is left out, so that addresses stay short. */
export function performanceQuery(state: PerformanceState, usual: Basis = 'period'): Query {
  const { from, to, basis, attribution, groupBy, channel, verdict, q, sort, descending } = state
  return {
    from,
    to,
    ...(basis === usual ? {} : { basis }),
    ...(attribution === 'first' ? {} : { touch: attribution }),
    ...(groupBy === 'campaign' ? {} : { by: groupBy }),
    ...(channel === null ? {} : { channel: String(channel) }),
    ...(verdict === null ? {} : { verdict }),
    ...(q ? { q } : {}),
    ...(sort === 'costPerAccepted' && !descending ? {} : { sort: `${descending ? '-' : ''}${sort}` }),
  }
}

export function campaignsHref(state: PerformanceState, changes: QueryChanges = {}): string {
  return hrefWith('/campaigns', performanceQuery(state), changes)
}

type Asked = Pick<PerformanceState, 'from' | 'to' | 'basis' | 'attribution'>

export function campaignHref(
  id: number,
  { from, to, basis, attribution }: Asked,
  changes: QueryChanges = {},
): string {
  return hrefWith(
    `/campaigns/${id}`,
    {
      from,
      to,
      ...(basis === 'cohort' ? {} : { basis }),
      ...(attribution === 'first' ? {} : { touch: 'last' }),
    },
    changes,
  )
}

export type PlaceKeys = { channel?: number | typeof NO_KEY; campaign?: number | typeof NO_KEY }

/** The filters that a row of the table stands for. */
export function placeOfRow({ groupBy, channel }: PerformanceState, key: number | null): PlaceKeys {
  return { ...(channel === null ? {} : { channel }), [groupBy]: key ?? NO_KEY }
}

/** Exactly the leads that a number of a row counts. */
export function performanceLeads({ from, to, basis, attribution }: Asked, place: PlaceKeys) {
  const period = { from, to }
  const touched = (href: string) => (attribution === 'first' ? href : `${href}&touch=last`)
  const cohort = { ...period, basis: 'cohort', within: null } as const
  const stage = (name: LeadStage, filters = {}) => touched(stageHref(cohort, name, { ...place, ...filters }))
  const marketing = { origin: 'marketing' }
  return {
    leads: stage('leads'),
    marketingLeads: stage('leads', marketing),
    grade: (grade: 'hot' | 'warm' | 'cold') => stage('leads', { grade }),
    handedOff: stage('handedOff'),
    acceptedOfHandedOff: stage('accepted'),
    accepted:
      basis === 'cohort'
        ? stage('accepted', marketing)
        : touched(stageHref({ ...cohort, basis: 'period' }, 'accepted', { ...place, ...marketing })),
    customers: touched(segmentHref(period, basis === 'cohort' ? 'becameCustomers' : 'customers', place)),
    earlierCustomers: touched(segmentHref(period, 'earlierCustomers', place)),
  }
}
