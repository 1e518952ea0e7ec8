import { beforeAll, describe, expect, it } from 'vitest'
import { BATCH, resumeBulkRuns, workOnBulkRun } from '@/lib/bulk/commands/run'
import { retryBulkRun, startBulkRun, stopBulkRun, undoBulkRun } from '@/lib/bulk/commands/start'
import { type BulkRunView, bulkRunById, leadsOfBulkRun, myOpenRuns } from '@/lib/bulk/queries/runs'
import { type BulkAction, bulkInput } from '@/lib/bulk/schema'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { createLead } from '@/lib/leads/commands/create'
import { editLead } from '@/lib/leads/commands/edit'
import { mergeLeads } from '@/lib/leads/commands/merge'
import { disqualifyLead, nurtureLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { leadById } from '@/lib/leads/queries/record'
import { createPlan } from '@/lib/nurture/commands/plans'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must, type Result } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { type Company, eventTypes, HOT, inOrder, leadIn, leadRow, makePeople, newLead } from '../support/life'

const NOW = new Date('2026-11-16T09:00:00Z')

let company: Company
beforeAll(async () => {
  company = await makePeople(NOW)
})

const start = async (actor: Actor, action: BulkAction, leadIds: readonly number[]) =>
  must(await startBulkRun(actor, { action, leadIds: [...leadIds] }))

/** Begun and worked on to its end. */
async function run(actor: Actor, action: BulkAction, leadIds: readonly number[]): Promise<BulkRunView> {
  const { id } = await start(actor, action, leadIds)
  return finished(id)
}

async function finished(runId: number, at = NOW): Promise<BulkRunView> {
  await workOnBulkRun(runId, at)
  const view = await bulkRunById(company.executive, runId)
  if (!view) throw new Error('no run')
  expect(view.done + view.refused + view.unchanged + view.gone + view.waiting).toBe(view.total)
  return view
}

async function outcomes(runId: number): Promise<Record<number, string>> {
  const leads = await leadsOfBulkRun(company.executive, { runId, limit: 1000 })
  return Object.fromEntries(
    leads.map(({ leadId, outcome, code }) => [leadId, [outcome, code].filter(Boolean).join(' ')]),
  )
}

async function leads(count: number, status: 'new' | 'qualified' = 'new'): Promise<number[]> {
  const ids: number[] = []
  for (let index = 0; index < count; index++) ids.push((await leadIn(status, company)).leadId)
  return ids
}

const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.failure.code)

