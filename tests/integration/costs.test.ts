import { beforeAll, describe, expect, it } from 'vitest'
import { createCampaign, createChannel } from '@/lib/channels/commands'
import { costsOf } from '@/lib/funnel/queries/costs'
import { createLead } from '@/lib/leads/commands/create'
import { actorAt } from '@/lib/platform/actor'
import { addDays } from '@/lib/platform/calendar'
import { db, sql } from '@/lib/platform/db/sql'
import { centsOf, moneyOf } from '@/lib/platform/money'
import { monthsOf, type Period, periodOfMonth } from '@/lib/platform/period'
import { must } from '@/lib/platform/result'
import {
  changeCost,
  createCost,
  putCostBack,
  removeCost,
  restoreCost,
  saveCostForm,
} from '@/lib/spend/commands/ledger'
import { putSpend } from '@/lib/spend/commands/put'
import { costById, listCosts, sumCosts } from '@/lib/spend/queries/ledger'
import { changeCostInput, costForm, createCostInput } from '@/lib/spend/schema'
import { SPLITS } from '@/lib/spend/split'
import { seeded } from '@/prisma/seed/random'
import { clientWith } from '../support/api'
import { type Company, makePeople } from '../support/life'

let people: Company
const channels: number[] = []
const campaigns: { id: number; channelId: number; name: string; channel: string }[] = []

const failure = (result: {
  ok: boolean
  failure?: { code: string; fields: { path: string; code: string }[] }
}) =>
  result.ok
    ? 'ok'
    : `${result.failure?.code} ${result.failure?.fields.map(({ path, code }) => `${path}:${code}`)}`.trim()

const enter = (input: Record<string, unknown>, actor = people.marketer) =>
  createCost(actor, createCostInput.parse({ side: 'marketing', amount: '10', ...input }))

beforeAll(async () => {
  // Chatham is 12:45 or 13:45 ahead of UTC: its days are not those of the server.
  people = await makePeople(new Date('2026-11-21T10:00:00Z'), 'Pacific/Chatham')
  for (const channel of ['Fair', 'Search', 'Letters']) {
    const channelId = must(await createChannel(people.admin, { name: channel })).id
    channels.push(channelId)
    for (const name of ['One', 'Two']) {
      const { id } = must(await createCampaign(people.marketer, { channelId, name }))
      campaigns.push({ id, channelId, name, channel })
    }
  }
})

