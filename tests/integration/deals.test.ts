import { beforeAll, describe, expect, it } from 'vitest'
import { editDeal, loseDeal, openDeal, winDeal } from '@/lib/deals/commands'
import {
  type DealView,
  dealById,
  dealsOfLead,
  dealTotals,
  listDeals,
  openPipeline,
} from '@/lib/deals/queries'
import { DEAL_SORTS, dealCursor } from '@/lib/deals/schema'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { nurtureLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must, type Result } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import {
  type Company,
  eventTypes,
  HOT,
  inOrder,
  later,
  leadIn,
  leadRow,
  makePeople,
  takenLead,
} from '../support/life'

const MONDAY = new Date('2026-11-16T10:00:00Z')

let company: Company
let rep: Actor
let otherRep: Actor

beforeAll(async () => {
  company = await makePeople(MONDAY)
  ;({ rep, otherRep } = company)
})

async function opened(more: { amount?: string; expectedCloseOn?: string } = {}): Promise<DealView> {
  const { leadId } = await leadIn('accepted', company)
  return must(await openDeal(rep, { leadId, title: 'Pumps', ...more }))
}

function codes(results: Result<unknown>[]): string[] {
  return results.map((result) => (result.ok ? 'ok' : result.failure.code))
}

describe('the life of a deal', () => {
  it('is opened, changed and won, and keeps exact amounts', async () => {
    const { leadId } = await leadIn('accepted', company)
    const deal = must(
      await openDeal(rep, { leadId, title: 'Two pumps', amount: '1000.10', expectedCloseOn: '2026-12-24' }),
    )
    expect(deal).toMatchObject({
      leadId,
      state: 'open',
      amount: '1000.10',
      expectedCloseOn: '2026-12-24',
      owner: { name: 'Rita Rep' },
      openedAt: MONDAY,
      version: 1,
    })
    const edited = must(
      await editDeal(later(otherRep, '2026-11-17T10:00:00Z'), {
        dealId: deal.id,
        version: 1,
        title: 'Three pumps',
        amount: '999999999999.99',
        expectedCloseOn: null,
      }),
    )
    expect(edited).toMatchObject({
      title: 'Three pumps',
      amount: '999999999999.99',
      expectedCloseOn: null,
      version: 2,
    })
    const won = must(await winDeal(later(rep, '2026-11-18T10:00:00Z'), { dealId: deal.id, amount: '0.07' }))
    expect(won).toMatchObject({ state: 'won', amount: '0.07', closedAt: new Date('2026-11-18T10:00:00Z') })
    expect(await leadRow(leadId)).toMatchObject({ status: 'won', wonAt: new Date('2026-11-18T10:00:00Z') })
    expect((await eventTypes(leadId)).slice(-3)).toEqual(['deal_opened', 'deal_edited', 'won'])
  })

  it('is lost with its reason, and the lead may come round again with its first times kept', async () => {
    const deal = await opened({ amount: '500.00' })
    must(
      await loseDeal(later(rep, '2026-11-17T10:00:00Z'), {
        dealId: deal.id,
        reason: 'A competitor was faster',
      }),
    )
    expect(await dealById(rep, deal.id)).toMatchObject({
      state: 'lost',
      lostReason: 'A competitor was faster',
    })

    const { leadId } = deal
    must(
      await nurtureLead(later(rep, '2026-11-18T10:00:00Z'), {
        leadId,
        wakeAt: '2027-01-10',
        nextStep: 'Call',
      }),
    )
    const again = actorAt(company.marketer, new Date('2027-01-11T10:00:00Z'))
    must(await qualifyLead(again, { leadId, ...HOT }))
    const handoff = must(await handOffLead(again, { leadId }))
    must(await acceptHandoff(later(otherRep, '2027-01-11T11:00:00Z'), { handoffId: handoff.id }))
    const second = must(
      await openDeal(later(otherRep, '2027-01-12T10:00:00Z'), { leadId, title: 'Once more' }),
    )
    expect(await leadRow(leadId)).toMatchObject({
      status: 'deal',
      dealAt: MONDAY,
      acceptedAt: MONDAY,
      lostAt: new Date('2026-11-17T10:00:00Z'),
      assigneeId: otherRep.personId,
    })
    expect((await dealsOfLead(rep, leadId)).map(({ id, state }) => [id, state])).toEqual([
      [second.id, 'open'],
      [deal.id, 'lost'],
    ])
    // the old deal is over, whatever its lead does
    expect(await winDeal(rep, { dealId: deal.id, amount: '1.00' })).toMatchObject({
      failure: { code: 'WRONG_STATE' },
    })
    expect(await loseDeal(rep, { dealId: deal.id, reason: 'x' })).toMatchObject({
      failure: { code: 'WRONG_STATE' },
    })
  })

  it('may be opened from a lead that sales found', async () => {
    const leadId = await takenLead(company)
    expect(must(await openDeal(rep, { leadId, title: 'Found it' })).leadId).toBe(leadId)
  })

  it('is not changed once it is over, nor by another role', async () => {
    const deal = await opened()
    for (const actor of [company.marketer, company.executive, company.admin]) {
      expect(await editDeal(actor, { dealId: deal.id, title: 'x' })).toMatchObject({
        failure: { code: 'FORBIDDEN' },
      })
    }
    must(await winDeal(rep, { dealId: deal.id, amount: '1.00' }))
    expect(await editDeal(rep, { dealId: deal.id, title: 'x' })).toMatchObject({
      failure: { code: 'WRONG_STATE' },
    })
  })
})