describe('one step with many leads', () => {
  it('is taken with each that allows it; the others stay as they were, each with its reason', async () => {
    const { marketer } = company
    const [ready, asleep] = [await leadIn('qualified', company), await leadIn('nurture', company)]
    const [fresh, offered] = [await leadIn('new', company), await leadIn('handed_off', company)]
    const before = await Promise.all([asleep, fresh, offered].map(({ leadId }) => leadRow(leadId)))
    const ids = [ready, asleep, fresh, offered].map(({ leadId }) => leadId)
    const view = await run(marketer, { type: 'handOff', note: 'From the fair' }, ids)
    expect(view).toMatchObject({ state: 'done', total: 4, done: 1, refused: 3, waiting: 0 })
    expect(await outcomes(view.id)).toEqual({
      [ready.leadId]: 'done',
      [asleep.leadId]: 'refused WRONG_STATE',
      [fresh.leadId]: 'refused WRONG_STATE',
      [offered.leadId]: 'refused WRONG_STATE',
    })
    expect(await Promise.all([asleep, fresh, offered].map(({ leadId }) => leadRow(leadId)))).toEqual(before)
    expect((await leadRow(ready.leadId)).status).toBe('handed_off')
    const [refused] = await leadsOfBulkRun(marketer, { runId: view.id, outcome: 'refused', limit: 1 })
    expect(refused?.params).toMatchObject({ status: 'nurture', step: 'handOff' })
  })

  it('edits fields and owners, and tells who was so already', async () => {
    const { marketer } = company
    const ids = await leads(3)
    must(await editLead(marketer, { leadId: ids[0] ?? 0, version: 1, patch: { region: 'North' } }))
    const other = await actorWith({ roles: ['marketer'], at: NOW })
    const region = await run(marketer, { type: 'edit', patch: { region: 'North' } }, ids)
    expect(region).toMatchObject({ done: 2, unchanged: 1 })
    const owned = await run(marketer, { type: 'edit', patch: { owner: other.email?.toUpperCase() } }, ids)
    expect(owned).toMatchObject({ done: 3 })
    for (const id of ids) {
      expect(await leadById(marketer, id)).toMatchObject({ region: 'North', owner: { id: other.personId } })
    }
  })

  it('qualifies by the answers given, or overrides the grade and keeps the answers of each', async () => {
    const { marketer } = company
    const ids = await leads(2)
    const asked = await run(marketer, { type: 'qualify', answers: HOT }, ids)
    expect(asked).toMatchObject({ done: 2 })
    const unasked = await newLead(marketer)
    const action = { type: 'qualify', grade: 'warm', overrideReason: 'Nobody bought from that fair' } as const
    const view = await run(marketer, action, [...ids, unasked])
    expect(view).toMatchObject({ done: 2, refused: 1 })
    expect((await outcomes(view.id))[unasked]).toBe('refused ANSWERS_MISSING')
    expect(await leadById(marketer, ids[0] ?? 0)).toMatchObject({
      grade: 'warm',
      computedGrade: 'hot',
      overrideReason: 'Nobody bought from that fair',
      answers: HOT,
    })
    const without = await run(marketer, { type: 'qualify', grade: 'cold' }, ids)
    expect(Object.values(await outcomes(without.id))).toEqual([
      'refused OVERRIDE_NEEDS_REASON',
      'refused OVERRIDE_NEEDS_REASON',
    ])
  })

  it('nurtures, disqualifies, and puts a plan on those that have none', async () => {
    const { marketer } = company
    const ids = await leads(2)
    await run(marketer, { type: 'nurture', wakeAt: '2027-02-01', nextStep: 'Ask again' }, ids)
    expect(await leadById(marketer, ids[1] ?? 0)).toMatchObject({
      status: 'nurture',
      nurtureWakeOn: '2027-02-01',
      nurtureNextStep: 'Ask again',
    })
    const steps = [{ afterDays: 1, kind: 'call' as const, text: 'Call' }]
    const plan = must(await createPlan(marketer, { name: 'Bulk plan', steps }))
    expect(await run(marketer, { type: 'plan', planId: plan.id }, ids)).toMatchObject({ done: 2 })
    const again = await run(marketer, { type: 'plan', planId: plan.id }, ids)
    expect(Object.values(await outcomes(again.id))).toEqual(['refused HAS_PLAN', 'refused HAS_PLAN'])
    expect(await run(marketer, { type: 'disqualify', reason: 'A student' }, ids)).toMatchObject({ done: 2 })
  })

  it('gives undecided handoffs to another rep', async () => {
    const { marketer, rep, otherRep, head } = company
    const [one, two] = [await leadIn('qualified', company), await leadIn('accepted', company)]
    must(await handOffLead(marketer, { leadId: one.leadId, assignee: rep.email }))
    const ids = [one.leadId, two.leadId]
    const view = await run(head, { type: 'reassign', assignee: otherRep.email }, ids)
    expect(await outcomes(view.id)).toEqual({ [one.leadId]: 'done', [two.leadId]: 'refused WRONG_STATE' })
    const again = await run(head, { type: 'reassign', assignee: otherRep.email }, [one.leadId])
    expect(again).toMatchObject({ unchanged: 1 })
    const back = await finished(must(await undoBulkRun(head, { runId: view.id })).id)
    expect(back).toMatchObject({ done: 1, refused: 0 })
    const handoff = await db.one<{ id: number }>(sql`
      select assignee_id as id from handoff where lead_id = ${one.leadId}`)
    expect(handoff?.id).toBe(rep.personId)
  })

  it('says what is wrong for all of them before it begins', async () => {
    const { marketer, head, executive, rep } = company
    const leadIds = [await newLead(marketer)]
    const code = async (actor: Actor, action: BulkAction) =>
      codeOf(await startBulkRun(actor, { action, leadIds }))
    expect(await code(marketer, { type: 'handOff', assignee: marketer.email })).toBe('UNKNOWN_PERSON')
    expect(await code(head, { type: 'reassign', assignee: 'nobody@example.com' })).toBe('UNKNOWN_PERSON')
    expect(await code(marketer, { type: 'edit', patch: { owner: rep.email } })).toBe('UNKNOWN_PERSON')
    expect(await code(marketer, { type: 'edit', patch: { channel: 'Nowhere' } })).toBe('UNKNOWN_CHANNEL')
    expect(await code(marketer, { type: 'nurture', wakeAt: '2026-11-15', nextStep: 'x' })).toBe('INVALID')
    expect(await code(marketer, { type: 'plan', planId: 2_000_000_000 })).toBe('NOT_FOUND')
    for (const actor of [rep, executive, company.admin]) {
      expect(await code(actor, { type: 'handOff' })).toBe('FORBIDDEN')
    }
    expect(await code(executive, { type: 'edit', patch: { region: 'North' } })).toBe('FORBIDDEN')
    const missing = await startBulkRun(marketer, {
      action: { type: 'disqualify', reason: 'x' },
      leadIds: [...leadIds, 2_000_000_000],
    })
    expect(codeOf(missing)).toBe('INVALID')
    expect(await db.rows(sql`select from bulk_run where total = 0`)).toEqual([])
  })

  it('refuses for each lead what the person may not change of it', async () => {
    const { marketer, rep } = company
    const theirs = await newLead(marketer)
    const found = must(
      await createLead(rep, { company: 'Found', email: 'found-in-bulk@example.org', origin: 'sales' }),
    ).lead.id
    const view = await run(rep, { type: 'edit', patch: { owner: marketer.email } }, [theirs, found])
    expect((await outcomes(view.id))[theirs]).toMatch(/FORBIDDEN|unchanged/)
    const region = await run(rep, { type: 'edit', patch: { origin: 'sales' } }, [theirs])
    expect(await outcomes(region.id)).toEqual({ [theirs]: 'refused FORBIDDEN' })
  })

  it('ends with everybody refused when whoever began it has lost their access', async () => {
    const leaving = await actorWith({ roles: ['marketer'], at: NOW })
    const ids = await leads(2)
    const { id } = await start(leaving, { type: 'disqualify', reason: 'Test' }, ids)
    await db.run(sql`update person set status = 'disabled' where id = ${leaving.personId}`)
    const view = await finished(id)
    expect(view).toMatchObject({ done: 0, refused: 2 })
    expect((await leadRow(ids[0] ?? 0)).status).toBe('new')
  })
})

