import { createCampaign, createChannel } from '@/lib/channels/commands'
import { loseDeal, openDeal, winDeal } from '@/lib/deals/commands'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { answerHandoff, askAboutHandoff } from '@/lib/handoffs/commands/question'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { markRejectionSeen, openHandoff } from '@/lib/handoffs/commands/seen'
import { addActivity, addTouch } from '@/lib/leads/commands/contact'
import { createLead } from '@/lib/leads/commands/create'
import { disqualifyLead, nurtureLead, takeLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { insertOrganisation } from '@/lib/organisation/commands'
import { type Actor, mintActor } from '@/lib/platform/actor'
import { addDays, dayOf } from '@/lib/platform/calendar'
import { closePool, pool } from '@/lib/platform/db/pool'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { must } from '@/lib/platform/result'
import { putSpend } from '@/lib/spend/commands/put'
import { signAgreements } from './agreements'
import { enterAbsences, openCalendars, ringThrough } from './calendars'
import { CHANNELS, ORGANISATION, PEOPLE } from './company'
import { contestRejections } from './contests'
import { recordCosts } from './costs'
import { openForms } from './forms'
import { importFiles } from './imports'
import { type DemoLead, type DemoStep, planLeads } from './journeys'
import { holdMeetings } from './meetings'
import { mergeTwins } from './merges'
import { settleNotices } from './notices'
import { nurtureLeads } from './nurture'
import { setPoints } from './points'
import { seeded } from './random'
import { RULES_DAYS_AGO, setUpRouting } from './routing'
import { shareNumbers } from './shared-links'
import { planTargets } from './targets'
import { keepViews } from './views'
import { addWebhooks } from './webhooks'

type Cast = ReadonlyMap<
  string,
  { id: number; name: string; email: string; roles: Actor['roles']; headOf: Actor['headOf'] }
>

/** Leads at work at the same time. */
const LANES = 6

/**
 * Fills an empty database with the demo company: eighteen months of about 2,500 leads, walked through the real
 * commands with the clock set to each step, so that no lead is in a state that the product cannot produce.
 */
export async function loadDemoCompany({ now = new Date(), count = 2500, seed = 20 } = {}): Promise<void> {
  const months = 18
  await closePool()
  // Nothing here is worth a disk flush for each step: the last one, after this, flushes them all.
  pool().on('connect', (client) => client.query('SET synchronous_commit = off'))
  const start = new Date(now.getTime() - (months + 1) * 31 * 86_400_000)
  const cast = await hire(start)
  const as = (key: string, at: Date) => actor(cast, key, at)
  await openCalendars(as, start, now)
  await buildChannels(as, start)
  await recordSpend(as, now, months)
  await signAgreements(as, now)

  const leads = planLeads(seeded(seed), now, count, months)
  const created: { id: number; lead: DemoLead }[] = []
  for (const lead of leads) {
    const { by, createdAt, steps: _, ...input } = lead
    const { lead: made, duplicate } = must(await createLead(as(by, createdAt), input))
    if (!duplicate) created.push({ id: made.id, lead })
  }
  const walks = created.map(({ id, lead }): Walk => {
    const steps = lead.steps.values()
    return { leadId: id, handoffId: 0, dealId: 0, rep: null, steps, next: steps.next().value }
  })
  const rulesFrom = new Date(now.getTime() - RULES_DAYS_AGO * 86_400_000)
  await walkOn(walks, as, cast, (step) => step.do === 'handOff' && step.at >= rulesFrom)
  await setUpRouting(as, (key) => cast.get(key)?.email ?? '', rulesFrom)
  await walkOn(walks, as, cast, () => false)
  await setPoints(as, now)
  await contestRejections(as, now)
  await enterAbsences(as, now)
  await ringThrough(now)
  await nurtureLeads(as, now)
  await mergeTwins(as, now)
  await recordCosts(as, now)
  await holdMeetings(as, now)
  await openForms(as, now)
  await importFiles(as, now)
  await addWebhooks(as, now)
  await keepViews(as, now)
  await shareNumbers(as, now)
  await planTargets(as, now)
  await settleNotices(now)
  await db.run(sql`analyze`)
  await closePool()
}

async function hire(at: Date): Promise<Cast> {
  const made = must(
    await inTransaction(async (tx) => {
      await insertOrganisation(tx, { ...ORGANISATION, demo: true }, at)
      const cast = new Map<
        string,
        { id: number; name: string; email: string; roles: Actor['roles']; headOf: Actor['headOf'] }
      >()
      for (const { key, name, roles, headOf = [], locale = 'en' } of PEOPLE) {
        const email = `${key}@meridian.example`
        const person = await tx.one<{ id: number }>(sql`
          insert into person (email, name, roles, head_of, status, locale, demo, created_at, updated_at)
          values (${email}, ${name}, ${roles}::role[], ${headOf}::side[], 'active', ${locale}, true,
            ${at}::timestamptz, ${at}::timestamptz) returning id`)
        if (person) cast.set(key, { id: person.id, name, email, roles, headOf })
      }
      return cast
    }),
  )
  return made
}

function actor(cast: Cast, key: string, at: Date): Actor {
  const person = cast.get(key)
  if (!person) throw new Error(`nobody called ${key} works here`)
  return mintActor({
    personId: person.id,
    name: person.name,
    email: person.email,
    roles: person.roles,
    headOf: person.headOf,
    locale: 'en',
    theme: 'system',
    timeZone: ORGANISATION.timeZone,
    via: 'cli',
    at,
  })
}

async function buildChannels(as: (key: string, at: Date) => Actor, at: Date): Promise<void> {
  for (const { name, campaigns } of CHANNELS) {
    const channel = must(await createChannel(as('ines', at), { name }))
    for (const campaign of campaigns)
      must(await createCampaign(as('anna', at), { channelId: channel.id, name: campaign }))
  }
}

/** What each campaign cost and brought, month by month, and sales' share of the work per channel. */
async function recordSpend(as: (key: string, at: Date) => Actor, now: Date, months: number): Promise<void> {
  const random = seeded(7)
  for (const month of monthsBack(dayOf(now, ORGANISATION.timeZone), months)) {
    const number = Number(month.slice(5))
    for (const channel of CHANNELS) {
      const quiet = channel.months && !channel.months.includes(number) ? 0.12 : 1
      for (const campaign of channel.campaigns) {
        const share = (quiet / channel.campaigns.length) * (0.75 + 0.5 * random.next())
        const reach = Math.round(channel.reach * share)
        must(
          await putSpend(as('anna', now), {
            channel: channel.name,
            campaign,
            side: 'marketing',
            month,
            amount: (channel.cost * share).toFixed(2),
            reach,
            responses: Math.round(reach * channel.responseRate * (0.8 + 0.4 * random.next())),
          }),
        )
      }
      const amount = (34_000 * (channel.weight / 100) * (0.9 + 0.2 * random.next())).toFixed(2)
      must(await putSpend(as('tomas', now), { channel: channel.name, side: 'sales', month, amount }))
    }
  }
}

/** The last `count` months up to that of `today`, as YYYY-MM. */
function monthsBack(today: string, count: number): string[] {
  const months: string[] = []
  for (let day = today; months.length < count; day = addDays(`${day.slice(0, 7)}-01`, -1))
    months.unshift(day.slice(0, 7))
  return months
}

/** A lead on its way: `rep` has its handoff because the rules said so, whoever the plan thought of. */
type Walk = {
  leadId: number
  handoffId: number
  dealId: number
  rep: string | null
  steps: Iterator<DemoStep>
  next: DemoStep | undefined
}

/** Takes every lead as far as its plan goes, or until the first step at which to stop. */
async function walkOn(
  walks: readonly Walk[],
  as: (key: string, at: Date) => Actor,
  cast: Cast,
  stopsAt: (step: DemoStep) => boolean,
): Promise<void> {
  const waiting = walks.values()
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (const walk of waiting) {
        while (walk.next && !stopsAt(walk.next)) {
          const step = walk.next
          const sells = cast.get(step.who)?.roles.includes('sales')
          await takeDemoStep(as((sells && walk.rep) || step.who, step.at), step, walk, cast)
          walk.next = walk.steps.next().value
        }
      }
    }),
  )
}

