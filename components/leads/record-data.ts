import { currentDefinition } from '@/lib/agreements/queries'
import { dealsOfLead } from '@/lib/deals/queries'
import { handoffsOfLead } from '@/lib/handoffs/queries/list'
import { leadById, leadContacts, leadHistory, speakingTouches } from '@/lib/leads/queries/record'
import { planOfLead, touchThatWoke } from '@/lib/nurture/queries/followed'
import { getOrganisation } from '@/lib/organisation/queries'
import { listReps } from '@/lib/people/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'

export type LeadRecord = NonNullable<Awaited<ReturnType<typeof leadRecord>>>

/** A lead with everything that its page and its panel show; null when there is none. */
export async function leadRecord(
  actor: Actor,
  id: number,
  { events = 30, after }: { events?: number; after?: number } = {},
) {
  if (!Number.isInteger(id) || id < 1 || id > 2_147_483_647) return null
  const [lead, rounds, deals, contacts, history, organisation, reps, definition, plan, wokenBy, signs] =
    await Promise.all([
      leadById(actor, id),
      handoffsOfLead(actor, id),
      dealsOfLead(actor, id),
      leadContacts(actor, id),
      leadHistory(actor, id, { order: 'newest', limit: events, after }),
      getOrganisation(actor),
      listReps(actor),
      currentDefinition(actor),
      planOfLead(actor, id),
      touchThatWoke(actor, id),
      speakingTouches(actor, id),
    ])
  const today = dayOf(actor.at, organisation.timeZone)
  return (
    lead && {
      lead,
      rounds,
      deals,
      contacts,
      history,
      organisation,
      reps,
      definition,
      plan,
      wokenBy,
      signs,
      today,
    }
  )
}