describe('the leads of a run', () => {
  it('are those that the filter found when it began', async () => {
    const { marketer } = company
    const before = await leads(3)
    for (const leadId of before) {
      const version = (await leadRow(leadId)).version
      must(await editLead(marketer, { leadId, version, patch: { region: 'Snapshot' } }))
    }
    const filter = bulkInput.shape.filter.parse({ region: 'Snapshot', status: 'new', owner: 'me' }) ?? {}
    const action = { type: 'edit', patch: { segment: 'Enterprise' } } as const
    const begun = must(await startBulkRun(marketer, { action, filter }))
    expect(begun).toMatchObject({ total: 3, filter: { region: 'Snapshot', status: ['new'], owner: 'me' } })
    // one comes to match the filter, one matches it no more
    const late = await newLead(marketer)
    must(await editLead(marketer, { leadId: late, version: 1, patch: { region: 'Snapshot' } }))
    must(await disqualifyLead(marketer, { leadId: before[0] ?? 0, reason: 'x' }))
    expect(await finished(begun.id)).toMatchObject({ total: 3, done: 3 })
    expect((await leadById(marketer, late))?.segment).toBeNull()
    expect((await leadById(marketer, before[0] ?? 0))?.segment).toBe('Enterprise')
  })

  it('may be gone, merged or deleted, when their turn comes', async () => {
    const { marketer } = company
    const [kept, merged, deleted] = await leads(3)
    const ids = [kept, merged, deleted].map(Number)
    const { id } = await start(marketer, { type: 'edit', patch: { segment: 'Gone?' } }, ids)
    must(await mergeLeads(marketer, { leadId: ids[0] ?? 0, otherId: ids[1] ?? 0, fields: {} }))
    await db.run(sql`delete from lead where id = ${deleted ?? 0}`).catch(() => undefined)
    const view = await finished(id)
    expect(view.gone).toBeGreaterThan(0)
    expect((await outcomes(id))[ids[1] ?? 0]).toBe('gone MERGED')
    expect((await outcomes(id))[ids[0] ?? 0]).toBe('done')
  })

  it('may be none', async () => {
    const filter = { region: 'No such region' }
    const action = { type: 'disqualify', reason: 'x' } as const
    const { id } = must(await startBulkRun(company.marketer, { action, filter }))
    expect(await finished(id)).toMatchObject({ state: 'done', total: 0 })
  })

  it('are bounded', async () => {
    const wish = { action: { type: 'disqualify', reason: 'x' } as const, filter: { region: 'Snapshot' } }
    const refused = await startBulkRun(company.marketer, wish, { most: 3 })
    expect(refused).toMatchObject({ ok: false, failure: { code: 'TOO_MANY_LEADS', params: { limit: 3 } } })
    expect(must(await startBulkRun(company.marketer, wish, { most: 4 })).total).toBe(4)
  })
})

