import {
  countedAt,
  handoffCondition,
  type Moment,
  ownerOf,
  within,
} from '@/lib/handoffs/queries/handoff-condition'
import { startOfDay } from '@/lib/platform/calendar'
import type { Grade, Side } from '@/lib/platform/db/generated/enums'
import { db, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import type { Period } from '@/lib/platform/period'
import { countsBy } from '@/lib/rollups/queries/counts'
import { type VerdictCell, verdictsBy } from '@/lib/rollups/queries/verdicts'
import { type PersonPoints, pointsOf, REJECTED, type Span, spansOf } from '../points'
import { weightsUntil } from './weights'

type Counted = { span: number; personId: number | null; key: string; count: number }

/** The points of everybody of a side; who may read whose is the caller's to say. */
export async function sidePoints(
  side: Side,
  period: Period,
  moment: Moment,
): Promise<(personId: number) => PersonPoints> {
  const spans = spansOf(await weightsUntil(db, side, period.to), period)
  const isSet = spans.some(({ version }) => version !== null)
  const counted = !isSet
    ? []
    : side === 'marketing'
      ? await marketingCounts(period, spans, moment)
      : await salesCounts(period, spans, moment)
  const counts = new Map<string, number>()
  for (const { personId, span, key, count } of counted)
    counts.set(`${personId} ${span} ${key}`, (counts.get(`${personId} ${span} ${key}`) ?? 0) + count)
  return (personId) => pointsOf(side, spans, (span, key) => counts.get(`${personId} ${span + 1} ${key}`) ?? 0)
}

/** In which span (from 1) a time lies. */
function spanOf(time: Sql, spans: readonly Span[], { timeZone }: Moment): Sql {
  const starts = spans.map(({ from }) => startOfDay(from, timeZone).toISOString())
  return sql`width_bucket(${time}, ${starts}::timestamptz[])`
}

type Verdict = VerdictCell & { span: number }

/** The verdicts of a facet in each span (from 1). */
async function verdictsOf(
  facet: 'marketer' | 'rep',
  spans: readonly Span[],
  { timeZone }: Moment,
): Promise<Verdict[]> {
  const found = await Promise.all(spans.map(({ from, to }) => verdictsBy(facet, { from, to }, timeZone)))
  return found.flatMap((cells, index) => cells.map((cell) => ({ ...cell, span: index + 1 })))
}

function withGrade(what: 'accepted' | 'won', grade: Grade | null): string {
  // what was handed off ungraded gives no points: there is no grade that was right
  return grade === null ? '' : `${what}${grade[0]?.toUpperCase()}${grade.slice(1)}`
}

async function marketingCounts(period: Period, spans: readonly Span[], moment: Moment): Promise<Counted[]> {
  const { at } = moment
  const [verdicts, won, answers, reasons] = await Promise.all([
    verdictsOf('marketer', spans, moment),
    db.rows<{ span: number; personId: number; grade: Grade | null; count: number }>(
      plannedAnew(sql`
      select ${spanOf(countedAt('wonIn'), spans, moment)} as span, offered_by_id as "personId", grade,
        count(*)::int as count
      from handoff where ${handoffCondition({ set: 'wonIn', ...period, ...moment })} group by 1, 2, 3`),
    ),
    db.rows<{ span: number; personId: number | null; inTime: number; late: number }>(
      plannedAnew(sql`
      select ${spanOf(countedAt('answerSettled'), spans, moment)} as span,
        ${ownerOf('answerSettled', 'marketing')} as "personId",
        count(*) filter (where ${within('answerInTime', at)})::int as "inTime",
        count(*) filter (where ${within('answerBroken', at)})::int as late
      from handoff where ${handoffCondition({ set: 'answerSettled', ...period, ...moment })} group by 1, 2`),
    ),
    db.rows<{ id: number; code: string }>(sql`select id, code from rejection_reason`),
  ])
  const codes = new Map(reasons.map(({ id, code }) => [id, code]))
  return [
    ...verdicts.flatMap(({ span, key: personId, grade, reasonId, decided, accepted, overturned }) => [
      { span, personId, key: withGrade('accepted', grade), count: accepted },
      {
        span,
        personId,
        key: `${REJECTED}${reasonId === null ? '' : (codes.get(reasonId) ?? '')}`,
        count: decided - accepted - overturned,
      },
    ]),
    ...won.map(({ grade, ...row }) => ({ ...row, key: withGrade('won', grade) })),
    ...answers.flatMap(({ span, personId, inTime, late }) => [
      { span, personId, key: 'answerInTime', count: inTime },
      { span, personId, key: 'answerLate', count: late },
    ]),
  ]
}

async function salesCounts(period: Period, spans: readonly Span[], moment: Moment): Promise<Counted[]> {
  const [verdicts, broken, won] = await Promise.all([
    verdictsOf('rep', spans, moment),
    db.rows<{ span: number; personId: number | null; late: number }>(
      plannedAnew(sql`
      select ${spanOf(countedAt('broken'), spans, moment)} as span, ${ownerOf('broken', 'sales')} as "personId",
        count(*)::int as late
      from handoff where ${handoffCondition({ set: 'broken', ...period, ...moment })} group by 1, 2`),
    ),
    Promise.all(spans.map(({ from, to }) => countsBy({ from, to, groupBy: 'assignee' }, ['customers']))),
  ])
  return [
    ...verdicts.flatMap(({ span, key: personId, grade, accepted, overturned, inTime }) => [
      { span, personId, key: withGrade('accepted', grade), count: accepted },
      { span, personId, key: 'overturned', count: overturned },
      { span, personId, key: 'verdictInTime', count: inTime },
    ]),
    ...broken.map(({ span, personId, late }) => ({ span, personId, key: 'verdictLate', count: late })),
    ...won.flatMap((rows, index) =>
      rows.map(({ key, customers }) => ({
        span: index + 1,
        personId: key as number | null,
        key: 'won',
        count: customers,
      })),
    ),
  ]
}
