import { addMonths, firstDayOf, lastDayOf, monthOf } from '@/lib/platform/period'
import { hrefWith, one, type Query, type QueryChanges } from '@/lib/platform/url-state'
import { COHORT_DAYS, COHORT_STAGES, type CohortDays, type CohortStage, monthsBetween } from './cohorts'
import { type FunnelState, funnelQuery, readFunnelState } from './search-params'

/** What the address of the cohorts says. */
export type CohortState = FunnelState & {
  stage: CohortStage
  /** the days whose conversions are drawn by month */
  days: CohortDays
  /** the first day that was asked for, where there are more months than one screen shows */
  asked: string | null
}

/** Months on one screen; earlier ones are a link away. */
const MOST = 36

export function readCohortState(query: Query, today: string): CohortState {
  const state = readFunnelState(query, today)
  const stage = COHORT_STAGES.find((name) => name === one(query, 'stage'))
  const days = COHORT_DAYS.find((number) => String(number) === one(query, 'days'))
  const isLong = monthsBetween(state.from, state.to) >= MOST
  return {
    ...state,
    from: isLong ? firstDayOf(monthOf(addMonths(firstDayOf(monthOf(state.to)), 1 - MOST))) : state.from,
    stage: stage ?? 'won',
    days: days ?? 90,
    asked: isLong ? state.from : null,
    unknown: [
      ...state.unknown,
      ...(one(query, 'stage') && !stage ? ['stage'] : []),
      ...(one(query, 'days') && !days ? ['days'] : []),
    ],
  }
}

export function cohortQuery(state: CohortState): Query {
  const { stage, days } = state
  const usual = { ...state, basis: 'cohort', groupBy: 'channel', within: null } as const
  return {
    ...funnelQuery(usual),
    ...(stage === 'won' ? {} : { stage }),
    ...(days === 90 ? {} : { days: String(days) }),
  }
}

export function cohortHref(state: CohortState, changes: QueryChanges = {}): string {
  return hrefWith('/funnel/cohorts', cohortQuery(state), changes)
}

/** The months before those that are shown; null where all are. */
export function earlierHref(state: CohortState): string | null {
  if (state.asked === null) return null
  return cohortHref(state, { from: state.asked, to: lastDayOf(monthOf(addMonths(state.from, -1))) })
}
