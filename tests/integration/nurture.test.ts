import { beforeAll, describe, expect, it } from 'vitest'
import { loseDeal } from '@/lib/deals/commands'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { workOnImport } from '@/lib/imports/commands/run'
import { addActivity, addTouch } from '@/lib/leads/commands/contact'
import { createLead } from '@/lib/leads/commands/create'
import { disqualifyLead, nurtureLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { countLeads } from '@/lib/leads/queries/list'
import { leadById, leadHistory } from '@/lib/leads/queries/record'
import { attachPlan, attachPlanToMany, stopPlan } from '@/lib/nurture/commands/attach'
import { archivePlan, createPlan, restorePlan, updatePlan } from '@/lib/nurture/commands/plans'
import { BATCH, resumeRuns, workOnBatch, workOnRun } from '@/lib/nurture/commands/run'
import { finishGroup, finishStep, skipStep } from '@/lib/nurture/commands/steps'
import { nurtureCounters } from '@/lib/nurture/queries/counters'
import { dueGroups, dueSteps } from '@/lib/nurture/queries/due'
import { planOfLead } from '@/lib/nurture/queries/followed'
import { listPlans } from '@/lib/nurture/queries/plans'
import { returnsOf } from '@/lib/nurture/queries/returns'
import { leadsOfRun, runById } from '@/lib/nurture/queries/runs'
import { createReason, updateReason } from '@/lib/organisation/commands'
import { listReasons } from '@/lib/organisation/queries'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { queuedFile } from '../support/imports'
import { type Company, eventTypes, HOT, inOrder, leadIn, leadRow, makePeople, newLead } from '../support/life'

// A Monday morning in the company's zone.
const NOW = new Date('2026-11-16T09:00:00Z')
const on = (actor: Actor, at: string) => actorAt(actor, new Date(at))

let company: Company
beforeAll(async () => {
  company = await makePeople(NOW)
})

const notices = (person: Actor, kind: string) =>
  db.rows<{ leadId: number | null; data: Record<string, unknown> }>(sql`
    select lead_id as "leadId", data from notice where person_id = ${person.personId} and kind = ${kind} order by id`)

async function sleeping(wakeAt = '2027-03-01'): Promise<number> {
  const leadId = await newLead(company.marketer)
  must(await nurtureLead(company.marketer, { leadId, wakeAt, nextStep: 'Ask again' }))
  return leadId
}

async function aPlan(name: string, days: readonly number[] = [0, 7, 30]): Promise<number> {
  const kinds = ['letter', 'call', 'invitation'] as const
  const steps = days.map((afterDays, index) => ({
    afterDays,
    kind: kinds[index % 3] ?? 'call',
    text: `Step ${index + 1}`,
  }))
  return must(await createPlan(company.marketer, { name, steps })).id
}

describe('a rejected lead', () => {
  it('goes to nurture with a day and a next step, or out, for every reason; never to nowhere', async () => {
    const { admin, rep } = company
    must(
      await createReason(admin, {
        nameEn: 'Budget frozen',
        nameRu: 'Бюджет заморожен',
        outcome: 'nurture',
        nurtureDays: 0,
        countsAgainstMarketing: false,
        needsComment: false,
        needsAttempts: false,
        nextStepEn: null,
        nextStepRu: null,
      }),
    )
    const reasons = await listReasons(rep)
    expect(reasons.length).toBe(10)
    for (const reason of reasons) {
      const { leadId, handoffId } = await leadIn('handed_off', company)
      // "not reachable" asks for attempts first, where the definition does
      for (const text of ['Rang', 'Rang again', 'And again'])
        must(await addActivity(rep, { leadId, kind: 'call', text }))
      must(await rejectHandoff(rep, { handoffId, reason: reason.code, comment: 'Because' }))
      const lead = await leadById(rep, leadId)
      expect(lead?.timesReturned, reason.code).toBe(1)
      if (reason.outcome === 'disqualified') {
        expect(lead).toMatchObject({ status: 'disqualified', nurtureWakeOn: null, nurtureNextStep: null })
      } else {
        const days = reason.nurtureDays ?? -1
        const wakeOn = new Date(Date.UTC(2026, 10, 16 + days)).toISOString().slice(0, 10)
        const nextStep = reason.nextStepEn ?? reason.nameEn
        expect(lead).toMatchObject({ status: 'nurture', nurtureWakeOn: wakeOn, nurtureNextStep: nextStep })
        expect(nextStep).not.toBe('')
      }
    }
    const nowhere = await db.one<{ count: number }>(sql`
      select count(*)::int as count from handoff h join lead l on l.id = h.lead_id
      where h.state = 'rejected' and (l.status not in ('nurture', 'disqualified')
        or (l.status = 'nurture') <> (l.nurture_wake_on is not null and l.nurture_next_step <> ''))`)
    expect(nowhere?.count).toBe(0)
  })

  it('has its next step in the language of the marketer who offered it, whoever rejects it', async () => {
    const russian = await actorWith({ roles: ['marketer'], locale: 'ru', at: NOW })
    const { leadId, handoffId } = await leadIn('handed_off', { ...company, marketer: russian })
    must(await rejectHandoff(company.rep, { handoffId, reason: 'no_budget' }))
    expect((await leadById(company.rep, leadId))?.nurtureNextStep).toBe('Спросить про новый бюджет')
  })

  it('forgets a next step that makes no sense for a reason that disqualifies', async () => {
    const [reason] = (await listReasons(company.admin)).filter(({ code }) => code === 'duplicate')
    if (!reason) throw new Error('no reason')
    const { id, code: _code, archivedAt: _at, ...rest } = reason
    must(await updateReason(company.admin, { ...rest, reasonId: id, nextStepEn: 'x', nextStepRu: 'x' }))
    expect((await listReasons(company.admin)).find((each) => each.id === id)?.nextStepEn).toBeNull()
  })
})

describe('going back and forth', () => {
  it('is counted with every return, and by nothing else', async () => {
    const { marketer, rep } = company
    const times = async (leadId: number) => (await leadById(rep, leadId))?.timesReturned
    const leadId = (await leadIn('handed_off', company)).leadId
    for (let round = 1; round <= 3; round++) {
      const handoff = await db.one<{ id: number }>(sql`
        select id from handoff where lead_id = ${leadId} and state = 'pending'`)
      must(await rejectHandoff(rep, { handoffId: handoff?.id ?? 0, reason: 'too_early' }))
      expect(await times(leadId)).toBe(round)
      must(await qualifyLead(marketer, { leadId, ...HOT }))
      must(await handOffLead(marketer, { leadId }))
      expect(await times(leadId)).toBe(round)
    }
    const accepted = await leadIn('accepted', company)
    must(await nurtureLead(rep, { leadId: accepted.leadId, wakeAt: '2027-01-01', nextStep: 'Ask' }))
    expect(await times(accepted.leadId)).toBe(1)
    const lost = await leadIn('deal', company)
    must(await loseDeal(rep, { dealId: lost.dealId, reason: 'Dear' }))
    expect(await times(lost.leadId)).toBe(0)
    must(await nurtureLead(marketer, { leadId: lost.leadId, wakeAt: '2027-01-01', nextStep: 'Ask' }))
    expect(await times(lost.leadId)).toBe(1)
    const fresh = await sleeping()
    expect(await times(fresh)).toBe(0)
  })

  it('is shown by numbers that the lists behind them repeat', async () => {
    const { executive } = company
    const returns = await returnsOf(executive)
    expect(returns.times.map(({ leads }) => leads).some((leads) => leads > 0)).toBe(true)
    for (const { times, leads } of returns.times) {
      const wanted = { returns: String(times) as '1' }
      expect((await countLeads(executive, wanted, { exact: true })).count).toBe(leads)
    }
    for (const { code, leads } of returns.reasons)
      expect((await countLeads(executive, { rejectedFor: code }, { exact: true })).count).toBe(leads)
    for (const { id, leads } of returns.channels) {
      const wanted = { channel: id === null ? 'none' : String(id), returns: 'any' as const }
      expect((await countLeads(executive, wanted, { exact: true })).count).toBe(leads)
    }
    const all = (await countLeads(executive, { returns: 'any' }, { exact: true })).count
    expect(returns.times.reduce((sum, { leads }) => sum + leads, 0)).toBe(all)
    expect(returns.channels.reduce((sum, { leads }) => sum + leads, 0)).toBe(all)
  })
})

describe('waking', () => {
  it('happens at once by what the lead does, with its history, its touch and a notice to its owner', async () => {
    const { marketer, rep } = company
    const leadId = await sleeping()
    const version = (await leadRow(leadId)).version
    const { id } = must(await addTouch(rep, { leadId, kind: 'price_request', note: '/prices' }))
    expect(await leadById(rep, leadId)).toMatchObject({
      status: 'nurture',
      version,
      nurtureWakeOn: '2026-11-16',
      nurtureNextStep: 'Ask again',
      wokenByTouchId: id,
    })
    const { events } = await leadHistory(rep, leadId)
    expect(events.map(({ type }) => type)).toEqual(['created', 'nurtured', 'touched', 'woke'])
    expect(events.at(-1)?.data).toEqual({
      touchId: id,
      kind: 'price_request',
      note: '/prices',
      wakeOn: '2027-03-01',
    })
    expect((await notices(marketer, 'lead_woke')).filter((notice) => notice.leadId === leadId)).toEqual([
      { leadId, data: { lead: expect.stringContaining('Company'), why: 'price_request' } },
    ])
    // once awake it stays so: no second event, no second notice
    must(await addTouch(rep, { leadId, kind: 'visit' }))
    expect((await leadById(rep, leadId))?.wokenByTouchId).toBe(id)
    expect((await eventTypes(leadId)).filter((type) => type === 'woke')).toHaveLength(1)
    expect((await notices(marketer, 'lead_woke')).filter((notice) => notice.leadId === leadId)).toHaveLength(
      1,
    )
  })

  it('happens by a repeat enquiry, and by an import of enquiries', async () => {
    const { marketer } = company
    const enquire = { company: 'Again AG', email: 'again@example.org' }
    const leadId = must(await createLead(marketer, enquire)).lead.id
    must(await nurtureLead(marketer, { leadId, wakeAt: '2027-05-01', nextStep: 'Ask' }))
    expect(must(await createLead(on(marketer, '2026-11-17T09:00:00Z'), enquire)).duplicate).toBe(true)
    expect((await leadById(marketer, leadId))?.nurtureWakeOn).toBe('2026-11-17')

    const other = must(await createLead(marketer, { company: 'File GmbH', email: 'file@example.org' })).lead
      .id
    const old = must(await createLead(marketer, { company: 'Old GmbH', email: 'old@example.org' })).lead.id
    for (const id of [other, old])
      must(await nurtureLead(marketer, { leadId: id, wakeAt: '2027-05-01', nextStep: 'Ask' }))
    const file = 'mail,when\nfile@example.org,2026-11-18\nold@example.org,2026-10-01\n'
    const importId = await queuedFile(on(marketer, '2026-11-18T09:00:00Z'), file, {
      kind: 'leads',
      columns: { mail: 'email', when: 'createdAt' },
    })
    await workOnImport(importId, new Date('2026-11-18T09:01:00Z'))
    expect(await leadById(marketer, other)).toMatchObject({ nurtureWakeOn: '2026-11-18' })
    expect((await eventTypes(other)).at(-1)).toBe('woke')
    // what it did before it went to sleep wakes nobody
    expect(await leadById(marketer, old)).toMatchObject({ nurtureWakeOn: '2027-05-01', wokenByTouchId: null })
  })

  it('happens by the day alone, in the days of the company', async () => {
    const leadId = await sleeping('2026-12-10')
    const awake = async (at: string) =>
      (await countLeads(on(company.marketer, at), { wake: 'due', q: `Company` }, { exact: true })).count
    const before = await awake('2026-12-09T22:59:59Z')
    expect(await awake('2026-12-09T23:00:00Z')).toBe(before + 1)
    expect((await leadRow(leadId)).events).toBe(2)
  })

  it('is forgotten when the lead is qualified again', async () => {
    const { marketer, rep } = company
    const leadId = await sleeping()
    must(await addTouch(rep, { leadId, kind: 'visit' }))
    must(await qualifyLead(marketer, { leadId, ...HOT }))
    expect(await leadById(rep, leadId)).toMatchObject({
      status: 'qualified',
      nurtureWakeOn: null,
      wokenByTouchId: null,
    })
  })

  it('by a touch and a qualification at once: one after the other, in either order, and no lead is half awake', async () => {
    const { marketer, rep } = company
    for (const touchFirst of [true, false]) {
      const leadId = await sleeping()
      const touch = async () => (await addTouch(rep, { leadId, kind: 'visit' })).ok
      const qualify = async () => (await qualifyLead(marketer, { leadId, ...HOT })).ok
      expect(await inOrder(leadId, touchFirst ? [touch, qualify] : [qualify, touch])).toEqual([true, true])
      expect(await leadById(rep, leadId)).toMatchObject({ status: 'qualified', wokenByTouchId: null })
      expect((await eventTypes(leadId)).filter((type) => type === 'woke')).toHaveLength(touchFirst ? 1 : 0)
    }
  })
})

describe('a plan', () => {
  it('is kept in the order of its days, renamed, archived and offered again; names in use are unique', async () => {
    const { marketer } = company
    const steps = [
      { afterDays: 30, kind: 'call', text: 'Call' },
      { afterDays: 0, kind: 'letter', text: 'Write' },
    ] as const
    const { id } = must(await createPlan(marketer, { name: 'Spring', steps: [...steps] }))
    const find = async () => (await listPlans(marketer, { archived: true })).find((plan) => plan.id === id)
    expect((await find())?.steps.map(({ text }) => text)).toEqual(['Write', 'Call'])
    expect(await createPlan(marketer, { name: 'SPRING', steps: [...steps] })).toMatchObject({
      failure: { code: 'ALREADY_EXISTS' },
    })
    expect(await updatePlan(marketer, { planId: id, version: 9, name: 'x' })).toMatchObject({
      failure: { code: 'STALE_VERSION', params: { version: 1 } },
    })
    must(await updatePlan(marketer, { planId: id, version: 1, name: 'Summer' }))
    expect(await find()).toMatchObject({ name: 'Summer', version: 2, steps: { length: 2 } })
    must(await archivePlan(marketer, { planId: id }))
    const { id: other } = must(await createPlan(marketer, { name: 'summer', steps: [...steps] }))
    expect(await restorePlan(marketer, { planId: id })).toMatchObject({ failure: { code: 'ALREADY_EXISTS' } })
    must(await archivePlan(marketer, { planId: other }))
    must(await restorePlan(marketer, { planId: id }))
    expect((await find())?.archivedAt).toBeNull()
    expect(await attachPlan(marketer, { leadId: await sleeping(), planId: other })).toMatchObject({
      failure: { code: 'NOT_FOUND' },
    })
  })

  it.each(['rep', 'executive', 'admin'] as const)('is marketing’s: %s may not touch it', async (who) => {
    const other = company[who]
    const planId = await aPlan(`Marketing’s own ${who}`)
    const leadId = await sleeping()
    const step = { afterDays: 0, kind: 'call', text: 'x' } as const
    const refused = [
      await createPlan(other, { name: 'x', steps: [step] }),
      await updatePlan(other, { planId, name: 'x' }),
      await archivePlan(other, { planId }),
      await attachPlan(other, { leadId, planId }),
      await attachPlanToMany(other, { planId, leadIds: [leadId] }),
      await stopPlan(other, { leadId }),
      await finishStep(other, { stepId: 1 }),
      await skipStep(other, { stepId: 1 }),
      await finishGroup(other, { planId, position: 0, text: 'x', scope: 'all' }),
    ]
    for (const answer of refused) expect(answer).toMatchObject({ ok: false, failure: { code: 'FORBIDDEN' } })
  })

  it('gives a lead its dated touches, on working days', async () => {
    const { marketer } = company
    const leadId = await sleeping()
    // the 21st is a Saturday
    must(await attachPlan(marketer, { leadId, planId: await aPlan('Dated', [0, 5, 9]) }))
    const plan = await planOfLead(marketer, leadId)
    expect(plan?.steps.map(({ dueOn, kind }) => [dueOn, kind])).toEqual([
      ['2026-11-16', 'letter'],
      ['2026-11-23', 'call'],
      ['2026-11-25', 'invitation'],
    ])
    expect((await eventTypes(leadId)).at(-1)).toBe('plan_attached')
    expect(await attachPlan(marketer, { leadId, planId: plan?.plan.id ?? 0 })).toMatchObject({
      failure: { code: 'HAS_PLAN', params: { plan: 'Dated' } },
    })
  })

  it('that is edited later does not change the touches that a lead has', async () => {
    const { marketer } = company
    const planId = await aPlan('Edited', [0, 7])
    const leadId = await sleeping()
    must(await attachPlan(marketer, { leadId, planId }))
    const before = (await planOfLead(marketer, leadId))?.steps
    const steps = [{ afterDays: 1, kind: 'call', text: 'Another' } as const]
    must(await updatePlan(marketer, { planId, steps }))
    expect((await planOfLead(marketer, leadId))?.steps).toEqual(before)
  })

  it('records what is done as an activity, moves the last contact, and finishes with its last touch', async () => {
    const { marketer } = company
    const leadId = await sleeping()
    must(await attachPlan(marketer, { leadId, planId: await aPlan('Done', [0, 0, 0]) }))
    const [letter, call, invitation] = (await planOfLead(marketer, leadId))?.steps ?? []
    const tuesday = on(marketer, '2026-11-17T10:00:00Z')
    must(await finishStep(tuesday, { stepId: letter?.id ?? 0 }))
    must(await finishStep(on(marketer, '2026-11-18T10:00:00Z'), { stepId: letter?.id ?? 0 }))
    must(await finishStep(tuesday, { stepId: call?.id ?? 0, note: 'They liked it' }))
    const activities = await db.rows(sql`
      select kind, text, author_id as "authorId" from activity where lead_id = ${leadId} order by id`)
    expect(activities).toEqual([
      { kind: 'email', text: 'Step 1', authorId: marketer.personId },
      { kind: 'call', text: 'Step 2\nThey liked it', authorId: marketer.personId },
    ])
    expect((await leadById(marketer, leadId))?.lastContactAt).toEqual(tuesday.at)
    must(await skipStep(tuesday, { stepId: invitation?.id ?? 0 }))
    expect(await skipStep(tuesday, { stepId: invitation?.id ?? 0 })).toMatchObject({
      failure: { code: 'CHANGED_SINCE' },
    })
    expect(await planOfLead(marketer, leadId)).toMatchObject({ end: 'finished', endedAt: tuesday.at })
    expect((await eventTypes(leadId)).slice(-3)).toEqual(['activity', 'activity', 'plan_step_skipped'])
    // the next plan may follow
    must(await attachPlan(marketer, { leadId, planId: await aPlan('After') }))
  })

  it('ends when the lead leaves nurture, by whatever way, and its open touches with it', async () => {
    const { marketer, rep } = company
    const planId = await aPlan('Left')
    const leave = {
      qualify: (leadId: number) => qualifyLead(marketer, { leadId, ...HOT }),
      disqualify: (leadId: number) => disqualifyLead(marketer, { leadId, reason: 'Gone' }),
      import: async (leadId: number) => {
        const { email } = (await leadById(marketer, leadId)) ?? {}
        const importId = await queuedFile(rep, `mail,outcome\n${email},won\n`, {
          kind: 'outcomes',
          columns: { mail: 'email', outcome: 'outcome' },
        })
        await workOnImport(importId, NOW)
        return { ok: (await leadRow(leadId)).status === 'won' }
      },
    }
    for (const [way, work] of Object.entries(leave)) {
      const leadId = await sleeping()
      must(await attachPlan(marketer, { leadId, planId }))
      const [first] = (await planOfLead(marketer, leadId))?.steps ?? []
      must(await finishStep(marketer, { stepId: first?.id ?? 0 }))
      expect((await work(leadId)).ok, way).toBe(true)
      const plan = await planOfLead(marketer, leadId)
      expect(plan?.end, way).toBe('left')
      expect(plan?.steps.map(({ doneAt, skippedAt }) => [doneAt !== null, skippedAt !== null])).toEqual([
        [true, false],
        [false, true],
        [false, true],
      ])
      expect(await finishStep(marketer, { stepId: plan?.steps[1]?.id ?? 0 })).toMatchObject({
        failure: { code: 'CHANGED_SINCE' },
      })
    }
    const stray = await db.one<{ count: number }>(sql`
      select count(*)::int as count from nurture_enrolment e join lead l on l.id = e.lead_id
      where e.ended_at is null and l.status <> 'nurture'`)
    expect(stray?.count).toBe(0)
  })

  it('is taken off by a marketer, and its open touches are dropped', async () => {
    const { marketer } = company
    const leadId = await sleeping()
    must(await attachPlan(marketer, { leadId, planId: await aPlan('Stopped') }))
    must(await stopPlan(marketer, { leadId }))
    expect(await planOfLead(marketer, leadId)).toMatchObject({ end: 'stopped' })
    expect(await stopPlan(marketer, { leadId })).toMatchObject({ failure: { code: 'NOT_FOUND' } })
    expect(await dueSteps(marketer, { scope: 'all', limit: 100 })).not.toContainEqual(
      expect.objectContaining({ lead: expect.objectContaining({ id: leadId }) }),
    )
  })

  it('put on a lead by two at once is put on it once, and against a qualification never outlives it', async () => {
    const { marketer } = company
    const planId = await aPlan('Raced')
    const leadId = await sleeping()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => attachPlan(marketer, { leadId, planId })),
    )
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    for (const attachFirst of [true, false]) {
      const raced = await sleeping()
      const attach = async () => (await attachPlan(marketer, { leadId: raced, planId })).ok
      const qualify = async () => (await qualifyLead(marketer, { leadId: raced, ...HOT })).ok
      const done = await inOrder(raced, attachFirst ? [attach, qualify] : [qualify, attach])
      expect(done).toEqual(attachFirst ? [true, true] : [true, false])
      const open = await db.rows(sql`
        select 1 from nurture_enrolment where lead_id = ${raced} and ended_at is null`)
      expect(open).toEqual([])
    }
  })
})

