import { daysBetween } from '@/lib/platform/calendar'
import type { Side } from '@/lib/platform/db/generated/enums'
import { WORDS } from '@/lib/platform/input'
import { firstDayOf, lastDayOf } from '@/lib/platform/period'
import { MAX_DAYS } from '@/lib/platform/period-choice'
import type { FieldProblem } from '@/lib/platform/result'
import type { Place, Split } from './split'

/** An entry of the cost ledger, and what makes one complete; the API, the form, imports and undoing all ask here. */

export type CostShare = Place & { channelId: number; percent: string }

export type CostEntry = Place & {
  side: Side
  planned: boolean
  purpose: string
  /** of a shared cost; null where a channel bears it */
  splitBy: Split | null
  /** of a split by fixed percentages */
  shares: readonly CostShare[]
  firstDay: string
  lastDay: string
  /** amount, reach and responses are those of each month */
  monthly: boolean
  amount: string
  reach: number
  responses: number
}

export type CostTime = Pick<CostEntry, 'firstDay' | 'lastDay' | 'monthly'>

/** When it is for: a day; a month, or each month until another one; or the days from–to, over which it is spread. */
export type TimeGiven = {
  day?: string | null
  month?: string | null
  untilMonth?: string | null
  from?: string | null
  to?: string | null
}

export const TIMINGS = ['day', 'month', 'monthly', 'period'] as const
export type Timing = (typeof TIMINGS)[number]

/** How the time of an entry was given, to show and edit it so. */
export function timingOf({ firstDay, lastDay, monthly }: CostTime): Timing {
  if (monthly) return 'monthly'
  if (firstDay === lastDay) return 'day'
  const month = firstDay.slice(0, 7)
  return firstDay === firstDayOf(month) && lastDay === lastDayOf(month) ? 'month' : 'period'
}

export function timeOf({ day, month, untilMonth, from, to }: TimeGiven): CostTime | FieldProblem {
  const given = [day, month, from ?? to].filter((time) => time)
  if (untilMonth && !month) return problem('untilMonth', 'monthly_months')
  if (given.length !== 1) return problem(day ? 'day' : 'month', 'one_time')
  if (day) return { firstDay: day, lastDay: day, monthly: false }
  if (month) {
    if (untilMonth && untilMonth < month) return problem('untilMonth', 'from_after_to')
    return {
      firstDay: firstDayOf(month),
      lastDay: lastDayOf(untilMonth || month),
      monthly: Boolean(untilMonth),
    }
  }
  if (!from) return problem('from', 'required')
  if (!to) return problem('to', 'required')
  return { firstDay: from, lastDay: to, monthly: false }
}

/** What is wrong with an entry whose fields are each right by themselves. */
export function entryProblems(entry: CostEntry): FieldProblem[] {
  const { channelId, campaignId, splitBy, shares, firstDay, lastDay, reach, responses } = entry
  const problems: FieldProblem[] = []
  if (firstDay > lastDay) problems.push(problem('from', 'from_after_to'))
  else if (daysBetween(firstDay, lastDay) > MAX_DAYS)
    problems.push(problem(entry.monthly ? 'untilMonth' : 'to', 'range_too_long'))
  if (channelId === null) {
    if (campaignId !== null) problems.push(problem('campaign', 'needs_channel'))
    if (splitBy === null) problems.push(problem('channel', 'channel_or_split'))
    if (reach > 0) problems.push(problem('reach', 'shared_is_money'))
    if (responses > 0) problems.push(problem('responses', 'shared_is_money'))
  } else if (splitBy !== null) problems.push(problem('splitBy', 'channel_and_split'))
  return [...problems, ...shareProblems(splitBy, shares)]
}

function shareProblems(splitBy: Split | null, shares: readonly CostShare[]): FieldProblem[] {
  if (splitBy !== 'fixed') return shares.length > 0 ? [problem('shares', 'shares_need_fixed')] : []
  if (shares.length === 0) return [problem('shares', 'required')]
  const places = shares.map(({ channelId, campaignId }) => `${channelId} ${campaignId}`)
  const again = places.findIndex((place, index) => places.indexOf(place) !== index)
  if (again !== -1) return [problem(`shares.${again}.channel`, 'repeated')]
  const sum = shares.reduce((total, { percent }) => total + hundredths(percent), 0)
  if (sum === 10_000) return []
  return [{ ...problem('shares', 'not_hundred'), params: { sum: String(sum / 100) } }]
}

function hundredths(percent: string): number {
  return Math.round(Number(percent) * 100)
}

function problem(path: string, code: string): FieldProblem {
  return { path, code, message: WORDS[code] ?? code }
}
