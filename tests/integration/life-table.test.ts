import { beforeAll, describe, expect, it } from 'vitest'
import { loseDeal, openDeal, winDeal } from '@/lib/deals/commands'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { askAboutHandoff } from '@/lib/handoffs/commands/question'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { disqualifyLead, nurtureLead, reopenLead, takeLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { LEAD_STATUSES } from '@/lib/leads/lifecycle'
import type { Actor } from '@/lib/platform/actor'
import type { LeadStatus, Role } from '@/lib/platform/db/generated/enums'
import type { Result } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import {
  type Company,
  foundLead,
  HOT,
  leadIn,
  leadRow,
  makePeople,
  NOWHERE,
  type Stage,
} from '../support/life'

/** The contract's table once more, by hand, against the commands: every step, state and role, and what it leaves. */

type Row = {
  /** role → states that it may start from */
  by: Partial<Record<Role, LeadStatus[]>>
  to: LeadStatus
  take: (actor: Actor, stage: Stage) => Promise<Result<unknown>>
}

const MONDAY = new Date('2026-11-16T10:00:00Z')

const STEPS: Record<string, Row> = {
  qualify: {
    by: { marketer: ['new', 'qualified', 'nurture'] },
    to: 'qualified',
    take: (actor, { leadId }) => qualifyLead(actor, { leadId, ...HOT }),
  },
  'hand off': {
    by: { marketer: ['qualified'] },
    to: 'handed_off',
    take: (actor, { leadId }) => handOffLead(actor, { leadId }),
  },
  accept: {
    by: { sales: ['handed_off'] },
    to: 'accepted',
    take: (actor, { handoffId }) => acceptHandoff(actor, { handoffId }),
  },
  ask: {
    by: { sales: ['handed_off'] },
    to: 'handed_off',
    take: (actor, { handoffId }) => askAboutHandoff(actor, { handoffId, question: 'How many?' }),
  },
  'reject to nurture': {
    by: { sales: ['handed_off'] },
    to: 'nurture',
    take: (actor, { handoffId }) => rejectHandoff(actor, { handoffId, reason: 'no_budget' }),
  },
  'reject to disqualified': {
    by: { sales: ['handed_off'] },
    to: 'disqualified',
    take: (actor, { handoffId }) => rejectHandoff(actor, { handoffId, reason: 'duplicate' }),
  },
  nurture: {
    by: { marketer: ['new', 'qualified', 'accepted', 'lost'], sales: ['accepted', 'lost'] },
    to: 'nurture',
    take: (actor, { leadId }) => nurtureLead(actor, { leadId, wakeAt: '2027-01-15', nextStep: 'Call' }),
  },
  disqualify: {
    by: { marketer: ['new', 'qualified', 'nurture'] },
    to: 'disqualified',
    take: (actor, { leadId }) => disqualifyLead(actor, { leadId, reason: 'A competitor' }),
  },
  reopen: {
    by: { marketer: ['disqualified'] },
    to: 'new',
    take: (actor, { leadId }) => reopenLead(actor, { leadId }),
  },
  'open deal': {
    by: { sales: ['accepted'] },
    to: 'deal',
    take: (actor, { leadId }) => openDeal(actor, { leadId, title: 'Pumps' }),
  },
  win: {
    by: { sales: ['deal'] },
    to: 'won',
    take: (actor, { dealId }) => winDeal(actor, { dealId, amount: '10.00' }),
  },
  lose: {
    by: { sales: ['deal'] },
    to: 'lost',
    take: (actor, { dealId }) => loseDeal(actor, { dealId, reason: 'Too dear' }),
  },
  // a lead that marketing brought is never taken
  'take (marketing’s)': { by: {}, to: 'accepted', take: (actor, { leadId }) => takeLead(actor, { leadId }) },
}

const ROLES: Role[] = ['marketer', 'sales', 'executive', 'admin']
const REFUSALS = ['FORBIDDEN', 'WRONG_STATE', 'ALREADY_DECIDED', 'NOT_FOUND']

let company: Company
let actors: Record<Role, Actor>

beforeAll(async () => {
  company = await makePeople(MONDAY)
  actors = {
    marketer: await actorWith({ roles: ['marketer'], at: MONDAY }),
    sales: await actorWith({ roles: ['sales'], at: MONDAY }),
    executive: await actorWith({ roles: ['executive'], at: MONDAY }),
    admin: await actorWith({ roles: ['admin'], headOf: ['marketing', 'sales'], at: MONDAY }),
  }
})

describe.each(Object.entries(STEPS))('%s', (_, step) => {
  it.each(LEAD_STATUSES)('from %s', async (status) => {
    const stage = await leadIn(status, company)
    for (const role of ROLES) {
      if (step.by[role]?.includes(status)) continue
      const before = await leadRow(stage.leadId)
      const result = await step.take(actors[role], stage)
      expect(result.ok ? `${role} was let through` : result.failure.code).toBeOneOf(REFUSALS)
      expect(await leadRow(stage.leadId)).toEqual(before)
    }
    for (const role of ROLES) {
      if (!step.by[role]?.includes(status)) continue
      const fresh = await leadIn(status, company)
      const before = await leadRow(fresh.leadId)
      const result = await step.take(actors[role], fresh)
      expect(result).toMatchObject({ ok: true })
      const after = await leadRow(fresh.leadId)
      expect(after.status).toBe(step.to)
      expect(after.version).toBeGreaterThan(before.version)
      expect(after.events).toBe(before.events + 1)
    }
  })
})

describe('take (a lead that sales found)', () => {
  it('is for sales, from new, and for nobody else', async () => {
    const leadId = await foundLead(company)
    for (const role of ['marketer', 'executive', 'admin'] as const) {
      expect(await takeLead(actors[role], { leadId })).toMatchObject({ failure: { code: 'FORBIDDEN' } })
    }
    expect(await takeLead(actors.sales, { leadId })).toMatchObject({
      ok: true,
      value: { status: 'accepted' },
    })
    expect(await takeLead(actors.sales, { leadId })).toMatchObject({ failure: { code: 'WRONG_STATE' } })
  })
})

describe('what does not exist', () => {
  it.each(Object.keys(STEPS))('%s is NOT_FOUND', async (name) => {
    const step = STEPS[name]
    const role = (Object.keys(step?.by ?? {})[0] ?? 'sales') as Role
    const nowhere = { leadId: NOWHERE, handoffId: NOWHERE, dealId: NOWHERE }
    expect(await step?.take(actors[role], nowhere)).toMatchObject({ failure: { code: 'NOT_FOUND' } })
  })
})
