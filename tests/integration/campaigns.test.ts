import { beforeAll, describe, expect, it } from 'vitest'
import { createCampaign, createChannel } from '@/lib/channels/commands'
import { openDeal, winDeal } from '@/lib/deals/commands'
import { performanceLeads, placeOfRow, readPerformanceState } from '@/lib/funnel/performance-address'
import { lateWins, performance, performanceOver } from '@/lib/funnel/queries/performance'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { addTouch } from '@/lib/leads/commands/contact'
import { createLead } from '@/lib/leads/commands/create'
import { takeLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { leadConditions } from '@/lib/leads/queries/conditions'
import { readLeadFilters } from '@/lib/leads/search-params'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, join, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { createCost } from '@/lib/spend/commands/ledger'
import { seeded } from '@/prisma/seed/random'
import { clientWith } from '../support/api'
import { type Company, HOT, makePeople } from '../support/life'

const ZONE = 'Europe/Berlin'
const PERIOD = { from: '2026-02-01', to: '2026-05-31' }
let people: Company
const places: { channel: string; campaign: string; channelId: number; campaignId: number }[] = []
const random = seeded(41)
const day = (n: number, hour = 10) => new Date(Date.UTC(2026, 0, 1 + n, hour))

async function accept(leadId: number, marketer: Actor, rep: Actor): Promise<void> {
  must(await qualifyLead(marketer, { leadId, ...HOT }))
  const { id } = must(await handOffLead(marketer, { leadId }))
  must(await acceptHandoff(rep, { handoffId: id }))
}

/** Leads of half a year with touches from elsewhere, some accepted, some won months later; costs of every kind. */
beforeAll(async () => {
  people = await makePeople(day(300), ZONE)
  for (const channel of ['Fair', 'Search', 'Letters']) {
    const channelId = must(await createChannel(people.admin, { name: channel })).id
    for (const campaign of ['One', 'Two']) {
      const made = must(await createCampaign(people.marketer, { channelId, name: campaign }))
      places.push({ channel, campaign, channelId, campaignId: made.id })
    }
  }
  for (let n = 0; n < 150; n++) {
    const created = Math.floor(random.next() * 180)
    const source = random.chance(0.85) ? random.pick(places) : null
    const at = (days: number) => actorAt(people.marketer, day(created + days))
    const origin = random.chance(0.75) ? 'marketing' : 'sales'
    const { lead } = must(
      await createLead(origin === 'sales' ? actorAt(people.rep, day(created)) : at(0), {
        company: `Lead ${n}`,
        email: `campaigns-${n}@example.org`,
        origin,
        ...(source ? { channel: source.channel, campaign: random.chance(0.8) ? source.campaign : null } : {}),
      }),
    )
    const touch = async (days: number) => {
      const { channel, campaign } = random.pick(places)
      must(
        await addTouch(at(days), {
          leadId: lead.id,
          kind: 'visit',
          at: day(created + days),
          channel,
          campaign,
        }),
      )
    }
    if (random.chance(0.5)) await touch(1)
    if (random.chance(0.3)) await touch(2)
    if (random.chance(0.6)) {
      const rep = (days: number) => actorAt(people.rep, day(created + days))
      if (origin === 'sales') must(await takeLead(rep(4), { leadId: lead.id }))
      else await accept(lead.id, at(3), rep(4))
      if (random.chance(0.4)) await touch(6)
      if (random.chance(0.7)) {
        const deal = must(await openDeal(rep(8), { leadId: lead.id, title: 'Pumps', amount: '100.00' }))
        const wonAt = 20 + Math.floor(random.next() * 130)
        if (random.chance(0.7))
          must(
            await winDeal(rep(wonAt), {
              dealId: deal.id,
              amount: `${1000 + Math.floor(random.next() * 9000)}.37`,
            }),
          )
      }
    }
  }
  const enter = (input: Parameters<typeof createCost>[1]) =>
    createCost(input.side === 'marketing' ? people.marketer : people.rep, input).then(must)
  for (const { channel, campaign } of places)
    for (const month of ['2026-02', '2026-03', '2026-04', '2026-05'])
      await enter({
        side: 'marketing',
        channel,
        campaign,
        month,
        amount: `${200 + Math.floor(random.next() * 500)}.11`,
      })
  await enter({
    side: 'sales',
    splitBy: 'accepted',
    month: '2026-01',
    untilMonth: '2026-06',
    amount: '3000.00',
  })
  await enter({
    side: 'marketing',
    splitBy: 'leads',
    from: '2026-01-20',
    to: '2026-04-10',
    amount: '1234.56',
  })
  await enter({ side: 'marketing', channel: 'Fair', kind: 'planned', month: '2026-03', amount: '999.00' })
}, 120_000)

/** Said once more, from the tables alone: the touches one by one, newest before the acceptance first. */
const LAST = sql`
  select l.id, coalesce(t.channel_id, l.channel_id) as channel,
    case when t.id is null then l.campaign_id else t.campaign_id end as campaign
  from lead l left join lateral (
    select * from touch where touch.lead_id = l.id and touch.channel_id is not null and touch.at >= l.created_at
      and touch.at <= coalesce(least(l.accepted_at, l.deal_at, l.won_at), 'infinity')
    order by touch.at desc, touch.id desc limit 1) t on true`
const FIRST = sql`select id, channel_id as channel, campaign_id as campaign from lead`
const within = (time: string) =>
  `(${time} at time zone '${ZONE}')::date between '${PERIOD.from}' and '${PERIOD.to}'`

type Expected = {
  campaign: number | null
  leads: number
  marketing: number
  accepted: number
  customers: number
  revenue: string
  marketing_revenue: string
}

async function byHand(
  attribution: 'first' | 'last',
  basis: 'period' | 'cohort',
): Promise<Map<number | null, Expected>> {
  const created = within('l.created_at')
  const accepted = basis === 'cohort' ? `${created} and l.accepted_at is not null` : within('l.accepted_at')
  const won =
    basis === 'cohort' ? `${created} and d.state = 'won'` : `d.state = 'won' and ${within('d.closed_at')}`
  const text = `
    count(*) filter (where ${created})::int as leads,
    count(*) filter (where ${created} and l.origin = 'marketing')::int as marketing,
    count(*) filter (where ${accepted} and l.origin = 'marketing')::int as accepted,
    count(*) filter (where ${won})::int as customers,
    coalesce(sum(d.amount) filter (where ${won}), 0.00)::text as revenue,
    coalesce(sum(d.amount) filter (where ${won} and l.origin = 'marketing'), 0.00)::text as marketing_revenue`
  const pool = (await import('@/lib/platform/db/pool')).pool()
  const source = attribution === 'last' ? LAST : FIRST
  const { rows } = await pool.query<Expected>({
    text: `select s.campaign, ${text} from lead l join (${source.text}) s on s.id = l.id left join deal d on d.lead_id = l.id group by 1`,
    values: source.values as unknown[],
  })
  return new Map(rows.map((row) => [row.campaign, row]))
}

/** Rounded half up, in cents. */
function per(money: string, n: number): string | null {
  const cents = Math.round(Number(money) * 100)
  return n === 0 ? null : (Math.floor((2 * cents + n) / (2 * n)) / 100).toFixed(2)
}

describe.each(['first', 'last'] as const)('by %s touch', (attribution) => {
  describe.each(['period', 'cohort'] as const)('%s', (basis) => {
    const asked = { ...PERIOD, basis, attribution, groupBy: 'campaign' } as const

    it('is what plain SQL over leads, touches and deals gives', async () => {
      const { rows } = await performance(people.executive, asked)
      const expected = await byHand(attribution, basis)
      for (const row of rows) {
        const hand = expected.get(row.key)
        expect({
          leads: row.leads,
          marketing: row.marketingLeads,
          accepted: row.accepted,
          customers: row.customers,
          revenue: row.revenue,
          marketing_revenue: row.marketingRevenue,
        }).toEqual({
          leads: hand?.leads ?? 0,
          marketing: hand?.marketing ?? 0,
          accepted: hand?.accepted ?? 0,
          customers: hand?.customers ?? 0,
          revenue: hand?.revenue ?? '0.00',
          marketing_revenue: hand?.marketing_revenue ?? '0.00',
        })
        if (Number(row.marketing) > 0) {
          expect(row.costPerAccepted).toBe(per(row.marketing, row.accepted))
          expect(row.romi).toBeCloseTo(
            (Number(row.marketingRevenue) - Number(row.marketing)) / Number(row.marketing),
            9,
          )
        }
        const all = (
          (Math.round(Number(row.marketing) * 100) + Math.round(Number(row.sales) * 100)) /
          100
        ).toFixed(2)
        if (Number(all) > 0) expect(row.cac).toBe(per(all, row.customers))
      }
      expect(rows.length).toBeGreaterThan(6)
    })

    it('each count leads to a list of exactly so many leads', async () => {
      for (const groupBy of ['campaign', 'channel'] as const) {
        const query = { ...PERIOD, basis, touch: attribution, by: groupBy }
        const state = readPerformanceState(query, '2026-11-01')
        const { rows } = await performance(people.executive, { ...asked, groupBy })
        for (const row of rows) {
          const leads = performanceLeads(state, placeOfRow(state, row.key))
          const counts: [string, number][] = [
            [leads.leads, row.leads],
            [leads.marketingLeads, row.marketingLeads],
            [leads.handedOff, row.handedOff],
            [leads.acceptedOfHandedOff, row.acceptedOfHandedOff],
            [leads.accepted, row.accepted],
            [leads.customers, row.customers],
          ]
          for (const [href, count] of counts) expect(`${href} ${await listed(href)}`).toBe(`${href} ${count}`)
        }
      }
    })
  })
})

async function listed(href: string): Promise<number> {
  const query = Object.fromEntries(new URL(href, 'http://baton').searchParams)
  const conditions = await leadConditions(people.executive, readLeadFilters(query))
  const found = await db.one<{ n: number }>(
    sql`select count(*)::int as n from lead where ${conditions ? join(conditions, ' and ') : sql`false`}`,
  )
  return found?.n ?? 0
}

describe('both attributions', () => {
  it('come to the same over all campaigns, and differ in some', async () => {
    for (const basis of ['period', 'cohort'] as const) {
      const of = (attribution: 'first' | 'last') =>
        performance(people.executive, { ...PERIOD, basis, attribution, groupBy: 'campaign' })
      const [first, last] = await Promise.all([of('first'), of('last')])
      expect(last.total).toEqual(first.total)
      const leadsOf = ({ rows }: typeof first) => rows.map(({ key, leads }) => `${key} ${leads}`).sort()
      expect(leadsOf(last)).not.toEqual(leadsOf(first))
    }
  })

  it('follow what happens: a touch, an acceptance, another source, a touch that goes', async () => {
    const { lead } = must(
      await createLead(actorAt(people.marketer, day(200)), {
        company: 'Moving',
        email: 'moving@example.org',
        origin: 'marketing',
        channel: 'Fair',
        campaign: 'One',
      }),
    )
    const last = async () =>
      (
        await db.one<{ campaign: number | null }>(
          sql`select campaign_id as campaign from lead_last_source where lead_id = ${lead.id}`,
        )
      )?.campaign
    const touch = (at: number, campaign: string) =>
      addTouch(actorAt(people.marketer, day(220)), {
        leadId: lead.id,
        kind: 'visit',
        at: day(at),
        channel: 'Search',
        campaign,
      })
    expect(await last()).toBeUndefined()
    must(await touch(202, 'Two'))
    expect(await last()).toBe(places[3]?.campaignId)
    // Before the lead was there: what brought it is its own source.
    must(await touch(199, 'One'))
    expect(await last()).toBe(places[3]?.campaignId)
    await accept(lead.id, actorAt(people.marketer, day(203)), actorAt(people.rep, day(204)))
    must(await touch(206, 'One'))
    expect(await last()).toBe(places[3]?.campaignId)
    await db.run(
      sql`update lead set channel_id = ${places[3]?.channelId}, campaign_id = ${places[3]?.campaignId} where id = ${lead.id}`,
    )
    expect(await last()).toBeUndefined()
    await db.run(sql`update lead set campaign_id = ${places[2]?.campaignId} where id = ${lead.id}`)
    expect(await last()).toBe(places[3]?.campaignId)
    await db.run(sql`delete from touch where lead_id = ${lead.id} and at = ${day(202)}`)
    expect(await last()).toBeUndefined()
    await db.run(
      sql`update lead set channel_id = ${places[0]?.channelId}, campaign_id = ${places[0]?.campaignId} where id = ${lead.id}`,
    )
  })
})

describe('one campaign', () => {
  it('its months add up to it, and it is its row in the table', async () => {
    for (const basis of ['period', 'cohort'] as const)
      for (const attribution of ['first', 'last'] as const) {
        const { rows } = await performance(people.executive, {
          ...PERIOD,
          basis,
          attribution,
          groupBy: 'campaign',
        })
        for (const { campaignId } of places) {
          const over = await performanceOver(people.executive, {
            ...PERIOD,
            basis,
            attribution,
            place: { campaign: campaignId },
          })
          const { key, label, channel, verdict, ...row } =
            rows.find((one) => one.key === campaignId) ?? ({} as never)
          expect({ key, label, channel, verdict }).toMatchObject({ key: campaignId })
          expect(over.total).toEqual(row)
          expect(over.months.map(({ month }) => month)).toEqual(['2026-02', '2026-03', '2026-04', '2026-05'])
        }
      }
  })

  it('says which wins were bought before the days', async () => {
    const days = { from: '2026-06-01', to: '2026-08-31' }
    const late = await lateWins(people.executive, days, {}, 'first')
    const wins = await db.rows<{ created: string; won: string; amount: string }>(sql`
      select (l.created_at at time zone ${ZONE})::date::text as created, (d.closed_at at time zone ${ZONE})::date::text as won, d.amount
      from deal d join lead l on l.id = d.lead_id where d.state = 'won'`)
    const mine = wins.filter(({ won }) => won >= days.from && won <= days.to)
    expect(late.customers).toBe(mine.length)
    expect(late.earlier.customers).toBe(mine.filter(({ created }) => created < days.from).length)
    expect(late.earlier.customers).toBeGreaterThan(3)
    const state = readPerformanceState({ ...days }, '2026-11-01')
    expect(await listed(performanceLeads(state, {}).earlierCustomers)).toBe(late.earlier.customers)
    expect(late.older.map(({ months }) => months)).toEqual([3, 6, 12])
    for (const { months, customers, revenue } of late.older) {
      const older = mine.filter(({ created, won }) => {
        const [year = 0, month = 0, date = 0] = created.split('-').map(Number)
        const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
        const day = new Date(Date.UTC(year, month - 1 + months, Math.min(date, last)))
        return won >= day.toISOString().slice(0, 10)
      })
      expect(customers, `${months} months`).toBe(older.length)
      expect(Number(revenue)).toBeCloseTo(
        older.reduce((sum, { amount }) => sum + Number(amount), 0),
        2,
      )
    }
    expect(late.older[0]?.customers).toBeGreaterThan(0)
  })
})

describe('the API', () => {
  it('answers the same numbers, and refuses what makes no sense', async () => {
    const rep = await clientWith({ roles: ['sales'] })
    const days = `from=${PERIOD.from}&to=${PERIOD.to}`
    const { rows } = await performance(people.executive, {
      ...PERIOD,
      basis: 'period',
      attribution: 'last',
      groupBy: 'campaign',
    })
    const answer = await rep.get(`/campaigns/performance?${days}&attribution=last&sort=-revenue`)
    expect(answer.status).toBe(200)
    expect(answer.body.rows).toHaveLength(rows.length)
    const revenues = answer.body.rows.map(({ revenue }: { revenue: string }) => Number(revenue))
    expect(revenues).toEqual(revenues.toSorted((a: number, b: number) => b - a))
    const one = await rep.get(`/campaigns/${places[0]?.campaignId}/performance?${days}`)
    expect(one.body).toMatchObject({ campaign: { name: 'One' }, channel: { name: 'Fair' }, basis: 'cohort' })
    for (const wrong of [
      `from=${PERIOD.to}&to=${PERIOD.from}`,
      'from=1800-01-01&to=2026-01-01',
      `${days}&groupBy=owner`,
      `${days}&attribution=middle`,
      `${days}&sort=beauty`,
    ])
      expect((await rep.get(`/campaigns/performance?${wrong}`)).status, wrong).toBe(422)
    expect((await rep.get(`/campaigns/999999/performance?${days}`)).status).toBe(404)
  })
})