describe('a run and a single step', () => {
  it('leave one of both, in either order', async () => {
    const { marketer, rep } = company
    const handOff = { type: 'handOff' } as const
    for (const bulkFirst of [true, false]) {
      const { leadId } = await leadIn('qualified', company)
      const { id } = await start(marketer, handOff, [leadId])
      let single = 'none'
      const works = [
        () => workOnBulkRun(id, NOW),
        async () => {
          single = codeOf(await nurtureLead(marketer, { leadId, wakeAt: '2027-01-01', nextStep: 'Ask' }))
        },
      ]
      await inOrder(leadId, bulkFirst ? works : works.reverse())
      const view = await bulkRunById(rep, id)
      expect([view?.done, single]).toEqual(bulkFirst ? [1, 'WRONG_STATE'] : [0, 'ok'])
      expect((await leadRow(leadId)).status).toBe(bulkFirst ? 'handed_off' : 'nurture')
    }
  })

  it('never give a lead to two, whoever works on the run', async () => {
    const { marketer } = company
    const ids = await leads(BATCH + 5, 'qualified')
    const { id } = await start(marketer, { type: 'handOff' }, ids)
    await Promise.all([workOnBulkRun(id, NOW), workOnBulkRun(id, NOW), workOnBulkRun(id, NOW)])
    const view = await finished(id)
    expect(view).toMatchObject({ done: ids.length, refused: 0, waiting: 0 })
    const offered = await db.one<{ count: number }>(sql`
      select count(*)::int as count from handoff where lead_id = any (${ids}::int[])`)
    expect(offered?.count).toBe(ids.length)
  })
})

describe('a run that ends early', () => {
  it('goes on after a crash, and takes no step twice', async () => {
    const { marketer } = company
    const ids = await leads(12, 'qualified')
    const { id } = await start(marketer, { type: 'handOff' }, ids)
    await workOnBulkRun(id, NOW, { to: 5 })
    expect(await bulkRunById(marketer, id)).toMatchObject({ state: 'running', done: 5, waiting: 7 })
    expect((await myOpenRuns(marketer)).map((open) => open.id)).toContain(id)
    // as the minute's job does
    await resumeBulkRuns(new Date(NOW.getTime() + 60_000))
    expect(await bulkRunById(marketer, id)).toMatchObject({ state: 'done', done: 12, waiting: 0 })
    for (const leadId of ids) {
      expect((await eventTypes(leadId)).filter((type) => type === 'handed_off')).toHaveLength(1)
    }
    await resumeBulkRuns(new Date(NOW.getTime() + 120_000))
    expect(await bulkRunById(marketer, id)).toMatchObject({ state: 'done', done: 12 })
  })

  it('rolls the step back when what became of it cannot be written', async () => {
    const { marketer } = company
    const { leadId } = await leadIn('qualified', company)
    const { id } = await start(marketer, { type: 'handOff' }, [leadId])
    await db.run(sql`
      create function fails() returns trigger language plpgsql as $$ begin raise exception 'the disk is full'; end $$`)
    await db.run(sql`create trigger fails before update on bulk_lead for each row execute function fails()`)
    await expect(workOnBulkRun(id, NOW)).rejects.toThrow('the disk is full')
    expect((await leadRow(leadId)).status).toBe('qualified')
    await db.run(sql`drop function fails() cascade`)
    expect(await finished(id)).toMatchObject({ done: 1 })
  })

  it('stops after its batch; the rest can be gone on with, the refused tried again', async () => {
    const { marketer, rep, head } = company
    const ids = await leads(4)
    must(await qualifyLead(marketer, { leadId: ids[0] ?? 0, ...HOT }))
    const { id } = await start(marketer, { type: 'handOff' }, ids)
    expect(codeOf(await retryBulkRun(marketer, { runId: id, which: 'refused' }))).toBe('WRONG_STATE')
    await workOnBulkRun(id, NOW, { to: 2 })
    expect(codeOf(await stopBulkRun(rep, { runId: id }))).toBe('FORBIDDEN')
    expect(must(await stopBulkRun(head, { runId: id }))).toMatchObject({ state: 'stopping' })
    expect(await finished(id)).toMatchObject({
      state: 'stopped',
      stoppedBy: head.name,
      done: 1,
      refused: 1,
      waiting: 2,
    })
    // stopping what has ended changes nothing
    expect(must(await stopBulkRun(marketer, { runId: id }))).toMatchObject({ state: 'stopped' })
    for (const leadId of ids.slice(1)) must(await qualifyLead(marketer, { leadId, ...HOT }))
    expect(codeOf(await retryBulkRun(head, { runId: id, which: 'refused' }))).toBe('FORBIDDEN')
    const again = must(await retryBulkRun(marketer, { runId: id, which: 'refused' }))
    expect(await finished(again.id)).toMatchObject({ total: 1, done: 1, of: { id } })
    const rest = must(await retryBulkRun(marketer, { runId: id, which: 'waiting' }))
    expect(await finished(rest.id)).toMatchObject({ total: 2, done: 2 })
  })
})

