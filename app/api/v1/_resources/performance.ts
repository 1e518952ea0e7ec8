import { z } from 'zod'
import type { PersonShare } from '@/lib/performance/measure'
import type { PersonPoints } from '@/lib/performance/points'
import type { MarketerRow, Performance, PersonPerformance, RepRow } from '@/lib/performance/queries/people'
import type { SideWeights, WeightsView } from '@/lib/performance/queries/weights'
import { SIDES } from '@/lib/performance/schema'
import type { Estimate } from '@/lib/platform/statistics'
import { day, id, money, time } from './common'
import { estimateFields, estimateJson } from './quality'

const count = z.int().min(0)
const whole = z.strictObject(estimateFields).meta({ id: 'SideShare' })
const judged = z
  .strictObject({
    ...estimateFields,
    verdict: z.enum(['better', 'worse', 'more', 'less', 'same', 'too_few']).meta({
      description:
        'against everybody else on the side, corrected for all comparisons; more and less where neither is good by itself',
    }),
  })
  .meta({ id: 'PersonShare' })

const points = z
  .strictObject({
    total: z.int().nullable().meta({ description: 'null: no weights were in force on any of the days' }),
    lines: z.array(
      z.strictObject({
        version: z.int().min(1),
        from: day,
        to: day,
        key: z.string(),
        count,
        weight: z.int(),
        points: z.int().meta({ description: 'count × weight' }),
      }),
    ),
  })
  .meta({ id: 'Points' })

const marketerCounts = {
  leads: count.meta({ description: 'created in the period, theirs' }),
  graded: count,
  handoffsDecided: count,
  customers: count,
  revenue: money,
}
const repCounts = {
  taken: count,
  handoffsDecided: count,
  deals: count,
  customers: count,
  revenue: money,
}
const MARKETER_SHARES = [
  'hotShare',
  'acceptance',
  'against',
  'won',
  'overridesRight',
  'answersInTime',
] as const
const REP_SHARES = ['acceptance', 'verdictsInTime', 'winRate', 'overturned'] as const

function sharesOf<N extends string, S extends z.ZodType>(names: readonly N[], share: S) {
  return z.strictObject(Object.fromEntries(names.map((name) => [name, share])) as Record<N, S>)
}

const responseMinutes = z
  .strictObject({ low: z.number(), median: z.number(), high: z.number() })
  .nullable()
  .meta({ description: 'working minutes to the verdict; the middle half' })

const marketer = z
  .strictObject({
    id,
    name: z.string(),
    ...marketerCounts,
    shares: sharesOf(MARKETER_SHARES, judged),
    points,
  })
  .meta({ id: 'MarketerPerformance' })
const rep = z
  .strictObject({
    id,
    name: z.string(),
    ...repCounts,
    responseMinutes,
    shares: sharesOf(REP_SHARES, judged),
    points,
  })
  .meta({ id: 'RepPerformance' })
const marketingWhole = z.strictObject({ ...marketerCounts, shares: sharesOf(MARKETER_SHARES, whole) })
const salesWhole = z.strictObject({ ...repCounts, shares: sharesOf(REP_SHARES, whole) })

export const performanceAnswer = z
  .strictObject({
    from: day,
    to: day,
    marketing: z
      .strictObject({ everyone: z.boolean(), whole: marketingWhole, people: z.array(marketer) })
      .nullable()
      .meta({ description: 'null: not for this reader' }),
    sales: z.strictObject({ everyone: z.boolean(), whole: salesWhole, people: z.array(rep) }).nullable(),
  })
  .meta({ id: 'Performance' })

export const personAnswer = z
  .strictObject({
    from: day,
    to: day,
    person: z.strictObject({ id, name: z.string() }),
    marketing: z.strictObject({ own: marketer, whole: marketingWhole }).nullable(),
    sales: z.strictObject({ own: rep, whole: salesWhole }).nullable(),
  })
  .meta({ id: 'PersonPerformance' })

function judgedShares<N extends string>(shares: Record<N, PersonShare>) {
  const all = Object.entries<PersonShare>(shares)
  return Object.fromEntries(
    all.map(([name, one]) => [name, { ...estimateJson(one), verdict: one.verdict }]),
  ) as Record<N, z.infer<typeof judged>>
}

