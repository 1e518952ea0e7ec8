import type { Grade } from '@/lib/platform/db/generated/enums'

/** Which leads a rule is for; an empty list, or no bound, means any. */
export type Conditions = {
  regions: string[]
  segments: string[]
  channelIds: number[]
  campaignIds: number[]
  grades: Grade[]
  /** of the expected amount, both included; decimal strings */
  amountFrom: string | null
  amountTo: string | null
}

export const ANY_LEAD: Conditions = {
  regions: [],
  segments: [],
  channelIds: [],
  campaignIds: [],
  grades: [],
  amountFrom: null,
  amountTo: null,
}

/** What rules ask of a lead. */
export type RoutingFacts = {
  region: string | null
  segment: string | null
  channelId: number | null
  campaignId: number | null
  grade: Grade | null
  expectedAmount: string | null
}

/** To a person, to a team, or (neither) to the open queue. */
export type Rule = {
  id: number
  name: string
  conditions: Conditions
  personId: number | null
  teamId: number | null
}

/** What a lead does not say, no condition on it holds for. */
export function holds(conditions: Conditions, facts: RoutingFacts): boolean {
  const { regions, segments, channelIds, campaignIds, grades } = conditions
  return (
    (regions.length === 0 || named(regions, facts.region)) &&
    (segments.length === 0 || named(segments, facts.segment)) &&
    (channelIds.length === 0 || (facts.channelId !== null && channelIds.includes(facts.channelId))) &&
    (campaignIds.length === 0 || (facts.campaignId !== null && campaignIds.includes(facts.campaignId))) &&
    (grades.length === 0 || (facts.grade !== null && grades.includes(facts.grade))) &&
    inRange(conditions, facts.expectedAmount)
  )
}

/** The rules that catch the lead, in their order: the first decides, the next are for when nobody of it can. */
export function matching<R extends Pick<Rule, 'conditions'>>(rules: readonly R[], facts: RoutingFacts): R[] {
  return rules.filter((rule) => holds(rule.conditions, facts))
}

export function firstMatch<R extends Pick<Rule, 'conditions'>>(
  rules: readonly R[],
  facts: RoutingFacts,
): R | undefined {
  return rules.find((rule) => holds(rule.conditions, facts))
}

function named(names: readonly string[], name: string | null): boolean {
  if (name === null) return false
  const wanted = folded(name)
  return names.some((one) => folded(one) === wanted)
}

/** "Zürich", "ZÜRICH " and a "Zürich" typed with a combining diaeresis are the same place. */
function folded(name: string): string {
  return name.normalize('NFC').trim().toLowerCase()
}

function inRange({ amountFrom, amountTo }: Conditions, amount: string | null): boolean {
  if (amountFrom === null && amountTo === null) return true
  if (amount === null) return false
  const cents = centsOf(amount)
  return (
    (amountFrom === null || cents >= centsOf(amountFrom)) && (amountTo === null || cents <= centsOf(amountTo))
  )
}

/** Twelve digits and two decimals are exact in a double. */
function centsOf(amount: string): number {
  return Math.round(Number(amount) * 100)
}