async function takeDemoStep(by: Actor, step: DemoStep, walk: Walk, cast: Cast): Promise<void> {
  const { leadId, handoffId, dealId } = walk
  switch (step.do) {
    case 'touch':
      must(await addTouch(by, { leadId, kind: step.kind, note: step.note }))
      return
    case 'activity':
      must(await addActivity(by, { leadId, kind: step.kind, text: step.text }))
      return
    case 'qualify': {
      const { answers, grade, overrideReason } = step
      must(await qualifyLead(by, { leadId, ...answers, grade, overrideReason }))
      return
    }
    case 'handOff': {
      const assignee = step.assignee ? (cast.get(step.assignee)?.email ?? null) : null
      // Who offers what the definition does not take says why; where it does, nobody asks.
      const { note, overrideReason = 'They asked for somebody to call them' } = step
      const handoff = must(await handOffLead(by, { leadId, assignee, note, overrideReason }))
      walk.handoffId = handoff.id
      walk.rep = handoff.assignee?.email?.split('@')[0] ?? null
      return
    }
    case 'open':
      must(await openHandoff(by, { handoffId }))
      return
    case 'accept':
      must(await acceptHandoff(by, { handoffId }))
      return
    case 'reject':
      must(await rejectHandoff(by, { handoffId, reason: step.reason, comment: step.comment }))
      return
    case 'ask':
      must(await askAboutHandoff(by, { handoffId, question: step.question }))
      return
    case 'answer':
      must(await answerHandoff(by, { handoffId, text: step.text }))
      return
    case 'seen':
      must(await markRejectionSeen(by, { handoffId }))
      return
    case 'take':
      must(await takeLead(by, { leadId }))
      return
    case 'nurture': {
      const wakeAt = addDays(dayOf(by.at, ORGANISATION.timeZone), step.inDays)
      must(await nurtureLead(by, { leadId, wakeAt, nextStep: step.nextStep }))
      return
    }
    case 'disqualify':
      must(await disqualifyLead(by, { leadId, reason: step.reason }))
      return
    case 'openDeal': {
      const { title, amount } = step
      const expectedCloseOn = addDays(dayOf(by.at, ORGANISATION.timeZone), step.closeInDays)
      walk.dealId = must(await openDeal(by, { leadId, title, amount, expectedCloseOn })).id
      return
    }
    case 'win':
      must(await winDeal(by, { dealId, amount: step.amount }))
      return
    case 'lose':
      must(await loseDeal(by, { dealId, reason: step.reason }))
  }
}