function wholeShares<N extends string>(shares: Record<N, Estimate>) {
  const all = Object.entries<Estimate>(shares)
  return Object.fromEntries(all.map(([name, one]) => [name, estimateJson(one)])) as Record<
    N,
    z.infer<typeof whole>
  >
}

function pointsJson({ total, lines }: PersonPoints): z.infer<typeof points> {
  return {
    total,
    lines: lines.map(({ version, from, to, key, count, weight, points }) => ({
      version,
      from,
      to,
      key,
      count,
      weight,
      points,
    })),
  }
}

function marketingCountsJson({ leads, graded, decided, customers, revenue }: MarketerRow['counts']) {
  return { leads, graded, handoffsDecided: decided, customers, revenue }
}

function salesCountsJson({ taken, decided, deals, customers, revenue }: RepRow['counts']) {
  return { taken, handoffsDecided: decided, deals, customers, revenue }
}

function marketerJson({ personId, name, counts, shares, points }: MarketerRow): z.infer<typeof marketer> {
  const judged = judgedShares(shares)
  return { id: personId, name, ...marketingCountsJson(counts), shares: judged, points: pointsJson(points) }
}

function repJson({ personId, name, counts, shares, points }: RepRow): z.infer<typeof rep> {
  const { response } = counts
  return {
    id: personId,
    name,
    ...salesCountsJson(counts),
    responseMinutes: response && { low: response.low, median: response.middle, high: response.high },
    shares: judgedShares(shares),
    points: pointsJson(points),
  }
}

type Whole<S extends 'marketing' | 'sales'> = NonNullable<Performance[S]>['whole']

function marketingWholeJson({ counts, shares }: Whole<'marketing'>): z.infer<typeof marketingWhole> {
  return { ...marketingCountsJson(counts), shares: wholeShares(shares) }
}

function salesWholeJson({ counts, shares }: Whole<'sales'>): z.infer<typeof salesWhole> {
  return { ...salesCountsJson(counts), shares: wholeShares(shares) }
}

export function performanceJson({
  from,
  to,
  marketing,
  sales,
}: Performance): z.infer<typeof performanceAnswer> {
  return {
    from,
    to,
    marketing: marketing && {
      everyone: marketing.everyone,
      whole: marketingWholeJson(marketing.whole),
      people: marketing.people.map(marketerJson),
    },
    sales: sales && {
      everyone: sales.everyone,
      whole: salesWholeJson(sales.whole),
      people: sales.people.map(repJson),
    },
  }
}

export function personJson(found: PersonPerformance): z.infer<typeof personAnswer> {
  const { from, to, person, marketing, sales } = found
  return {
    from,
    to,
    person: { id: person.id, name: person.name },
    marketing: marketing && { own: marketerJson(marketing.own), whole: marketingWholeJson(marketing.whole) },
    sales: sales && { own: repJson(sales.own), whole: salesWholeJson(sales.whole) },
  }
}

const weightsVersion = z.strictObject({
  version: z.int().min(1),
  inForceFrom: day,
  state: z.enum(['in_force', 'to_come', 'past', 'never']),
  weights: z.record(z.string(), z.int()).meta({
    description:
      'points by what is counted: acceptedHot, wonHot, answerInTime, rejected:<code> …; what is not named gives none',
  }),
  note: z.string().nullable(),
  setBy: z.strictObject({ id, name: z.string() }),
  setAt: time,
})

export const pointWeights = z
  .strictObject({
    side: z.enum(SIDES),
    version: z.int().min(0).meta({ description: 'the newest; 0 while none has been set' }),
    inForce: z.int().nullable().meta({ description: 'the version that counts today' }),
    versions: z.array(weightsVersion),
  })
  .meta({ id: 'PointWeights' })

export function weightsJson(found: SideWeights): z.infer<typeof pointWeights> {
  const { side, version, inForce, versions } = found
  return { side, version, inForce, versions: versions.map(versionJson) }
}

function versionJson(one: WeightsView): z.infer<typeof weightsVersion> {
  const { version, inForceFrom, validity, weights, note, createdBy, createdAt } = one
  // what has been set is never a draft
  const state = validity.is === 'draft' || validity.is === 'withdrawn' ? 'never' : validity.is
  return { version, inForceFrom, state, weights, note, setBy: createdBy, setAt: createdAt.toISOString() }
}
