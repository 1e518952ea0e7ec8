import type { QueueView, viewFilter } from './search-params'

/** What a list of the queue holds, as the browser needs it to place what changes elsewhere. */
export type QueueScope = ReturnType<typeof viewFilter> & {
  /** it says how many new ones there are: the first page of a list of work */
  countsNew: boolean
}

export function scopeOf(
  filter: ReturnType<typeof viewFilter>,
  view: QueueView,
  firstPage: boolean,
): QueueScope {
  return { ...filter, countsNew: firstPage && view !== 'overdue' && filter.state !== 'decided' }
}

type Change = Record<string, string | number | boolean | null>

/**
 * Whether a handoff belongs to the list after a change that was announced: in, out, or in if this person offered it,
 * which the announcement does not say.
 */
export function placeOf(change: Change, scope: QueueScope, me: number): 'in' | 'out' | 'ask' {
  const { state, assigneeId, waiting = false } = change
  const pending = scope.state === 'pending' || scope.state === 'overdue'
  if (pending !== (state === 'pending')) return 'out'
  if (scope.state === 'rejected' && state !== 'rejected') return 'out'
  if (pending && scope.waiting !== undefined && scope.waiting !== waiting) return 'out'
  if (scope.state === 'overdue' && waiting) return 'out' // the clock stands still
  if (scope.assignee === 'me' && assigneeId !== me) return 'out'
  if (scope.assignee === 'open' && assigneeId !== me && assigneeId !== null) return 'out'
  return scope.offeredBy === 'me' ? 'ask' : 'in'
}
