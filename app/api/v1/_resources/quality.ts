import { z } from 'zod'
import type { CalibrationRow, Judged } from '@/lib/funnel/calibration'
import { MIX_GROUPINGS, type Mix, type Suggestion } from '@/lib/funnel/quality'
import type { GradingCalibration, QualityMix } from '@/lib/funnel/queries/quality'
import type { NamedRejections } from '@/lib/funnel/queries/rejections'
import { REJECTION_GROUPINGS } from '@/lib/funnel/rejections'
import type { Estimate } from '@/lib/platform/statistics'
import { day, id } from './common'

const count = z.int().min(0)
const share = z.number().min(0).max(1).nullable()

export const estimateFields = {
  count,
  base: count,
  value: share.meta({ description: 'null where the base is 0' }),
  low: share.meta({ description: 'of the 95 % Wilson interval' }),
  high: share,
  enough: z.boolean().meta({ description: 'the base is fit to judge by (30 or more)' }),
}
const estimate = z.strictObject(estimateFields).meta({ id: 'Share' })
const judged = z
  .strictObject({
    ...estimateFields,
    verdict: z
      .enum(['more', 'less', 'same', 'too_few'])
      .meta({ description: 'against all the others together, corrected for the number of comparisons' }),
  })
  .meta({ id: 'JudgedShare' })

export function estimateJson({ count, base, value, low, high, enough }: Estimate) {
  return { count, base, value, low, high, enough }
}
function judgedJson(one: Judged): z.infer<typeof judged> {
  return { ...estimateJson(one), verdict: one.verdict }
}

const mix = {
  leads: count,
  graded: count,
  ungraded: count,
  hot: judged.meta({ description: 'of the graded' }),
  warm: judged,
  cold: judged,
  suggests: z.array(z.enum(['more', 'offer', 'closers'] satisfies Suggestion[])).meta({
    description:
      'more hot: do more of what brought them; more warm: change the offer; more cold: best closers, or stop paying',
  }),
}

export const qualityAnswer = z
  .strictObject({
    from: day,
    to: day,
    groupBy: z.enum(MIX_GROUPINGS),
    rows: z.array(
      z.strictObject({
        key: id.nullable().meta({ description: 'null: has none' }),
        label: z.string(),
        ...mix,
      }),
    ),
    total: z.strictObject(mix),
  })
  .meta({ id: 'QualityMix' })

function mixJson({ leads, graded, ungraded, shares, suggests }: Mix) {
  return {
    leads,
    graded,
    ungraded,
    hot: judgedJson(shares.hot),
    warm: judgedJson(shares.warm),
    cold: judgedJson(shares.cold),
    suggests,
  }
}

export function qualityJson({ from, to, groupBy, rows, total }: QualityMix): z.infer<typeof qualityAnswer> {
  return {
    from,
    to,
    groupBy,
    rows: rows.map((row) => ({ key: row.key, label: row.label ?? `No ${groupBy}`, ...mixJson(row) })),
    total: mixJson(total),
  }
}

const graded = z.strictObject({
  accepted: judged.meta({ description: 'of what was handed off at this grade and decided' }),
  won: judged,
  atWork: count,
})
const calibrationFields = {
  hot: graded,
  warm: graded,
  cold: graded,
  overrides: z.strictObject({
    up: count.meta({ description: 'handed off hotter than the answers said, and decided' }),
    upAccepted: count,
    upWon: count,
    down: count,
    downRejected: count,
    right: judged.meta({ description: 'hotter and accepted, or colder and rejected' }),
    leadsUp: count.meta({ description: 'of the leads created in the period, whatever became of them' }),
    leadsDown: count,
  }),
}

const order = z.enum(['more', 'less', 'same', 'too_few'])

export const calibrationAnswer = z
  .strictObject({
    from: day,
    to: day,
    total: z.strictObject(calibrationFields),
    order: z.strictObject({ hotOverWarm: order, warmOverCold: order }),
    overriddenHot: z.strictObject({ overridden: estimate, answered: estimate, verdict: order }).meta({
      description:
        'of what was handed off as hot: accepted where a marketer said so, and where the answers did',
    }),
    people: z.array(z.strictObject({ id, name: z.string(), ...calibrationFields })),
  })
  .meta({ id: 'Calibration' })

