import { currentMeeting } from '@/lib/meetings/queries/meetings'
import { getOrganisation } from '@/lib/organisation/queries'
import { listColleagues } from '@/lib/people/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { DecisionContext } from './decision-list'

/** What every line of decisions needs to know. */
export async function decisionContext(actor: Actor, format: Formatter): Promise<DecisionContext> {
  const [{ timeZone }, people, open] = await Promise.all([
    getOrganisation(actor),
    listColleagues(actor),
    currentMeeting(actor),
  ])
  return {
    actor,
    format,
    people: people.map(({ id, name }) => ({ value: String(id), label: name })),
    today: dayOf(actor.at, timeZone),
    openMeetingId: open?.id ?? null,
  }
}
