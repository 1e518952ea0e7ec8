import { type Compared, comparedWithRest } from '@/lib/funnel/compared'
import { type Estimate, type Proportion, type Verdict, wilson } from '@/lib/platform/statistics'

/**
 * What one person's work came to, in a period. Leads by their creation, handoffs by their verdict, promises by when they
 * were kept or broken, deals by their end; each number is the length of a list. Counts are not compared (who works half
 * the days has half of them); shares are, with those of everybody else on the side.
 */

export type MarketerCounts = {
  /** of the leads created in the period that are theirs */
  leads: number
  graded: number
  hot: number
  /** of what they handed off and sales decided in the period */
  decided: number
  accepted: number
  againstMarketing: number
  won: number
  overridden: number
  overrideRight: number
  answerSettled: number
  answerInTime: number
  /** of their leads, won deals of the period */
  customers: number
  revenue: string
}

export type RepCounts = {
  /** leads that they took in the period, offered or found */
  taken: number
  decided: number
  accepted: number
  rejected: number
  overturned: number
  settled: number
  inTime: number
  timed: number
  /** working minutes until the verdict: the middle half */
  response: { low: number; middle: number; high: number } | null
  deals: number
  closedDeals: number
  customers: number
  revenue: string
}

export const NO_MARKETER: MarketerCounts = {
  leads: 0,
  graded: 0,
  hot: 0,
  decided: 0,
  accepted: 0,
  againstMarketing: 0,
  won: 0,
  overridden: 0,
  overrideRight: 0,
  answerSettled: 0,
  answerInTime: 0,
  customers: 0,
  revenue: '0.00',
}

export const NO_REP: RepCounts = {
  taken: 0,
  decided: 0,
  accepted: 0,
  rejected: 0,
  overturned: 0,
  settled: 0,
  inTime: 0,
  timed: 0,
  response: null,
  deals: 0,
  closedDeals: 0,
  customers: 0,
  revenue: '0.00',
}

type CountName<C> = { [K in keyof C]: C[K] extends number ? K : never }[keyof C]
type Rate<C> = {
  count: CountName<C>
  base: CountName<C>
  /** null: neither more nor less is better by itself */
  better: 'higher' | 'lower' | null
}

export const MARKETER_RATES = {
  hotShare: { count: 'hot', base: 'graded', better: 'higher' },
  acceptance: { count: 'accepted', base: 'decided', better: 'higher' },
  against: { count: 'againstMarketing', base: 'decided', better: 'lower' },
  won: { count: 'won', base: 'decided', better: 'higher' },
  overridesRight: { count: 'overrideRight', base: 'overridden', better: 'higher' },
  answersInTime: { count: 'answerInTime', base: 'answerSettled', better: 'higher' },
} as const satisfies Record<string, Rate<MarketerCounts>>

export const REP_RATES = {
  acceptance: { count: 'accepted', base: 'decided', better: null },
  verdictsInTime: { count: 'inTime', base: 'settled', better: 'higher' },
  winRate: { count: 'customers', base: 'closedDeals', better: 'higher' },
  overturned: { count: 'overturned', base: 'rejected', better: 'lower' },
} as const satisfies Record<string, Rate<RepCounts>>

export type MarketerRate = keyof typeof MARKETER_RATES
export type RepRate = keyof typeof REP_RATES

/** `more` and `less`: different from the others where neither direction is the good one. */
export type PersonVerdict = Verdict | 'more' | 'less'
export type PersonShare = Estimate & { verdict: PersonVerdict }

/** Every share of every person of a side against the others of it; one correction over the whole table. */
export function sharesOfPeople<C, N extends string>(
  rates: Record<N, Rate<C>>,
  people: readonly C[],
): Record<N, PersonShare>[] {
  const names = Object.keys(rates) as N[]
  const shareOf = (name: N, counts: C): Proportion => ({
    count: Number(counts[rates[name].count]),
    base: Number(counts[rates[name].base]),
  })
  const tables = names.map((name) => people.map((counts) => shareOf(name, counts)))
  const compared = comparedWithRest(tables)
  return people.map((counts, row) => {
    const shares = names.map((name, table): [N, PersonShare] => {
      const { count, base } = shareOf(name, counts)
      const verdict = directed(compared[table]?.[row] ?? 'too_few', rates[name].better)
      return [name, { ...wilson(count, base), verdict }]
    })
    return Object.fromEntries(shares) as Record<N, PersonShare>
  })
}

function directed(compared: Compared, better: Rate<never>['better']): PersonVerdict {
  if (compared === 'same' || compared === 'too_few' || better === null) return compared
  return (compared === 'more') === (better === 'higher') ? 'better' : 'worse'
}

/** Of the whole side: there is no rest to judge it against. */
export function sharesOfSide<C, N extends string>(rates: Record<N, Rate<C>>, counts: C): Record<N, Estimate> {
  const names = Object.keys(rates) as N[]
  return Object.fromEntries(
    names.map((name) => [name, wilson(Number(counts[rates[name].count]), Number(counts[rates[name].base]))]),
  ) as Record<N, Estimate>
}
