import { compareLeads } from '@/lib/leads/commands/compare'
import { createLead } from '@/lib/leads/commands/create'
import { editLead } from '@/lib/leads/commands/edit'
import { markDifferent, mergeLeads } from '@/lib/leads/commands/merge'
import type { Actor } from '@/lib/platform/actor'
import { inTransaction } from '@/lib/platform/db/transaction'
import { must } from '@/lib/platform/result'

type As = (key: string, at: Date) => Actor

const DAY = 86_400_000

/** One person who enquired twice under two addresses: merged; and leads that look alike: still to be looked at. */
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
  const alike = await lookAlikes(as, first, second)
  // the job finds all others within a minute
  must(await inTransaction((tx) => compareLeads(tx, [...alike, twin.id], now)))
}

/** As they come in from fairs, forms and old files: another address, a slip, a legal form more or less. */
async function lookAlikes(as: As, first: Date, second: Date): Promise<number[]> {
  const entered: number[] = []
  const enter = async (by: string, at: Date, lead: Parameters<typeof createLead>[1]) => {
    const { id } = must(await createLead(as(by, at), lead)).lead
    entered.push(id)
    return id
  }
  // three of a kind
  await enter('anna', first, {
    company: 'Kärntner Quellwasser GmbH',
    contactName: 'Doris Pichler',
    email: 'd.pichler@quellwasser-kaernten.example',
    website: 'https://www.quellwasser-kaernten.example',
    note: 'Fair in Graz, wants a visit in December',
  })
  await enter('miguel', second, {
    company: 'Quellwasser Kärnten',
    contactName: 'Pichler, Doris',
    phone: '+43 463 555 0142',
    website: 'quellwasser-kaernten.example/de',
  })
  await enter('anna', second, {
    company: 'Kaerntner Quellwasser',
    contactName: 'D. Pichler',
    email: 'office@quellwasser-kaernten.example',
  })
  // a slip in the company
  await enter('anna', first, {
    company: 'Maas Logistics B.V.',
    contactName: 'Femke de Vries',
    email: 'femke.devries@gmail.com',
  })
  await enter('miguel', second, {
    company: 'Maas Logistic',
    contactName: 'Femke de Vries',
    phone: '+31 43 555 0117',
  })
  // two scripts
  await enter('anna', first, {
    company: 'ООО «Ромашка»',
    contactName: 'Сергей Лебедев',
    email: 's.lebedev@romashka.example',
  })
  await enter('miguel', second, {
    company: 'Romashka LLC',
    contactName: 'Sergey Lebedev',
    phone: '+7 495 555-01-33',
    website: 'www.romashka.example',
  })
  // no name to go by
  await enter('anna', first, { company: 'Tatra Springs s.r.o.', email: 'info@tatra-springs.example' })
  await enter('miguel', second, { company: 'TATRA SPRINGS', email: 'obchod@tatra-springs.example' })
  // two shops of one chain that somebody has looked at
  const north = await enter('anna', first, {
    company: 'Nordsee Cafés',
    contactName: 'Jonas Petersen',
    email: 'kiel@nordsee-cafes.example',
  })
  const south = await enter('miguel', second, {
    company: 'Nordsee Cafés',
    contactName: 'J. Petersen',
    email: 'husum@nordsee-cafes.example',
  })
  must(await markDifferent(as('anna', second), { leadId: north, otherId: south }))
  return entered
}
