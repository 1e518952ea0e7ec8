import { randomInt, randomUUID } from 'node:crypto'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import type { HandoffView } from '@/lib/handoffs/queries/handoff-view'
import { createLead } from '@/lib/leads/commands/create'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import type { Actor } from '@/lib/platform/actor'
import { must } from '@/lib/platform/result'
import { HOT } from './life'

/** A company's name that no other test and no demo lead has, in the letters of a language. */
export function freshName(start: string): string {
  return `${start} ${randomUUID().slice(0, 8)}`
}

/** A lead that nobody has seen before, as `marketer` enters it. */
export async function enteredLead(marketer: Actor, company = freshName('Nordlicht')): Promise<LeadView> {
  const email = `${randomUUID().slice(0, 12)}@example.org`
  // with all that the demo company's definition asks for
  const phone = `+49151${randomInt(10_000_000, 99_999_999)}`
  return must(await createLead(marketer, { company, email, phone, origin: 'marketing' })).lead
}

/** The same, qualified as hot and offered to everyone in sales or to one rep. */
export async function offeredLead(
  marketer: Actor,
  offer: { company?: string; to?: Actor } = {},
): Promise<{ lead: LeadView; handoff: HandoffView }> {
  const lead = await enteredLead(marketer, offer.company)
  must(await qualifyLead(marketer, { leadId: lead.id, ...HOT }))
  const handoff = must(await handOffLead(marketer, { leadId: lead.id, assignee: offer.to?.email }))
  return { lead, handoff }
}