describe('an entry of the ledger', () => {
  it.each([
    ['a day', { channel: 'Fair', day: '2024-02-29' }, ['2024-02-29', '2024-02-29', false]],
    ['a month', { channel: 'Fair', month: '2024-02' }, ['2024-02-01', '2024-02-29', false]],
    [
      'each month',
      { channel: 'Fair', month: '2024-02', untilMonth: '2024-04' },
      ['2024-02-01', '2024-04-30', true],
    ],
    [
      'a period',
      { splitBy: 'equally', from: '2024-02-10', to: '2024-03-09' },
      ['2024-02-10', '2024-03-09', false],
    ],
  ])('is for %s', async (_, input, [firstDay, lastDay, monthly]) => {
    const made = must(await enter({ ...input, purpose: 'A stand' }))
    expect(made).toMatchObject({
      firstDay,
      lastDay,
      monthly,
      amount: '10.00',
      version: 1,
      purpose: 'A stand',
    })
    must(await removeCost(people.marketer, { costId: made.id }))
  })

  it.each([
    ['no place', { day: '2024-01-01' }, 'INVALID channel:channel_or_split'],
    [
      'a channel and a split',
      { channel: 'Fair', splitBy: 'leads', day: '2024-01-01' },
      'INVALID splitBy:channel_and_split',
    ],
    [
      'a shared cost with a campaign',
      { campaign: 'One', splitBy: 'leads', day: '2024-01-01' },
      'INVALID campaign:needs_channel',
    ],
    [
      'an unknown campaign',
      { channel: 'Fair', campaign: 'Nine', day: '2024-01-01' },
      'UNKNOWN_CAMPAIGN campaign:unknown_campaign',
    ],
    [
      'an unknown channel',
      { channel: 'Radio', day: '2024-01-01' },
      'UNKNOWN_CHANNEL channel:unknown_channel',
    ],
    ['no time', { channel: 'Fair' }, 'INVALID month:one_time'],
    ['two times', { channel: 'Fair', day: '2024-01-01', month: '2024-01' }, 'INVALID day:one_time'],
    [
      'from after to',
      { channel: 'Fair', from: '2024-02-01', to: '2024-01-01' },
      'INVALID from:from_after_to',
    ],
    [
      'months in the wrong order',
      { channel: 'Fair', month: '2024-02', untilMonth: '2024-01' },
      'INVALID untilMonth:from_after_to',
    ],
    ['200 years', { channel: 'Fair', from: '1900-01-01', to: '2100-01-01' }, 'INVALID to:range_too_long'],
    [
      '200 years of months',
      { channel: 'Fair', month: '1900-01', untilMonth: '2100-01' },
      'INVALID untilMonth:range_too_long',
    ],
    [
      'reach of a shared cost',
      { splitBy: 'leads', day: '2024-01-01', reach: 5 },
      'INVALID reach:shared_is_money',
    ],
    [
      'shares of another split',
      { splitBy: 'leads', day: '2024-01-01', shares: [{ channel: 'Fair', percent: 100 }] },
      'INVALID shares:shares_need_fixed',
    ],
    ['no shares', { splitBy: 'fixed', day: '2024-01-01' }, 'INVALID shares:required'],
    [
      '99.99 per cent',
      {
        splitBy: 'fixed',
        day: '2024-01-01',
        shares: [
          { channel: 'Fair', percent: '50' },
          { channel: 'Search', percent: '49.99' },
        ],
      },
      'INVALID shares:not_hundred',
    ],
    [
      'a share twice',
      {
        splitBy: 'fixed',
        day: '2024-01-01',
        shares: [
          { channel: 'Fair', percent: '50' },
          { channel: 'fair', percent: '50' },
        ],
      },
      'INVALID shares.1.channel:repeated',
    ],
  ])('is refused: %s', async (_, input, expected) => {
    expect(failure(await enter(input))).toBe(expected)
  })

  it.each([
    ['amount', { amount: '-1' }],
    ['amount', { amount: '1.234' }],
    ['amount', { amount: '1e9' }],
    ['shares.0.percent', { shares: [{ channel: 'Fair', percent: '0' }] }],
    ['shares.0.percent', { shares: [{ channel: 'Fair', percent: '33.333' }] }],
    ['side', { side: 'both' }],
    ['day', { day: '2023-02-29' }],
    ['month', { month: '2024-13' }],
    ['colour', { colour: 'red' }],
  ])('is malformed: %s %j', (path, change) => {
    const parsed = createCostInput.safeParse({ side: 'marketing', channel: 'Fair', amount: '1', ...change })
    const named = parsed.success
      ? []
      : parsed.error.issues.map((issue) => ('keys' in issue ? issue.keys : issue.path).join('.'))
    expect(named).toContain(path)
  })

  it('is the side’s own; everybody reads it', async () => {
    for (const actor of [people.rep, people.executive, people.admin])
      expect(failure(await enter({ channel: 'Fair', day: '2024-01-01' }, actor))).toBe('FORBIDDEN')
    const { id } = must(await enter({ side: 'sales', splitBy: 'accepted', month: '2024-01' }, people.rep))
    for (const actor of [people.marketer, people.executive]) {
      expect(failure(await changeCost(actor, { costId: id, change: { amount: '1.00' } }))).toBe('FORBIDDEN')
      expect(failure(await removeCost(actor, { costId: id }))).toBe('FORBIDDEN')
      expect((await costById(actor, id))?.splitBy).toBe('accepted')
    }
    expect(failure(await changeCost(people.rep, { costId: id, change: { side: 'marketing' } }))).toBe(
      'FORBIDDEN',
    )
    must(await removeCost(people.rep, { costId: id }))
    expect(failure(await restoreCost(people.marketer, { costId: id }))).toBe('FORBIDDEN')
  })

  it('two who change it at once: one saves, the other is told', async () => {
    const { id, version } = must(await enter({ channel: 'Fair', day: '2024-01-01' }))
    const both = await Promise.all(
      ['20.00', '30.00'].map((amount) =>
        changeCost(people.marketer, { costId: id, version, change: { amount } }),
      ),
    )
    expect(both.map(failure).sort()).toEqual(['STALE_VERSION', 'ok'])
    const race = await Promise.all([
      removeCost(people.marketer, { costId: id, version: 2 }),
      changeCost(people.marketer, { costId: id, version: 2, change: { amount: '40.00' } }),
    ])
    expect(race.filter(({ ok }) => ok)).toHaveLength(1)
    await db.run(
      sql`update spend set removed_at = ${people.admin.at} where id = ${id} and removed_at is null`,
    )
  })

  it('is put back as it was, shares and all; not over what somebody changed since', async () => {
    const shares = [
      { channel: 'Fair', campaign: 'One', percent: '33.33' },
      { channel: 'Search', percent: 66.67 },
    ]
    const made = must(await enter({ splitBy: 'fixed', shares, month: '2024-01', amount: '100' }))
    const changed = must(
      await changeCost(people.marketer, {
        costId: made.id,
        version: 1,
        change: changeCostInput.parse({ channel: 'Fair', day: '2024-01-05', amount: 7 }),
      }),
    )
    expect(changed.cost).toMatchObject({
      channelName: 'Fair',
      splitBy: null,
      shares: [],
      firstDay: '2024-01-05',
    })
    const before = changed.before ?? undefined
    if (!before) throw new Error('nothing to go back to')
    const back = { costId: made.id, version: 2, before }
    const { cost } = must(await putCostBack(people.marketer, back))
    expect({ ...cost, version: 1 }).toEqual({ ...made, updatedAt: cost.updatedAt })
    expect(failure(await putCostBack(people.marketer, back))).toBe('STALE_VERSION')
    const removed = must(await removeCost(people.marketer, { costId: made.id }))
    expect(await costById(people.marketer, made.id)).toBeUndefined()
    const restored = must(await restoreCost(people.marketer, { costId: made.id, version: removed.version }))
    expect(restored.shares).toEqual(made.shares)
    must(await removeCost(people.marketer, { costId: made.id }))
  })

  it('a removed row of the grid does not come back over a new one', async () => {
    const row = () =>
      putSpend(people.marketer, { channel: 'Fair', side: 'marketing', month: '2020-01', amount: '5.00' })
    const first = must(await row())
    must(await removeCost(people.marketer, { costId: first.id }))
    const second = must(await row())
    expect(second).toMatchObject({ version: 1, amount: '5.00' })
    expect(second.id).not.toBe(first.id)
    expect(failure(await restoreCost(people.marketer, { costId: first.id }))).toBe('CHANGED_SINCE')
    must(await removeCost(people.marketer, { costId: second.id }))
  })

  it('the form enters and changes it, and says which field is missing', async () => {
    const typed = (change: Record<string, unknown>) =>
      costForm.parse({
        side: 'marketing',
        kind: 'planned',
        place: `${channels[0]}`,
        splitBy: 'leads',
        timing: 'monthly',
        fromMonth: '2024-01',
        untilMonth: '2024-03',
        amount: '1 234,5',
        ...change,
      })
    const { cost } = must(await saveCostForm(people.marketer, typed({})))
    expect(cost).toMatchObject({ planned: true, monthly: true, amount: '1234.50', firstDay: '2024-01-01' })
    const fixed = typed({
      costId: cost.id,
      version: 1,
      place: 'shared',
      splitBy: 'fixed',
      share: { [`${channels[0]}`]: '33,33 %', [`${channels[1]}`]: '66,67', [`${channels[2]}`]: '' },
      reach: '5',
    })
    expect(must(await saveCostForm(people.marketer, fixed)).cost).toMatchObject({
      splitBy: 'fixed',
      reach: 0,
    })
    expect(failure(await saveCostForm(people.marketer, typed({ untilMonth: '' })))).toBe(
      'INVALID untilMonth:required',
    )
    expect(failure(await saveCostForm(people.marketer, typed({ timing: 'day' })))).toBe(
      'INVALID day:required',
    )
    expect(failure(await saveCostForm(people.rep, typed({})))).toBe('FORBIDDEN')
    must(await removeCost(people.marketer, { costId: cost.id }))
  })
})