describe('taking a run back', () => {
  it('restores what nobody has changed since, once', async () => {
    const { marketer, rep } = company
    const ids = await leads(3)
    const [first = 0, second = 0, third = 0] = ids
    must(await editLead(marketer, { leadId: first, version: 1, patch: { region: 'South' } }))
    const view = await run(marketer, { type: 'edit', patch: { region: 'West', segment: 'SMB' } }, ids)
    // another field may have changed, the same may not
    const change = async (leadId: number, patch: { region?: string; country?: string }) =>
      must(await editLead(marketer, { leadId, version: (await leadRow(leadId)).version, patch }))
    await change(second, { country: 'Peru' })
    await change(third, { region: 'East' })
    expect(codeOf(await undoBulkRun(rep, { runId: view.id }))).toBe('FORBIDDEN')
    const back = await finished(must(await undoBulkRun(marketer, { runId: view.id })).id)
    expect(await outcomes(back.id)).toEqual({
      [first]: 'done',
      [second]: 'done',
      [third]: 'refused CHANGED_SINCE',
    })
    expect(await leadById(marketer, first)).toMatchObject({ region: 'South', segment: null })
    expect(await leadById(marketer, second)).toMatchObject({ region: null, country: 'Peru' })
    expect(await leadById(marketer, third)).toMatchObject({ region: 'East', segment: 'SMB' })
    expect(await bulkRunById(marketer, view.id)).toMatchObject({ undoneBy: back.id })
    expect(codeOf(await undoBulkRun(marketer, { runId: view.id }))).toBe('WRONG_STATE')
  })

  it('reopens what it disqualified, and is not there for steps that cannot be taken back', async () => {
    const { marketer } = company
    const ids = await leads(2)
    const view = await run(marketer, { type: 'disqualify', reason: 'Students' }, ids)
    const back = await finished(must(await undoBulkRun(marketer, { runId: view.id })).id)
    expect(back).toMatchObject({ done: 2 })
    expect((await leadRow(ids[0] ?? 0)).status).toBe('new')
    const qualified = await run(marketer, { type: 'qualify', answers: HOT }, ids)
    expect(codeOf(await undoBulkRun(marketer, { runId: qualified.id }))).toBe('WRONG_STATE')
  })
})

describe('500 handoffs', () => {
  it('are offered in seconds, by the rules, while one of them is accepted', async () => {
    const { marketer, rep } = company
    await db.run(sql`
      with made as (
        insert into lead (status, external_id, display_name, sort_name, owner_id, grade, computed_grade, need_formed,
          value_understood, has_budget, ready_soon, response, definition_version, created_at, updated_at, status_since,
          last_contact_at, qualified_at, region)
        select 'qualified', 'bulk-' || n, 'Bulk ' || n, 'bulk ' || n, ${marketer.personId}::int, 'hot', 'hot', 'yes', 'yes',
          'yes', 'yes', 'engaged', 1, ${NOW}::timestamptz, ${NOW}::timestamptz, ${NOW}::timestamptz, ${NOW}::timestamptz,
          ${NOW}::timestamptz, 'Fair' from generate_series(1, 500) n returning id)
      insert into lead_event (lead_id, type, to_status, at) select id, 'created', 'new', ${NOW}::timestamptz from made`)
    const filter = bulkInput.shape.filter.parse({ region: 'Fair', status: 'qualified' }) ?? {}
    const begun = must(await startBulkRun(marketer, { action: { type: 'handOff' }, filter }))
    expect(begun.total).toBe(500)
    const from = performance.now()
    await workOnBulkRun(begun.id, NOW)
    const seconds = (performance.now() - from) / 1000
    process.stdout.write(`500 handoffs in ${seconds.toFixed(1)} s\n`)
    expect(await bulkRunById(marketer, begun.id)).toMatchObject({ state: 'done', done: 500, refused: 0 })
    const handoff = await db.one<{ id: number }>(sql`
      select h.id from handoff h join lead l on l.id = h.lead_id where l.external_id = 'bulk-250'`)
    must(await acceptHandoff(actorAt(rep, NOW), { handoffId: handoff?.id ?? 0 }))
  }, 60_000)
})
