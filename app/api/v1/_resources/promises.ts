import { z } from 'zod'
import { type Counts, sharesOf } from '@/lib/promises/measure'
import type { PersonRow, Promises } from '@/lib/promises/queries'
import { day, id, time, timeJson } from './common'

const count = z.int().min(0)
const share = z.strictObject({
  count,
  base: count,
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  enough: z.boolean().meta({ description: 'the base is fit to judge by (30 or more)' }),
})

const counts = z
  .strictObject({
    decided: count,
    accepted: count,
    rejected: count,
    contested: count.meta({ description: 'of the rejected ones' }),
    overturned: count,
    asked: count,
    offered: count,
    salesReady: count,
    now: z.strictObject({
      pending: count,
      overdue: count,
      oldestPendingAt: time.nullable(),
      waiting: count,
      waitingLate: count,
      returned: count,
      returnedLate: count,
    }),
    responseMinutes: z
      .strictObject({ low: z.number(), median: z.number(), high: z.number() })
      .nullable()
      .meta({ description: 'working minutes; the middle half' }),
    acceptance: share,
    verdictsInTime: share,
    answersInTime: share,
    complete: share,
  })
  .meta({ id: 'PromiseCounts' })

const person = z.strictObject({
  id: id.nullable().meta({ description: 'null: nobody in particular (the open queue, imports)' }),
  name: z.string().nullable(),
  counts,
})

export const promisesAnswer = z
  .strictObject({
    from: day,
    to: day,
    definitionVersion: z.int().min(1),
    promised: z.strictObject({
      verdictWithinMinutes: z.strictObject({ hot: count, warm: count, cold: count }),
      answerWithinMinutes: count,
      completeShare: z.number(),
      salesReady: count.nullable().meta({ description: 'for these days up to today; null: not promised' }),
    }),
    sides: z.strictObject({ marketing: counts, sales: counts }),
    people: z.strictObject({ marketing: z.array(person), sales: z.array(person) }),
    reasons: z.array(
      z.strictObject({ name: z.string().nullable(), count, contested: count, overturned: count }),
    ),
  })
  .meta({ id: 'Promises' })

function countsJson(all: Counts): z.infer<typeof counts> {
  const shares = sharesOf(all)
  return {
    decided: all.decided,
    accepted: all.accepted,
    rejected: all.rejected,
    contested: all.contested,
    overturned: all.overturned,
    asked: all.asked,
    offered: all.offered,
    salesReady: all.ready,
    now: {
      pending: all.pending,
      overdue: all.overdue,
      oldestPendingAt: timeJson(all.oldestPending),
      waiting: all.waiting,
      waitingLate: all.waitingLate,
      returned: all.returned,
      returnedLate: all.returnedLate,
    },
    responseMinutes: all.response && {
      low: all.response.low,
      median: all.response.middle,
      high: all.response.high,
    },
    acceptance: shares.acceptance,
    verdictsInTime: shares.verdictsKept,
    answersInTime: shares.answersKept,
    complete: shares.complete,
  }
}

export function promisesJson(counted: Promises): z.infer<typeof promisesAnswer> {
  const { sales, marketing } = counted.definition.terms
  const { hot, warm, cold } = sales.verdictWithin
  const people = (rows: PersonRow[]) =>
    rows.map((row) => ({ id: row.personId, name: row.name, counts: countsJson(row.counts) }))
  return {
    from: counted.from,
    to: counted.to,
    definitionVersion: counted.definition.version,
    promised: {
      verdictWithinMinutes: { hot, warm, cold },
      answerWithinMinutes: marketing.answerWithin,
      completeShare: marketing.completeShare / 100,
      salesReady: counted.promisedVolume,
    },
    sides: { marketing: countsJson(counted.sides.marketing), sales: countsJson(counted.sides.sales) },
    people: { marketing: people(counted.people.marketing), sales: people(counted.people.sales) },
    reasons: counted.reasons.map(({ nameEn, count, contested, overturned }) => ({
      name: nameEn,
      count,
      contested,
      overturned,
    })),
  }
}
