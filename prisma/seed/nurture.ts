import { addTouch } from '@/lib/leads/commands/contact'
import { attachPlanToMany } from '@/lib/nurture/commands/attach'
import { createPlan } from '@/lib/nurture/commands/plans'
import { remindOfNurture } from '@/lib/nurture/commands/remind'
import { finishGroup } from '@/lib/nurture/commands/steps'
import { dueGroups } from '@/lib/nurture/queries/due'
import type { PlanInput } from '@/lib/nurture/schema'
import type { Actor } from '@/lib/platform/actor'
import { addDays, dayOf, instantAt } from '@/lib/platform/calendar'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { ORGANISATION } from './company'
import { seeded } from './random'

type As = (key: string, at: Date) => Actor

const HOUR = 3_600_000

/** What marketing does with its unripe leads, each plan put on a share of somebody's at some time. */
const PLANS: (PlanInput & { by: string; puts: { who: string; daysAgo: number; leads: number }[] })[] = [
  {
    by: 'anna',
    name: 'Long breath',
    steps: [
      { afterDays: 3, kind: 'letter', text: 'Send the case study of a plant like theirs' },
      { afterDays: 30, kind: 'call', text: 'Ask how the water project is coming along' },
      { afterDays: 75, kind: 'letter', text: 'Send the savings calculator' },
      { afterDays: 120, kind: 'invitation', text: 'Invite to the plant tour in Bremen' },
    ],
    puts: [
      { who: 'anna', daysAgo: 78, leads: 24 },
      { who: 'jonas', daysAgo: 34, leads: 18 },
    ],
  },
  {
    by: 'miguel',
    name: 'Back after a rejection',
    steps: [
      { afterDays: 1, kind: 'call', text: 'Ask what was missing, and say that we have listened' },
      { afterDays: 21, kind: 'letter', text: 'Send an offer that fits the budget they named' },
      { afterDays: 60, kind: 'call', text: 'Ask whether anything has changed' },
    ],
    puts: [
      { who: 'miguel', daysAgo: 24, leads: 16 },
      { who: 'anna', daysAgo: 4, leads: 3 },
    ],
  },
  {
    by: 'olga',
    name: 'Spring trade fair',
    steps: [
      { afterDays: 7, kind: 'letter', text: 'Send the programme of IFAT' },
      { afterDays: 28, kind: 'invitation', text: 'Invite to the stand, with a ticket' },
      { afterDays: 50, kind: 'call', text: 'Agree on a time at the stand' },
    ],
    puts: [
      { who: 'olga', daysAgo: 31, leads: 30 },
      { who: 'anna', daysAgo: 10, leads: 26 },
    ],
  },
]

const CAME_BACK = [
  { kind: 'price_request', note: 'Price list for dosing pumps', hours: 2 },
  { kind: 'visit', note: '/products/reverse-osmosis', hours: 5 },
  { kind: 'demo_request', note: 'Wants to see a plant at work', hours: 19 },
  { kind: 'download', note: 'Sizing guide', hours: 26 },
  { kind: 'visit', note: '/prices', hours: 30 },
  { kind: 'price_request', note: 'Asks for the price of a service contract', hours: 49 },
  { kind: 'visit', note: '/references/hotels', hours: 53 },
  { kind: 'download', note: 'Energy calculator', hours: 74 },
] as const

/** Plans on a share of the leads in nurture, worked until some days ago, and leads that came back by themselves. */
export async function nurtureLeads(as: As, now: Date): Promise<void> {
  const today = dayOf(now, ORGANISATION.timeZone)
  const morning = (daysAgo: number) => instantAt(addDays(today, -daysAgo), 10 * HOUR, ORGANISATION.timeZone)
  const random = seeded(11)
  for (const { by, puts, ...plan } of PLANS) {
    const { id: planId } = must(await createPlan(as(by, morning(200)), plan))
    for (const { who, daysAgo, leads } of puts) {
      const at = morning(daysAgo)
      const actor = as(who, at)
      const leadIds = await quietSince(actor, at, leads)
      if (leadIds.length > 0) must(await attachPlanToMany(actor, { planId, leadIds }))
    }
  }
  for (let daysAgo = 80; daysAgo >= 5; daysAgo--) {
    for (const who of ['anna', 'miguel', 'olga', 'jonas']) {
      const actor = as(who, morning(daysAgo))
      // some are done a few days late, as in real life
      if (!random.chance(0.7) && daysAgo > 6) continue
      for (const { planId, position, text } of await dueGroups(actor, 'mine'))
        must(await finishGroup(actor, { planId, position, text, scope: 'mine' }))
    }
  }
  const marketers = ['anna', 'miguel', 'olga', 'jonas']
  for (const [index, { kind, note, hours }] of CAME_BACK.entries()) {
    const who = marketers[index % 3 === 0 ? 0 : index % marketers.length] ?? 'anna'
    const at = new Date(now.getTime() - hours * HOUR)
    const [leadId] = await quietSince(as(who, at), at, 1, 'asleep')
    if (leadId) must(await addTouch(as(who, at), { leadId, kind, note }))
  }
  await remindOfNurture(now)
}

/** Leads of this marketer in nurture with which nothing has happened since: what is done then stands last in their history. */
async function quietSince(actor: Actor, at: Date, limit: number, asleep?: 'asleep'): Promise<number[]> {
  const rows = await db.rows<{ id: number }>(sql`
    select l.id from lead l
    where l.status = 'nurture' and l.owner_id = ${actor.personId} and l.updated_at < ${at}::timestamptz
      and (${asleep === undefined} or l.nurture_wake_on > ${at}::date)
      and not exists (select from nurture_enrolment e where e.lead_id = l.id and e.ended_at is null)
    order by l.updated_at desc, l.id limit ${limit}`)
  return rows.map(({ id }) => id)
}
