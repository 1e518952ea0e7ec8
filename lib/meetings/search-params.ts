import { hrefWith } from '@/lib/platform/url-state'

export const MONDAY = '/monday'

export function meetingHref(meetingId: number, topic?: string): string {
  return `${MONDAY}/${meetingId}${topic ? `#${topic}` : ''}`
}

export type Whose = 'mine' | 'all'

export function mondayHref(state: { whose?: Whose; before?: string; after?: string } = {}): string {
  return hrefWith(MONDAY, {}, { whose: state.whose, before: state.before, after: state.after })
}
