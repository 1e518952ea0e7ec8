import type { HandoffFilters, HandoffSet } from '@/lib/handoffs/handoff-sets'
import { addDays } from '@/lib/platform/calendar'
import type { Grade, Side } from '@/lib/platform/db/generated/enums'
import type { Period } from '@/lib/platform/period'

/**
 * Quality points: what a grade or an outcome is worth, said by each side's head and read by both sides. Each thing that is
 * paid for is a set of handoffs or leads with a list behind it, so a person can check every point. Weights count from
 * their day: for what happens from then on, and for nothing before.
 */

const GRADES = ['hot', 'warm', 'cold'] as const satisfies readonly Grade[]

/** What a side can give points for, besides rejections (`rejected:<code of the reason>`, marketing only). */
export const POINT_KEYS = {
  marketing: [
    'acceptedHot',
    'acceptedWarm',
    'acceptedCold',
    'wonHot',
    'wonWarm',
    'wonCold',
    'answerInTime',
    'answerLate',
  ],
  sales: ['verdictInTime', 'verdictLate', 'acceptedHot', 'acceptedWarm', 'acceptedCold', 'won', 'overturned'],
} as const satisfies Record<Side, readonly string[]>
export type PointKey = (typeof POINT_KEYS)[Side][number]

export const REJECTED = 'rejected:'

/** Points by what they are given for; what is not named gives none. */
export type Weights = Readonly<Record<string, number>>

export const MAX_WEIGHT = 1000

export type WeightsVersion = { version: number; inForceFrom: string; weights: Weights }

/** Days of a period during which one version counts; null: none had been set. */
export type Span = Period & { version: number | null; weights: Weights }

/** A later version takes the place of every earlier one from its day on. */
export function spansOf(versions: readonly WeightsVersion[], { from, to }: Period): Span[] {
  const starts = new Set([from, ...versions.map(({ inForceFrom }) => inForceFrom)])
  const days = [...starts].filter((day) => day >= from && day <= to).toSorted()
  const spans: Span[] = []
  for (const [index, day] of days.entries()) {
    const next = days[index + 1]
    const until = next === undefined ? to : addDays(next, -1)
    const now = versions
      .filter(({ inForceFrom }) => inForceFrom <= day)
      .reduce<WeightsVersion | null>((best, one) => (best && best.version > one.version ? best : one), null)
    const last = spans.at(-1)
    if (last && last.version === (now?.version ?? null)) last.to = until
    else spans.push({ from: day, to: until, version: now?.version ?? null, weights: now?.weights ?? {} })
  }
  return spans
}

/** The list behind a count: rounds of handoffs, or leads whose deal was won. */
export type PointSource =
  | { of: 'handoffs'; set: HandoffSet; filters: HandoffFilters }
  | { of: 'customers'; assigneeId: number }

/** Where the things are that a key counts, for one person. */
export function sourceOf(
  side: Side,
  key: string,
  personId: number,
  reasonIds: ReadonlyMap<string, number>,
): PointSource | null {
  const own = side === 'marketing' ? { marketerId: personId } : { repId: personId }
  const owner = { owner: { side, personId } }
  const handoffs = (set: HandoffSet, filters: HandoffFilters): PointSource => ({
    of: 'handoffs',
    set,
    filters,
  })
  if (key.startsWith(REJECTED)) {
    const reasonId = reasonIds.get(key.slice(REJECTED.length))
    return reasonId === undefined ? null : handoffs('standing', { ...own, reasonId })
  }
  const grade = GRADES.find((one) => key.toLowerCase().endsWith(one))
  switch (key as PointKey) {
    case 'acceptedHot':
    case 'acceptedWarm':
    case 'acceptedCold':
      return handoffs('accepted', { ...own, grade })
    case 'wonHot':
    case 'wonWarm':
    case 'wonCold':
      return handoffs('wonIn', { ...own, grade })
    case 'won':
      return { of: 'customers', assigneeId: personId }
    case 'answerInTime':
    case 'verdictInTime':
      return handoffs(key === 'answerInTime' ? 'answerInTime' : 'inTime', owner)
    case 'answerLate':
    case 'verdictLate':
      return handoffs(key === 'answerLate' ? 'answerBroken' : 'broken', owner)
    case 'overturned':
      return handoffs('overturned', own)
    default:
      return null
  }
}

/** Is this something that the side can give points for? */
export function isPointKey(side: Side, key: string, reasonCodes: readonly string[]): boolean {
  if ((POINT_KEYS[side] as readonly string[]).includes(key)) return true
  return side === 'marketing' && key.startsWith(REJECTED) && reasonCodes.includes(key.slice(REJECTED.length))
}

/** One line of the computation: so many times so much. */
export type PointLine = Period & {
  version: number
  key: string
  count: number
  weight: number
  points: number
}

/** `total` is null where no weights were in force on any of the days. */
export type PersonPoints = { total: number | null; lines: PointLine[] }

/** The computation, line by line; `counted` says how often a key happened in the days of a span. */
export function pointsOf(
  side: Side,
  spans: readonly Span[],
  counted: (span: number, key: string) => number,
): PersonPoints {
  const lines = spans.flatMap(({ from, to, version, weights }, span) =>
    version === null
      ? []
      : orderedKeys(side, weights).map((key): PointLine => {
          const weight = weights[key] ?? 0
          const count = counted(span, key)
          // none of what costs points is nought, not minus nought
          return { version, from, to, key, count, weight, points: count === 0 ? 0 : count * weight }
        }),
  )
  const isSet = spans.some(({ version }) => version !== null)
  return { total: isSet ? lines.reduce((sum, { points }) => sum + points, 0) : null, lines }
}

/** What has a weight, in the order of the form, rejections after it. */
function orderedKeys(side: Side, weights: Weights): string[] {
  const known: readonly string[] = POINT_KEYS[side]
  const place = (key: string) => (known.includes(key) ? known.indexOf(key) : known.length)
  return Object.keys(weights)
    .filter((key) => weights[key] !== 0)
    .toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
}