describe('a plan for many', () => {
  /** Leads that a filter finds: sleeping ones of a marketer of their own. */
  async function crowd(size: number): Promise<{ owner: Actor; ids: number[] }> {
    const owner = await actorWith({ roles: ['marketer'], at: NOW })
    const rows = await db.rows<{ id: number }>(sql`
      insert into lead (status, external_id, display_name, sort_name, owner_id, created_at, updated_at, status_since,
        last_contact_at, nurture_wake_on, nurture_next_step)
      select 'nurture', 'crowd-' || ${owner.personId}::int || '-' || n, 'Crowd ' || n, 'crowd ' || n,
        ${owner.personId}, ${NOW}::timestamptz, ${NOW}::timestamptz, ${NOW}::timestamptz, ${NOW}::timestamptz,
        '2027-06-01', 'Ask'
      from generate_series(1, ${size}) n returning id`)
    return { owner, ids: rows.map(({ id }) => id) }
  }

  it('says of each chosen lead what became of it; one that has a plan keeps it', async () => {
    const { marketer } = company
    const [has, gone, free] = [await sleeping(), await newLead(marketer), await sleeping()]
    const own = await aPlan('Its own')
    must(await attachPlan(marketer, { leadId: has, planId: own }))
    const planId = await aPlan('For many')
    const run = must(await attachPlanToMany(marketer, { planId, leadIds: [has, gone, free, free] }))
    expect(run).toMatchObject({ total: 3, attached: 1, kept: 1, left: 1, waiting: 0, doneAt: NOW })
    const ids = async (outcome: 'attached' | 'kept' | 'left') =>
      (await leadsOfRun(marketer, { runId: run.id, outcome, limit: 10 })).map(({ id }) => id)
    expect([await ids('kept'), await ids('left'), await ids('attached')]).toEqual([[has], [gone], [free]])
    expect((await planOfLead(marketer, has))?.plan.name).toBe('Its own')
    // once more: everybody keeps what they have
    expect(must(await attachPlanToMany(marketer, { planId, leadIds: [free, has] }))).toMatchObject({
      attached: 0,
      kept: 2,
    })
    expect(await attachPlanToMany(marketer, { planId, leadIds: [free, 2_000_000_000] })).toMatchObject({
      failure: { code: 'INVALID' },
    })
  })

  it('is put on 500 at once', async () => {
    const { owner, ids } = await crowd(500)
    const planId = await aPlan('Five hundred')
    const run = must(await attachPlanToMany(owner, { planId, filter: { owner: 'me' } }))
    expect(run).toMatchObject({ total: 500, attached: 500, waiting: 0 })
    expect(run.doneAt).not.toBeNull()
    const open = await db.one<{ enrolments: number; steps: number; events: number }>(sql`
      select (select count(*)::int from nurture_enrolment where plan_id = ${planId}) as enrolments,
        (select count(*)::int from nurture_step s where s.lead_id = any (${ids}::int[])) as steps,
        (select count(*)::int from lead_event where lead_id = any (${ids}::int[]) and type = 'plan_attached') as events`)
    expect(open).toEqual({ enrolments: 500, steps: 1500, events: 500 })
    // what is due of it today is one line of work, and one press
    const groups = await dueGroups(owner, 'mine')
    expect(groups).toMatchObject([{ planId, position: 0, text: 'Step 1', count: 500 }])
    expect(await nurtureCounters(owner)).toEqual({ nurtureWoken: 0, nurtureDue: 100, nurtureQuiet: 0 })
    const group = { planId, position: 0, text: 'Step 1', scope: 'mine' } as const
    expect(must(await finishGroup(owner, group))).toEqual({ count: 500, more: false })
    expect(must(await finishGroup(owner, group))).toEqual({ count: 0, more: false })
    expect(await dueGroups(owner, 'mine')).toEqual([])
    const activities = await db.one<{ count: number }>(sql`
      select count(*)::int as count from activity where lead_id = any (${ids}::int[])`)
    expect(activities?.count).toBe(500)
  })

  it('goes on in the background, survives a crash in the middle and two workers, and does nobody twice', async () => {
    const { owner, ids } = await crowd(3 * BATCH + 7)
    const planId = await aPlan('In the background', [0])
    const started = must(await attachPlanToMany(owner, { planId, filter: { owner: 'me' } }))
    expect(started).toMatchObject({ total: ids.length, attached: 0, waiting: ids.length, doneAt: null })
    const runId = started.id

    // the plan changes and a lead leaves while it waits
    const steps = [{ afterDays: 0, kind: 'call', text: 'Changed' } as const]
    must(await updatePlan(owner, { planId, steps }))
    must(await qualifyLead(owner, { leadId: ids.at(-1) ?? 0, ...HOT }))
    must(await inTransaction((tx) => workOnBatch(tx, runId, NOW)))
    expect(await runById(owner, runId)).toMatchObject({ attached: BATCH, waiting: ids.length - BATCH })
    // a worker dies inside a batch: nothing of the batch is there
    const died = inTransaction(async (tx) => {
      await workOnBatch(tx, runId, NOW)
      throw new Error('killed')
    })
    await expect(died).rejects.toThrow('killed')
    expect(await runById(owner, runId)).toMatchObject({ attached: BATCH, waiting: ids.length - BATCH })

    const later = new Date(NOW.getTime() + 5 * 60_000)
    await Promise.all([workOnRun(runId, later), workOnRun(runId, later), resumeRuns(later)])
    expect(await runById(owner, runId)).toMatchObject({
      attached: ids.length - 1,
      left: 1,
      waiting: 0,
      doneAt: later,
    })
    const followed = await db.rows<{ text: string; leads: number }>(sql`
      select s.text, count(distinct s.lead_id)::int as leads from nurture_step s
      where s.lead_id = any (${ids}::int[]) group by s.text`)
    expect(followed).toEqual([{ text: 'Step 1', leads: ids.length - 1 }])
  })
})

it('accepting, rejecting and everything else leaves no lead in nurture without a day', async () => {
  must(await acceptHandoff(company.rep, { handoffId: (await leadIn('handed_off', company)).handoffId }))
  const nowhere = await db.one<{ count: number }>(sql`
    select count(*)::int as count from lead where status = 'nurture' and nurture_wake_on is null
      or status <> 'nurture' and (nurture_wake_on is not null or woken_by_touch_id is not null)`)
  expect(nowhere?.count).toBe(0)
})
