import { type Actor, hasRole } from '@/lib/platform/actor'
import { one, type Query } from '@/lib/platform/url-state'

/** The tabs of the queue. */
export const QUEUE_VIEWS = [
  'answers', // marketing: questions about what I handed off
  'returned', // marketing: my rejected leads that I have not looked at
  'returnedAll', // the head of marketing: everybody's
  'open', // sales: to me or to everyone, a verdict is owed
  'mine', // sales: to me alone
  'overdue',
  'waiting', // for marketing's answer
  'all',
  'decided', // by me
  'verdicts', // by anybody: for who does not decide
] as const
export type QueueView = (typeof QUEUE_VIEWS)[number]

type Filter = {
  state: 'pending' | 'overdue' | 'rejected' | 'decided'
  assignee?: 'me' | 'open'
  offeredBy?: 'me'
  decidedBy?: 'me'
  waiting?: boolean
  unseen?: boolean
}

/** A rep's tabs hold what that rep can decide; the others see everybody's. */
export function viewFilter(actor: Pick<Actor, 'roles' | 'headOf'>, view: QueueView): Filter {
  const mine = hasRole(actor, 'sales') && !actor.headOf.includes('sales') ? { assignee: 'open' as const } : {}
  switch (view) {
    case 'answers':
      return { state: 'pending', waiting: true, offeredBy: 'me' }
    case 'returned':
      return { state: 'rejected', unseen: true, offeredBy: 'me' }
    case 'returnedAll':
      return { state: 'rejected', unseen: true }
    case 'open':
      return { state: 'pending', waiting: false, assignee: 'open' }
    case 'mine':
      return { state: 'pending', waiting: false, assignee: 'me' }
    case 'overdue':
      return { state: 'overdue', ...mine }
    case 'waiting':
      return { state: 'pending', waiting: true, ...mine }
    case 'all':
      return { state: 'pending' }
    case 'decided':
      return { state: 'decided', decidedBy: 'me' }
    case 'verdicts':
      return { state: 'decided' }
  }
}

/** What each side owes comes first; everybody sees the whole queue. */
export function viewsFor(actor: Pick<Actor, 'roles' | 'headOf'>): QueueView[] {
  const sells = hasRole(actor, 'sales')
  const views: QueueView[] = []
  if (sells) views.push('open', 'mine')
  if (hasRole(actor, 'marketer')) views.push('answers', 'returned')
  if (hasRole(actor, 'marketer') && actor.headOf.includes('marketing')) views.push('returnedAll')
  views.push('all', 'overdue', 'waiting', sells ? 'decided' : 'verdicts')
  return views
}

/** The tab that the address asks for; else the first one of this person's. */
export function viewOf(actor: Pick<Actor, 'roles' | 'headOf'>, query: Query): QueueView {
  const wanted = one(query, 'view')
  const views = viewsFor(actor)
  return QUEUE_VIEWS.find((view) => view === wanted) ?? views[0] ?? 'all'
}

/** An id in the address, or nothing. */
export function idIn(query: Query, name: string): number | undefined {
  const id = Number(one(query, name))
  return Number.isInteger(id) && id > 0 && id <= 2_147_483_647 ? id : undefined
}

/** The tabs of the contests. */
const CONTEST_VIEWS = ['waiting', 'open', 'settled'] as const
type ContestTab = (typeof CONTEST_VIEWS)[number]

/** What waits for them stands first for heads and executives; nothing ever waits for the others. */
export function contestViewsFor(actor: Pick<Actor, 'roles' | 'headOf'>): ContestTab[] {
  const settles = actor.headOf.length > 0 || hasRole(actor, 'executive')
  return CONTEST_VIEWS.filter((view) => view !== 'waiting' || settles)
}
