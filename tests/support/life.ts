import pg from 'pg'
import { loseDeal, openDeal, winDeal } from '@/lib/deals/commands'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { createLead } from '@/lib/leads/commands/create'
import { disqualifyLead, nurtureLead, takeLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { insertOrganisation } from '@/lib/organisation/commands'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { addDays, dayOf } from '@/lib/platform/calendar'
import type { LeadStatus, Origin } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { must } from '@/lib/platform/result'
import { actorWith } from './actors'

/** Leads brought into a state by the commands, as people would. */

export const HOT = {
  needFormed: 'yes',
  valueUnderstood: 'yes',
  hasBudget: 'yes',
  readySoon: 'yes',
  response: 'engaged',
} as const

export type Company = {
  marketer: Actor
  rep: Actor
  otherRep: Actor
  head: Actor
  executive: Actor
  admin: Actor
}

/** The company and one person of every kind, all acting at the same moment. */
export async function makePeople(at: Date, timeZone = 'Europe/Berlin'): Promise<Company> {
  const company = { name: 'Acme', currency: 'EUR', timeZone, defaultCountry: 'DE' }
  must(await inTransaction((tx) => insertOrganisation(tx, company, at)))
  return {
    marketer: await actorWith({ roles: ['marketer'], name: 'Mara Keter', at }),
    rep: await actorWith({ roles: ['sales'], name: 'Rita Rep', at }),
    otherRep: await actorWith({ roles: ['sales'], name: 'Otto Other', at }),
    head: await actorWith({ roles: ['sales'], headOf: ['sales'], name: 'Hedda Head', at }),
    executive: await actorWith({ roles: ['executive'], name: 'Eva Exec', at }),
    admin: await actorWith({ roles: ['admin'], name: 'Adam Admin', at }),
  }
}

let leads = 0

export async function newLead(actor: Actor, origin: Origin = 'marketing'): Promise<number> {
  leads++
  const made = await createLead(actor, {
    company: `Company ${leads}`,
    email: `life-${leads}@example.org`,
    origin,
  })
  return must(made).lead.id
}

export type Stage = { leadId: number; handoffId: number; dealId: number }

/** Nothing has this id. */
export const NOWHERE = 2_000_000_000

/** A marketing lead in the state, with its last handoff and deal (NOWHERE where it has none). */
export async function leadIn(status: LeadStatus, { marketer, rep }: Company): Promise<Stage> {
  const leadId = await newLead(marketer)
  const stage: Stage = { leadId, handoffId: NOWHERE, dealId: NOWHERE }
  if (status === 'new') return stage
  if (status === 'disqualified') {
    must(await disqualifyLead(marketer, { leadId, reason: 'A student' }))
    return stage
  }
  must(await qualifyLead(marketer, { leadId, ...HOT }))
  if (status === 'qualified') return stage
  if (status === 'nurture') {
    const wakeAt = addDays(dayOf(marketer.at, 'Europe/Berlin'), 30)
    must(await nurtureLead(marketer, { leadId, wakeAt, nextStep: 'Call again' }))
    return stage
  }
  stage.handoffId = must(await handOffLead(marketer, { leadId })).id
  if (status === 'handed_off') return stage
  must(await acceptHandoff(rep, { handoffId: stage.handoffId }))
  if (status === 'accepted') return stage
  stage.dealId = must(await openDeal(rep, { leadId, title: 'Pumps', amount: '1000.00' })).id
  if (status === 'won') must(await winDeal(rep, { dealId: stage.dealId }))
  if (status === 'lost') must(await loseDeal(rep, { dealId: stage.dealId, reason: 'Too dear' }))
  return stage
}

/** A lead that sales found and nobody has taken. */
export function foundLead({ rep }: Company): Promise<number> {
  return newLead(rep, 'sales')
}

export async function takenLead(company: Company): Promise<number> {
  const leadId = await foundLead(company)
  must(await takeLead(company.rep, { leadId }))
  return leadId
}

export async function rejectedLead(company: Company, reason = 'no_budget'): Promise<Stage> {
  const stage = await leadIn('handed_off', company)
  must(await rejectHandoff(company.rep, { handoffId: stage.handoffId, reason }))
  return stage
}

export function later(actor: Actor, at: string): Actor {
  return actorAt(actor, new Date(at))
}

export type LeadRow = {
  status: LeadStatus
  version: number
  assigneeId: number | null
  wakeOn: string | null
  acceptedAt: Date | null
  handedOffAt: Date | null
  qualifiedAt: Date | null
  dealAt: Date | null
  wonAt: Date | null
  lostAt: Date | null
  events: number
}

export async function leadRow(leadId: number): Promise<LeadRow> {
  const row = await db.one<LeadRow>(sql`
    select status, version, assignee_id as "assigneeId", nurture_wake_on as "wakeOn", accepted_at as "acceptedAt",
      handed_off_at as "handedOffAt", qualified_at as "qualifiedAt", deal_at as "dealAt", won_at as "wonAt",
      lost_at as "lostAt", (select count(*)::int from lead_event where lead_id = lead.id) as events
    from lead where id = ${leadId}`)
  if (!row) throw new Error('no lead')
  return row
}

export async function eventTypes(leadId: number): Promise<string[]> {
  const rows = await db.rows<{ type: string }>(
    sql`select type from lead_event where lead_id = ${leadId} order by id`,
  )
  return rows.map(({ type }) => type)
}

/**
 * Starts the works one after the other, each only when the one before it stands in the queue for the lead's row, and
 * then lets them go: PostgreSQL serves that queue in order, so the order of the works is forced and not luck.
 */
export async function inOrder<T>(leadId: number, works: readonly (() => Promise<T>)[]): Promise<T[]> {
  const gate = new pg.Client({ connectionString: process.env.DATABASE_URL })
  const watch = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await Promise.all([gate.connect(), watch.connect()])
  try {
    await gate.query('begin')
    await gate.query('select 1 from lead where id = $1 for update', [leadId])
    const running: Promise<T>[] = []
    for (const work of works) {
      running.push(work())
      while ((await waiting(watch)) < running.length) {
        // asking takes its time: no need to sleep
      }
    }
    await gate.query('commit')
    return await Promise.all(running)
  } finally {
    await Promise.all([gate.end(), watch.end()])
  }
}

async function waiting(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()`)
  return rows[0]?.count ?? 0
}