describe('the API', () => {
  it('enters, reads, changes and removes', async () => {
    const marketer = await clientWith({ roles: ['marketer'] })
    const rep = await clientWith({ roles: ['sales'] })
    const made = await marketer.post('/costs', {
      side: 'marketing',
      channel: 'Fair',
      campaign: 'One',
      month: '2019-01',
      amount: 31,
    })
    expect(made).toMatchObject({
      status: 201,
      body: { amount: '31.00', from: '2019-01-01', to: '2019-01-31', campaign: 'One' },
    })
    const list = await rep.get('/costs?from=2019-01-10&to=2019-01-11&channel=fair&campaign=one')
    expect(list.body.data).toMatchObject([{ id: made.body.id, inPeriod: '2.00' }])
    expect((await rep.get('/costs?from=2019-01-10&to=2019-01-09')).status).toBe(422)
    expect((await rep.get('/costs?from=1900-01-01&to=2100-01-01')).status).toBe(422)
    expect((await rep.get('/costs?from=2019-01-01&to=2019-01-31&channel=Radio')).status).toBe(422)
    const path = `/costs/${made.body.id}`
    expect((await marketer.patch(path, { amount: 1 })).status).toBe(428)
    expect((await marketer.patch(path, { amount: '1.234' }, { headers: { 'If-Match': '"1"' } })).status).toBe(
      422,
    )
    expect((await marketer.patch(path, { amount: 62 }, { headers: { 'If-Match': '"1"' } })).body.amount).toBe(
      '62.00',
    )
    expect((await marketer.patch(path, { amount: 1 }, { headers: { 'If-Match': '"1"' } })).status).toBe(412)
    expect((await rep.send('DELETE', path)).status).toBe(403)
    expect((await marketer.send('DELETE', path)).status).toBe(204)
    expect((await marketer.get(path)).status).toBe(404)
  })
})

