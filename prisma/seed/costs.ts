import { winDeal } from '@/lib/deals/commands'
import { addTouch } from '@/lib/leads/commands/contact'
import type { Actor } from '@/lib/platform/actor'
import { addDays, dayOf } from '@/lib/platform/calendar'
import { db, sql } from '@/lib/platform/db/sql'
import { addMonths, firstDayOf, monthOf } from '@/lib/platform/period'
import { must } from '@/lib/platform/result'
import { createCost } from '@/lib/spend/commands/ledger'
import { putSpend } from '@/lib/spend/commands/put'
import { CHANNELS, ORGANISATION } from './company'
import { seeded } from './random'

type As = (key: string, at: Date) => Actor

const DAY = 86_400_000
/** Leads that came back by another campaign before sales took them. */
const RETURNED = 90

/**
 * What the monthly grid has no place for: a fair's stand over its weeks, salaries and licences that all channels share,
 * plans beside what was spent; leads that a second campaign brought back, and a win long after its spend.
 */
export async function recordCosts(as: As, now: Date): Promise<void> {
  const today = dayOf(now, ORGANISATION.timeZone)
  const month = (offset: number) => monthOf(addMonths(firstDayOf(monthOf(today)), offset))
  const marketing = as('anna', now)
  const sales = as('tomas', now)
  const fair = { side: 'marketing', channel: 'Trade shows' } as const
  must(
    await createCost(marketing, {
      ...fair,
      campaign: 'IFAT Munich',
      purpose: 'Stand at IFAT, 24 m², with hotel and freight',
      from: addDays(today, -206),
      to: addDays(today, -188),
      amount: '18400.00',
    }),
  )
  must(
    await createCost(marketing, {
      ...fair,
      campaign: 'Aquatech Amsterdam',
      kind: 'planned',
      purpose: 'Stand at Aquatech, booked',
      from: addDays(`${month(2)}-01`, 8),
      to: addDays(`${month(2)}-01`, 21),
      amount: '15200.00',
    }),
  )
  must(
    await createCost(marketing, {
      side: 'marketing',
      splitBy: 'leads',
      purpose: 'Licences: mailing, forms, analytics',
      month: month(-11),
      untilMonth: month(0),
      amount: '890.00',
    }),
  )
  must(
    await createCost(marketing, {
      side: 'marketing',
      splitBy: 'fixed',
      shares: [
        { channel: 'Paid search', percent: '55.00' },
        { channel: 'Social media', percent: '30.00' },
        { channel: 'Organic search', percent: '15.00' },
      ],
      purpose: 'Agency retainer',
      month: month(-5),
      untilMonth: month(0),
      amount: '2400.00',
    }),
  )
  must(
    await createCost(sales, {
      side: 'sales',
      splitBy: 'accepted',
      purpose: 'Salaries: half of two inside reps',
      month: month(-11),
      untilMonth: month(0),
      amount: '6300.00',
    }),
  )
  must(
    await createCost(marketing, {
      side: 'marketing',
      kind: 'planned',
      splitBy: 'costs',
      purpose: 'New product film',
      month: month(1),
      amount: '7500.00',
    }),
  )
  await plan(
    marketing,
    Array.from({ length: 16 }, (_, index) => month(index - 12)),
  )
  await touchAgain(as, now)
  await winLate(as, now)
}

/** The budget of the months around now, in round numbers. */
async function plan(actor: Actor, months: readonly string[]): Promise<void> {
  for (const month of months) {
    for (const { name, campaigns, cost, months: season } of CHANNELS) {
      const share = season && !season.includes(Number(month.slice(5))) ? 0.15 : 1
      const amount = Math.max(50, Math.round((cost * share) / campaigns.length / 50) * 50)
      for (const campaign of campaigns)
        must(
          await putSpend(actor, {
            channel: name,
            campaign,
            side: 'marketing',
            month,
            kind: 'planned',
            amount: `${amount}.00`,
          }),
        )
    }
  }
}

/** Half way to where sales took them, or to today, another campaign reached these leads. */
async function touchAgain(as: As, now: Date): Promise<void> {
  const random = seeded(51)
  const leads = await db.rows<{ id: number; at: Date }>(sql`
    select id, created_at + (coalesce(reached_accepted, ${now}::timestamptz) - created_at) / 2 as at
    from lead
    where channel_id is not null and status not in ('nurture', 'disqualified') and handed_off_at is not null
      and coalesce(reached_accepted, ${now}::timestamptz) - created_at > interval '2 days'
    order by (id * 7919) % 10007 limit ${RETURNED}`)
  for (const { id, at } of leads) {
    const channel = random.pick(CHANNELS)
    must(
      await addTouch(as('anna', at), {
        leadId: id,
        kind: 'enquiry',
        at,
        channel: channel.name,
        campaign: random.pick(channel.campaigns),
      }),
    )
  }
}

/** A deal of a lead that came half a year ago is won today: what brought it was spent long before. */
async function winLate(as: As, now: Date): Promise<void> {
  const deal = await db.one<{ id: number; owner: string }>(sql`
    select deal.id, split_part(person.email, '@', 1) as owner
    from deal join lead on lead.id = deal.lead_id join person on person.id = deal.owner_id
    where deal.state = 'open' and lead.campaign_id is not null and lead.created_at < ${new Date(now.getTime() - 150 * DAY)}
    order by lead.created_at desc limit 1`)
  if (deal) must(await winDeal(as(deal.owner, now), { dealId: deal.id, amount: '38600.00' }))
}