describe('a stale screen', () => {
  it('is told which fields somebody changed meanwhile, and overwrites nothing', async () => {
    const deal = await opened({ amount: '100.00', expectedCloseOn: '2026-12-01' })
    must(await editDeal(otherRep, { dealId: deal.id, version: 1, amount: '150.00' }))
    const mine = {
      dealId: deal.id,
      version: 1,
      title: 'Pumps',
      amount: '120.00',
      expectedCloseOn: '2026-12-01',
    }
    expect(await editDeal(rep, mine)).toMatchObject({
      failure: {
        code: 'STALE_VERSION',
        params: { version: 2 },
        fields: [{ path: 'amount', code: 'stale_now', params: { now: '150.00' } }],
      },
    })
    expect((await dealById(rep, deal.id))?.amount).toBe('150.00')
    expect(must(await editDeal(rep, { ...mine, version: 2 })).amount).toBe('120.00')
    expect(await winDeal(rep, { dealId: deal.id, version: 1 })).toMatchObject({
      failure: { code: 'STALE_VERSION' },
    })
    expect(await loseDeal(rep, { dealId: deal.id, version: 1, reason: 'x' })).toMatchObject({
      failure: { code: 'STALE_VERSION' },
    })
  })

  it('that changes nothing writes nothing', async () => {
    const deal = await opened({ amount: '100.00' })
    expect(must(await editDeal(rep, { dealId: deal.id, version: 1, amount: '100.00' })).version).toBe(1)
    expect((await eventTypes(deal.leadId)).at(-1)).toBe('deal_opened')
  })
})

describe('winning', () => {
  it('needs an amount, the deal’s own if none is given', async () => {
    const without = await opened()
    expect(await winDeal(rep, { dealId: without.id })).toMatchObject({
      failure: { code: 'INVALID', fields: [{ path: 'amount', code: 'required' }] },
    })
    const withOne = await opened({ amount: '42.00' })
    expect(must(await winDeal(rep, { dealId: withOne.id })).amount).toBe('42.00')
  })

  it('may be entered afterwards, but not beforehand', async () => {
    const deal = await opened({ amount: '42.00' })
    expect(await winDeal(rep, { dealId: deal.id, wonAt: '2026-11-17' })).toMatchObject({
      failure: { code: 'INVALID', fields: [{ path: 'wonAt', code: 'future' }] },
    })
    // a day is a day of the organisation's: it starts at 23:00 the day before in UTC
    const won = must(await winDeal(rep, { dealId: deal.id, wonAt: '2026-11-13' }))
    expect(won.closedAt).toEqual(new Date('2026-11-12T23:00:00Z'))
    expect((await leadRow(deal.leadId)).wonAt).toEqual(new Date('2026-11-12T23:00:00Z'))
  })
})

describe('at the same moment', () => {
  const win = (actor: Actor) => (dealId: number) => winDeal(actor, { dealId, amount: '10.00' })
  const lose = (actor: Actor) => (dealId: number) => loseDeal(actor, { dealId, reason: 'Too dear' })
  const edit = (actor: Actor, version?: number) => (dealId: number) =>
    editDeal(actor, { dealId, version, title: 'New' })

  it.each([
    ['win, then lose', () => [win(rep), lose(otherRep)], ['ok', 'WRONG_STATE'], 'won'],
    ['lose, then win', () => [lose(rep), win(otherRep)], ['ok', 'WRONG_STATE'], 'lost'],
    ['win twice', () => [win(rep), win(otherRep)], ['ok', 'WRONG_STATE'], 'won'],
    ['win, then edit', () => [win(rep), edit(otherRep)], ['ok', 'WRONG_STATE'], 'won'],
    ['edit, then win', () => [edit(rep), win(otherRep)], ['ok', 'ok'], 'won'],
    ['edit the same version twice', () => [edit(rep, 1), edit(otherRep, 1)], ['ok', 'STALE_VERSION'], 'deal'],
  ] as const)('%s', async (_, works, expected, status) => {
    const deal = await opened({ amount: '10.00' })
    const results = await inOrder<Result<unknown>>(
      deal.leadId,
      works().map((work) => () => work(deal.id)),
    )
    expect(codes(results)).toEqual(expected)
    expect((await leadRow(deal.leadId)).status).toBe(status)
    const ends = (await eventTypes(deal.leadId)).filter((type) => type === 'won' || type === 'lost')
    expect(ends.length).toBeLessThanOrEqual(1)
  })

  it('two open a deal of one lead: there is one', async () => {
    const { leadId } = await leadIn('accepted', company)
    const results = await inOrder(leadId, [
      () => openDeal(rep, { leadId, title: 'Mine' }),
      () => openDeal(otherRep, { leadId, title: 'Mine too' }),
    ])
    expect(codes(results)).toEqual(['ok', 'WRONG_STATE'])
    expect(await dealsOfLead(rep, leadId)).toHaveLength(1)
  })
})