describe('what costs come to', () => {
  const random = seeded(77)
  const upTo = (most: number) => Math.floor(random.next() * (most + 1))
  const day = () => addDays('2023-09-01', upTo(300))
  const sum = (money: readonly string[]) => moneyOf(money.reduce((total, one) => total + centsOf(one), 0n))

  beforeAll(async () => {
    for (let n = 0; n < 120; n++) {
      const campaign = random.pick(campaigns)
      const at = new Date(`${day()}T${String(upTo(23)).padStart(2, '0')}:30:00Z`)
      must(
        await createLead(actorAt(people.marketer, at), {
          company: `Bought ${n}`,
          email: `bought-${n}@example.org`,
          origin: 'marketing',
          ...(random.chance(0.8) ? { channel: campaign.channel, campaign: campaign.name } : {}),
        }),
      )
    }
    for (let n = 0; n < 90; n++) {
      const { channel, name } = random.pick(campaigns)
      const splitBy = random.pick(SPLITS)
      const from = day()
      const month = from.slice(0, 7)
      const place = random.chance(0.5)
        ? { channel, ...(random.chance(0.5) ? { campaign: name } : {}), reach: upTo(999) }
        : {
            splitBy,
            ...(splitBy === 'fixed'
              ? {
                  shares: [
                    { channel: 'Fair', campaign: 'Two', percent: '12.34' },
                    { channel: 'Search', percent: '87.66' },
                  ],
                }
              : {}),
          }
      const time = random.pick([
        { day: from },
        { month },
        { month, untilMonth: addDays(`${month}-01`, 100).slice(0, 7) },
        { from, to: addDays(from, upTo(140)) },
      ])
      const side = random.pick(['marketing', 'sales'] as const)
      must(
        await enter(
          {
            ...place,
            ...time,
            side,
            kind: random.chance(0.3) ? 'planned' : 'actual',
            amount: `${upTo(5000)}.${10 + upTo(89)}`,
          },
          side === 'marketing' ? people.marketer : people.rep,
        ),
      )
    }
  })

  /** Independent of the ledger's SQL: each entry's days, one by one, by the running sums of the decision record. */
  async function byHand(
    { from, to }: Period,
    planned: boolean,
  ): Promise<{ marketing: string; sales: string }> {
    const entries = await db.rows<{
      side: 'marketing' | 'sales'
      first: string
      last: string
      monthly: boolean
      amount: string
    }>(sql`
      select side, first_day::text as first, last_day::text as last, monthly, amount from spend
      where removed_at is null and planned = ${planned}`)
    const total = { marketing: 0n, sales: 0n }
    for (const { side, first, last, monthly, amount } of entries) {
      const stretches = monthly
        ? monthsOf({ from: first, to: last }).flatMap(
            (month) => periodOfMonth(month, { from: first, to: last }) ?? [],
          )
        : [{ from: first, to: last }]
      for (const stretch of stretches) {
        const days: string[] = []
        for (let one = stretch.from; one <= stretch.to; one = addDays(one, 1)) days.push(one)
        const running = (n: number) =>
          (2n * centsOf(amount) * BigInt(n) + BigInt(days.length)) / BigInt(2 * days.length)
        for (const [index, one] of days.entries())
          if (one >= from && one <= to) total[side] += running(index + 1) - running(index)
      }
    }
    return { marketing: moneyOf(total.marketing), sales: moneyOf(total.sales) }
  }

  it.each([false, true])(
    'is the same in every split, and as counted by hand (planned: %s)',
    async (planned) => {
      for (let round = 0; round < 12; round++) {
        const from = day()
        const period = { from, to: addDays(from, upTo(200)) }
        const expected = await byHand(period, planned)
        const months = monthsOf(period).flatMap((month) => periodOfMonth(month, period) ?? [])
        for (const grouping of ['none', 'channel', 'campaign', 'month', 'origin'] as const) {
          const rows = (await costsOf(period, grouping, {}, months, { planned })) ?? []
          expect({
            marketing: sum(rows.map((row) => row.marketing)),
            sales: sum(rows.map((row) => row.sales)),
          }).toEqual(expected)
          const cents = rows.flatMap((row) => [row.marketing, row.sales]).map(Number)
          expect(Math.min(0, ...cents)).toBeGreaterThanOrEqual(-0.01)
        }
        const listed = await sumCosts(people.executive, period, { planned })
        expect({
          marketing: sum(listed.filter(({ side }) => side === 'marketing').map(({ amount }) => amount)),
          sales: sum(listed.filter(({ side }) => side === 'sales').map(({ amount }) => amount)),
        }).toEqual(expected)
      }
    },
  )

  it('a channel is its campaigns and itself, and halves of a period add up to the whole, for each channel', async () => {
    const whole = { from: '2023-10-13', to: '2024-04-17' }
    const cut = '2024-02-29'
    const of = async (period: Period, channel: number | null) =>
      (await costsOf(period, 'none', { channel }))?.[0]?.marketing ?? '0.00'
    for (const channel of [...channels, null]) {
      const halves = [
        await of({ from: whole.from, to: cut }, channel),
        await of({ from: addDays(cut, 1), to: whole.to }, channel),
      ]
      expect(sum(halves)).toBe(await of(whole, channel))
      const places = (await costsOf(whole, 'campaign', { channel })) ?? []
      expect(sum(places.map(({ marketing }) => marketing))).toBe(await of(whole, channel))
    }
  })

  it('the pages of the list hold every entry once, and their parts are the sum', async () => {
    const period = { from: '2023-11-05', to: '2024-02-11' }
    const filters = { side: 'marketing', planned: false } as const
    const amounts: string[] = []
    const seen = new Set<number>()
    let after: [string, number] | null = null
    for (;;) {
      const { rows, nextCursor } = await listCosts(people.rep, { period, filters, after, limit: 7 })
      for (const { id, inPeriod } of rows) {
        expect(seen.has(id)).toBe(false)
        seen.add(id)
        amounts.push(inPeriod)
      }
      const last = rows.at(-1)
      if (!nextCursor || !last) break
      after = [last.lastDay, last.id]
    }
    expect(sum(amounts)).toBe((await byHand(period, false)).marketing)
  })

  it('splits by the leads of whole months in the organisation’s days', async () => {
    const months = await db.rows<{ channel: number | null; n: number }>(sql`
      select channel_id as channel, count(*)::int as n from lead
      where (created_at at time zone 'Pacific/Chatham')::date between '2030-01-01' and '2030-01-31' group by 1`)
    expect(months).toEqual([])
    must(await enter({ splitBy: 'leads', from: '2030-01-01', to: '2030-01-31', amount: 100 }))
    // Nobody came in that month: the cost stays with no channel.
    const rows = await costsOf({ from: '2030-01-01', to: '2030-01-31' }, 'channel')
    expect(rows?.filter(({ marketing }) => Number(marketing) > 0)).toMatchObject([
      { key: null, marketing: '100.00' },
    ])
    // 11:00 UTC on 31 December is 1 January there.
    for (const [n, channel] of ['Fair', 'Fair', 'Fair', 'Search', 'Search', 'Search', 'Letters'].entries())
      must(
        await createLead(actorAt(people.marketer, new Date('2029-12-31T11:00:00Z')), {
          company: `January ${n}`,
          email: `january-${n}@example.org`,
          origin: 'marketing',
          channel,
        }),
      )
    const split = await costsOf({ from: '2030-01-01', to: '2030-01-31' }, 'channel')
    const of = (channel: number | undefined) => split?.find(({ key }) => key === channel)?.marketing
    expect(channels.map(of)).toEqual(['42.86', '42.86', '14.28'])
  })
})
