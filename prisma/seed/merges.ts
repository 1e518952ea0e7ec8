import { createLead } from '@/lib/leads/commands/create'
import { editLead } from '@/lib/leads/commands/edit'
import { mergeLeads } from '@/lib/leads/commands/merge'
import type { Actor } from '@/lib/platform/actor'
import { must } from '@/lib/platform/result'

type As = (key: string, at: Date) => Actor

const DAY = 86_400_000

/** One person who enquired twice under two addresses: merged; and two leads that share a phone: still to be looked at. */
export async function mergeTwins(as: As, now: Date): Promise<void> {
  const [first, second] = [new Date(now.getTime() - 6 * DAY), new Date(now.getTime() - 3 * DAY)]
  const company = 'Alster Brewery GmbH'
  const office = must(
    await createLead(as('anna', first), {
      company,
      contactName: 'Henrike Alster',
      email: 'office@alster-brewery.example',
      region: 'Hamburg',
      note: 'Asked for a price list at the fair',
    }),
  ).lead
  const own = must(
    await createLead(as('miguel', second), {
      company: 'Alster Brewery',
      contactName: 'Henrike Alster',
      jobTitle: 'Head of production',
      email: 'h.alster@alster-brewery.example',
      phone: '+49 40 5550 120',
      note: 'Wants the filter for two lines',
    }),
  ).lead
  must(
    await mergeLeads(as('anna', now), {
      leadId: office.id,
      otherId: own.id,
      fields: { email: own.id, note: 'both' },
    }),
  )
  const phone = '+351 21 555 0180'
  must(
    await createLead(as('anna', first), {
      company: 'Douro Bottling SA',
      contactName: 'Rui Matos',
      email: 'rui.matos@douro-bottling.example',
      phone,
    }),
  )
  const twin = must(
    await createLead(as('anna', second), {
      company: 'Douro Bottling',
      contactName: 'R. Matos',
      email: 'purchasing@douro-bottling.example',
    }),
  ).lead
  must(await editLead(as('anna', second), { leadId: twin.id, version: twin.version, patch: { phone } }))
}