describe('the database by itself', () => {
  const insert = (leadId: number, state: string, amount: string | null) =>
    db.run(sql`
      insert into deal (lead_id, title, state, amount, opened_at, updated_at)
      values (${leadId}, 'x', ${state}::deal_state, ${amount}::numeric, ${MONDAY}, ${MONDAY})`)

  it('refuses a second open deal of a lead, a negative amount and a closed deal without its time', async () => {
    const { leadId } = await opened()
    await expect(insert(leadId, 'open', null)).rejects.toMatchObject({
      code: '23505',
      constraint: 'deal_one_open',
    })
    await expect(insert(leadId, 'lost', null)).rejects.toMatchObject({
      code: '23514',
      constraint: 'deal_closed',
    })
    await expect(insert(leadId, 'won', '-1')).rejects.toMatchObject({ code: '23514' })
  })
})

describe('the list', () => {
  it.each(DEAL_SORTS)('by %s pages through every deal once, and none comes last', async (sort) => {
    const owner = await actorWith({ roles: ['sales'], at: MONDAY })
    const amounts = ['10.00', null, '10.00', '2.50', null, '1000.00']
    const days = [null, '2026-12-01', '2026-11-20', '2026-12-01', null, '2027-01-01']
    for (const [index, amount] of amounts.entries()) {
      const { leadId } = await leadIn('accepted', company)
      must(
        await openDeal(actorAt(owner, new Date(MONDAY.getTime() + (index % 3) * 60_000)), {
          leadId,
          title: ['b', 'A', 'В', 'a', 'c', 'b'][index] ?? '',
          amount,
          expectedCloseOn: days[index],
        }),
      )
    }
    const request = { owner: owner.personId, sort } as const
    const all = await listDeals(owner, { ...request, limit: 100 })
    expect(all.rows).toHaveLength(6)
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page = await listDeals(owner, {
        ...request,
        limit: 2,
        cursor: cursor === null ? undefined : dealCursor.parse(cursor),
      })
      seen.push(...page.rows.map(({ id }) => id))
      cursor = page.nextCursor
    } while (cursor)
    expect(seen).toEqual(all.rows.map(({ id }) => id))
    expect(new Set(seen).size).toBe(6)

    const none = { amount: 'amount', expectedCloseOn: 'expectedCloseOn' }[sort.replace('-', '')]
    if (none === 'amount') expect(all.rows.slice(-2).map(({ amount }) => amount)).toEqual([null, null])
    if (none === 'expectedCloseOn') {
      expect(all.rows.slice(-2).map(({ expectedCloseOn }) => expectedCloseOn)).toEqual([null, null])
    }
  })

  it('sums what it lists, exactly, and marks what is late by the company’s day', async () => {
    const owner = await actorWith({ roles: ['sales'], at: MONDAY })
    const deals = [
      { amount: '0.10', expectedCloseOn: '2026-11-15' },
      { amount: '0.20', expectedCloseOn: '2026-11-16' },
      { amount: null, expectedCloseOn: '2026-11-01' },
      { amount: '100000000000.01', expectedCloseOn: null },
    ]
    for (const deal of deals) {
      const { leadId } = await leadIn('accepted', company)
      must(await openDeal(owner, { leadId, title: 'Sum', ...deal }))
    }
    expect(await dealTotals(owner, { state: 'open', owner: 'me' })).toEqual({
      count: 4,
      sum: '100000000000.31',
      withoutAmount: 1,
      late: 2,
      lateSum: '0.10',
    })
    expect(await dealTotals(owner, { state: 'won', owner: 'me' })).toEqual({
      count: 0,
      sum: '0.00',
      withoutAmount: 0,
      late: 0,
      lateSum: '0.00',
    })
    const everybody = await openPipeline(company.executive)
    expect(everybody).toEqual(await openPipeline(company.marketer))
    expect(everybody.count).toBeGreaterThan(4)
  })
})