function calibrationRowJson({ grades, overrides }: CalibrationRow, leads: GradingCalibration['leads']) {
  const one = (grade: keyof typeof grades) => ({
    accepted: judgedJson(grades[grade].accepted),
    won: judgedJson(grades[grade].won),
    atWork: grades[grade].atWork,
  })
  return {
    hot: one('hot'),
    warm: one('warm'),
    cold: one('cold'),
    overrides: {
      ...overrides,
      right: judgedJson(overrides.right),
      leadsUp: leads.up,
      leadsDown: leads.down,
    },
  }
}

export function calibrationJson(found: GradingCalibration): z.infer<typeof calibrationAnswer> {
  const { overridden, answered, verdict } = found.hot
  return {
    from: found.from,
    to: found.to,
    total: calibrationRowJson(found.total, found.leads),
    order: found.order,
    overriddenHot: { overridden: estimateJson(overridden), answered: estimateJson(answered), verdict },
    people: found.people.map((row) => ({
      id: row.personId,
      name: row.name ?? '',
      ...calibrationRowJson(row, row.leads),
    })),
  }
}

const sums = { decided: count, rejected: count, contested: count, overturned: count, againstMarketing: count }
const change = z.strictObject({ before: estimate, since: judged })

export const rejectionsAnswer = z
  .strictObject({
    from: day,
    to: day,
    groupBy: z.enum(REJECTION_GROUPINGS),
    reason: z.string().nullable().meta({ description: 'the code of the one that the rates are about' }),
    rows: z.array(
      z.strictObject({
        key: id.nullable(),
        label: z.string(),
        ...sums,
        rate: judged.meta({ description: 'of the decided' }),
        againstRate: judged,
        reasons: z.record(z.string(), judged).meta({ description: 'by code: of the rejected' }),
      }),
    ),
    total: z.strictObject({ ...sums, rate: estimate, againstRate: estimate }),
    reasons: z.array(
      z.strictObject({
        code: z.string(),
        name: z.string(),
        countsAgainstMarketing: z.boolean(),
        count,
        share: estimate.meta({ description: 'of the rejected' }),
        contested: count,
        overturned: count,
      }),
    ),
    definition: z
      .strictObject({
        before: z.int(),
        version: z.int(),
        inForceFrom: day.nullable(),
        rejected: change,
        reasons: z.record(z.string(), change).meta({ description: 'by code: of the decided' }),
      })
      .nullable()
      .meta({
        description: 'everything that the version in force and the one before it judged; null: the first',
      }),
  })
  .meta({ id: 'Rejections' })

export function rejectionsJson(found: NamedRejections): z.infer<typeof rejectionsAnswer> {
  const { groupBy, named, definition } = found
  const code = (reasonId: number) => named.get(reasonId)?.code ?? String(reasonId)
  const sumsJson = (row: NamedRejections['total']) => ({
    decided: row.decided,
    rejected: row.rejected,
    contested: row.contested,
    overturned: row.overturned,
    againstMarketing: row.against,
  })
  return {
    from: found.from,
    to: found.to,
    groupBy,
    reason: found.reason === undefined ? null : code(found.reason),
    rows: found.rows.map((row) => ({
      key: row.key,
      label: row.label ?? `No ${groupBy}`,
      ...sumsJson(row),
      rate: judgedJson(row.rate),
      againstRate: judgedJson(row.againstRate),
      reasons: Object.fromEntries(row.reasons.map((one) => [code(one.reasonId), judgedJson(one)])),
    })),
    total: {
      ...sumsJson(found.total),
      rate: estimateJson(found.total.rate),
      againstRate: estimateJson(found.total.againstRate),
    },
    reasons: found.reasons.map(({ reasonId, rejected, share, contested, overturned }) => ({
      code: code(reasonId),
      name: named.get(reasonId)?.nameEn ?? '',
      countsAgainstMarketing: named.get(reasonId)?.countsAgainstMarketing ?? false,
      count: rejected,
      share: estimateJson(share),
      contested,
      overturned,
    })),
    definition: definition && {
      before: definition.before,
      version: definition.version,
      inForceFrom: definition.inForceFrom,
      rejected: changeJson(definition.rejected),
      reasons: Object.fromEntries(definition.reasons.map((one) => [code(one.reasonId), changeJson(one)])),
    },
  }
}

function changeJson({ before, since }: { before: Estimate; since: Judged }): z.infer<typeof change> {
  return { before: estimateJson(before), since: judgedJson(since) }
}
