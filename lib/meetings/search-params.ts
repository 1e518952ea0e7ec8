import { hrefWith, one, type Query } from '@/lib/platform/url-state'

export const MONDAY = '/monday'

export function meetingHref(meetingId: number): string {
  return `${MONDAY}/${meetingId}`
}

type Whose = 'mine' | 'all'

/** The first page of decisions and of meetings, or the next of one of them. */
export function mondayHref({
  whose,
  ...place
}: {
  whose?: Whose
  before?: string
  after?: string
} = {}): string {
  return hrefWith(MONDAY, {}, { whose: whose === 'mine' ? whose : undefined, ...place })
}

export function readWhose(query: Query): Whose {
  return one(query, 'whose') === 'mine' ? 'mine' : 'all'
}
