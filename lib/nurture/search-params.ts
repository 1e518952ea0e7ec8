import { type LeadFilters, readLeadFilters } from '@/lib/leads/search-params'
import { AGES, type Age } from '@/lib/leads/stages'
import { isStorable } from '@/lib/platform/input'
import { one, type Query } from '@/lib/platform/url-state'
import { MAX_STEPS, type NurtureFilter, nurtureFilter } from './schema'

/** The addresses of nurture: the work of today, the board, the list, the plans, and going back and forth. */
export const NURTURE = '/nurture'
export const NURTURE_BOARD = '/nurture/board'
export const NURTURE_LIST = '/nurture/list'
export const NURTURE_PLANS = '/nurture/plans'
export const NURTURE_RETURNS = '/nurture/returns'
export const NURTURE_TOUCHES = '/nurture/touches'

const FILTERED = Object.keys(nurtureFilter.shape) as (keyof NurtureFilter)[]

/** What of an address filters leads in nurture. */
export function readNurtureFilter(query: Query): NurtureFilter {
  const read = readLeadFilters(query)
  return Object.fromEntries(
    FILTERED.flatMap((name) => (read[name] === undefined ? [] : [[name, read[name]]])),
  ) as NurtureFilter
}

/** The same as the list of leads takes it. */
export function nurtureLeads(filter: NurtureFilter): LeadFilters {
  return { ...filter, status: ['nurture'] }
}

/** Where each column of the board goes on, `after.<months>` in its address: a time and an id. */
export function readPlaces(query: Query): Partial<Record<Age, readonly [string, number]>> {
  const places: Partial<Record<Age, readonly [string, number]>> = {}
  for (const age of AGES) {
    const [at = '', id = ''] = one(query, placeName(age))?.split('_') ?? []
    const moment = new Date(at)
    if (Number.isNaN(moment.getTime()) || moment.toISOString() !== at || !/^[1-9]\d{0,8}$/.test(id)) continue
    places[age] = [at, Number(id)]
  }
  return places
}

export function placeName(age: Age): string {
  return `after.${age}`
}

/** One step of a plan, as the address of the list of its due touches names it. */
export function readGroup(query: Query): { planId: number; position: number; text: string } | null {
  const number = (name: string) => {
    const text = one(query, name) ?? ''
    return /^\d{1,9}$/.test(text) ? Number(text) : -1
  }
  const [planId, position, text] = [number('plan'), number('step'), one(query, 'text') ?? '']
  if (planId < 1 || position < 0 || position > MAX_STEPS || text === '') return null
  return text.length <= 500 && isStorable(text) ? { planId, position, text } : null
}

export function readScope(query: Query, usual: 'mine' | 'all'): 'mine' | 'all' {
  const scope = one(query, 'whose')
  return scope === 'mine' || scope === 'all' ? scope : usual
}
