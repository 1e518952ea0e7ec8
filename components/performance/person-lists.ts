import { handoffsHref, segmentHref, stageHref } from '@/lib/funnel/search-params'
import type { HandoffSet } from '@/lib/handoffs/handoff-sets'
import type { MarketerCounts, RepCounts } from '@/lib/performance/measure'
import type { Period } from '@/lib/platform/period'

type CountOf<C> = { [K in keyof C]: C[K] extends number ? K : never }[keyof C]

/** The list behind each count of a marketer; of the whole side without one. */
export function marketerList(
  period: Period,
  personId: number | undefined,
): (count: CountOf<MarketerCounts>) => string {
  const { from, to } = period
  const owner = personId === undefined ? {} : { owner: personId }
  const leads = (more: object) =>
    stageHref({ from, to, basis: 'cohort', within: null }, 'leads', { ...owner, ...more })
  const handoffs = (set: HandoffSet) => handoffsHref({ from, to, marketerId: personId, of: 'people' }, set)
  // An answer that was given counts for who gave it.
  const answers = (set: HandoffSet) =>
    handoffsHref(
      {
        from,
        to,
        of: 'people',
        owner: personId === undefined ? undefined : { side: 'marketing', personId },
      },
      set,
    )
  return (count) => {
    switch (count) {
      case 'leads':
        return leads({})
      case 'hot':
        return leads({ grade: 'hot' })
      case 'graded':
        return segmentHref({ from, to }, 'graded', owner)
      case 'customers':
        return segmentHref({ from, to }, 'customers', owner)
      case 'answerSettled':
      case 'answerInTime':
        return answers(count)
      default:
        return handoffs(count)
    }
  }
}

/** The list behind each count of a rep; of the whole side without one. */
export function repList(period: Period, personId: number | undefined): (count: CountOf<RepCounts>) => string {
  const { from, to } = period
  const assignee = personId === undefined ? {} : { assignee: personId }
  const entered = (stage: 'accepted' | 'deals') =>
    stageHref({ from, to, basis: 'period', within: null }, stage, assignee)
  const handoffs = (set: HandoffSet) => handoffsHref({ from, to, repId: personId, of: 'people' }, set)
  // A promise that was kept is whose deed it was, a broken one whose it was to keep.
  const promises = (set: HandoffSet) =>
    handoffsHref(
      { from, to, of: 'people', owner: personId === undefined ? undefined : { side: 'sales', personId } },
      set,
    )
  return (count) => {
    switch (count) {
      case 'taken':
        return entered('accepted')
      case 'deals':
        return entered('deals')
      case 'customers':
      case 'closedDeals':
        return segmentHref({ from, to }, count, assignee)
      case 'settled':
      case 'inTime':
        return promises(count)
      default:
        return handoffs(count)
    }
  }
}
