import { beforeAll, describe, expect, it, test } from 'vitest'
import { createCampaign, createChannel } from '@/lib/channels/commands'
import type { KpiId } from '@/lib/funnel/metrics'
import { funnel } from '@/lib/funnel/queries/funnel'
import { kpis } from '@/lib/funnel/queries/kpis'
import { moneyBy } from '@/lib/funnel/queries/money'
import { funnelInput } from '@/lib/funnel/schema'
import { type Basis, type Grouping, LEAD_STAGES, type LeadStage } from '@/lib/leads/stages'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { must } from '@/lib/platform/result'
import { officeHours, workingMinutesBetween } from '@/lib/platform/working-time'
import { putSpend } from '@/lib/spend/commands/put'
import { putSpendInput } from '@/lib/spend/schema'
import { actorWith } from '../support/actors'
import { type Journey, type Step, type StepKind, type Walked, walk } from '../support/journeys'
import { type Company, makePeople } from '../support/life'

/** 13 hours ahead of UTC in summer, 12 in winter: clocks go back on 5 April 2026 and ahead on 27 September. */
const ZONE = 'Pacific/Auckland'
const NOW = new Date('2026-11-10T00:00:00Z')

let people: Company
let otherMarketer: Actor
let company: Walked[]
let channelIds: Map<string, number>
let campaignIds: Map<string, number>

/** The day that a wall calendar in the zone shows: told by Intl, not by the product. */
function dayIn(at: string | Date): string {
  return new Date(at).toLocaleDateString('sv-SE', { timeZone: ZONE })
}

function daysFrom(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** A small generator of numbers, so that every run walks the same company. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const SOURCES: [string | undefined, string | undefined][] = [
  ['Search', 'Brand'],
  ['Search', 'Pumps'],
  ['Search', undefined],
  ['Fair', 'Spring fair'],
  [undefined, undefined],
]

function makeJourney(random: () => number): Journey {
  const [channel, campaign] = SOURCES[Math.floor(random() * SOURCES.length)] ?? []
  const region = [undefined, 'North', 'South'][Math.floor(random() * 3)]
  const marketer = random() < 0.5 ? people.marketer : otherMarketer
  const rep = random() < 0.5 ? people.rep : people.otherRep
  const grade = (['hot', 'hot', 'warm', 'cold'] as const)[Math.floor(random() * 4)]
  const origin = random() < 0.2 ? 'sales' : 'marketing'
  let at = Date.parse('2026-01-05T00:00:00Z') + random() * 270 * 86_400_000
  const steps: Step[] = []
  const step = (kind: StepKind, days: number, amount?: string) => {
    at += random() * days * 86_400_000
    if (at < NOW.getTime() - 86_400_000) steps.push({ kind, at: new Date(at).toISOString(), amount })
    return at < NOW.getTime() - 86_400_000
  }
  step('created', 0)
  const sell = () =>
    random() < 0.8 &&
    step('deal', 12) &&
    random() < 0.8 &&
    (random() < 0.6 ? step('won', 40, `${100 + Math.floor(random() * 900)}.50`) : step('lost', 40))
  if (origin === 'sales') {
    if (random() < 0.8 && step('taken', 3)) sell()
  } else if (random() < 0.1) step('disqualified', 5)
  else if (random() < 0.85 && step('qualified', 6)) {
    if (random() < 0.15) step('nurture', 8)
    else if (random() < 0.85 && step('handedOff', 4)) {
      if (random() < 0.3) {
        // Comes back, and tries again: a second round, and no second qualification in the numbers.
        if (step('rejected', 3) && step('qualified', 9) && step('handedOff', 3) && step('accepted', 3)) sell()
      } else if (random() < 0.9 && step('accepted', 4)) sell()
    }
  }
  return { channel, campaign, region, marketer, rep, grade, origin, steps }
}

beforeAll(async () => {
  people = await makePeople(new Date('2026-01-01T00:00:00Z'), ZONE)
  otherMarketer = await actorWith({ roles: ['marketer'], name: 'Otto Marketer' })
  channelIds = new Map()
  campaignIds = new Map()
  for (const name of ['Search', 'Fair', 'Unused']) {
    channelIds.set(name, must(await createChannel(people.admin, { name })).id)
  }
  for (const [channel, name] of SOURCES) {
    if (!channel || !name) continue
    const channelId = channelIds.get(channel) ?? 0
    campaignIds.set(name, must(await createCampaign(people.marketer, { channelId, name })).id)
  }
  const random = numbers(20_261_121)
  company = []
  for (let i = 0; i < 90; i++) company.push(await walk(makeJourney(random)))
  for (const [month, amount] of [
    ['2026-02', '100.00'],
    ['2026-03', '310.00'],
    ['2026-04', '99.99'],
  ]) {
    await spend({
      channel: 'Search',
      campaign: 'Brand',
      side: 'marketing',
      month,
      amount,
      reach: 1000,
      responses: 31,
    })
  }
  await spend({
    channel: 'Unused',
    side: 'marketing',
    month: '2026-03',
    amount: '50.00',
    reach: 7,
    responses: 0,
  })
  await spend({ channel: 'Fair', side: 'sales', month: '2026-03', amount: '31.00', reach: 0, responses: 0 })
}, 120_000)

async function spend(input: Record<string, unknown>): Promise<void> {
  const actor = input.side === 'sales' ? people.rep : people.marketer
  must(await putSpend(actor, putSpendInput.parse(input)))
}

// What the numbers must be, by a few lines that know nothing of SQL.

const STAGE_STEPS: Record<LeadStage, StepKind[]> = {
  leads: ['created'],
  qualified: ['qualified'],
  handedOff: ['handedOff'],
  accepted: ['accepted', 'taken'],
  deals: ['deal'],
  won: ['won'],
}

function firstTime(lead: Walked, stage: LeadStage): string | undefined {
  return lead.steps.find(({ kind }) => STAGE_STEPS[stage].includes(kind))?.at
}

/** The stage's own first time, else the next later one's. */
function reachedAt(lead: Walked, stage: LeadStage): string | undefined {
  for (const later of LEAD_STAGES.slice(LEAD_STAGES.indexOf(stage))) {
    const at = firstTime(lead, later)
    if (at) return at
  }
  return undefined
}

function ownerOf(lead: Walked): Actor | null {
  if (lead.origin === 'sales') return null
  return lead.steps.some(({ kind }) => kind === 'qualified') ? lead.marketer : null
}

type Question = { from: string; to: string; basis: Basis; within: number | null }

function counts(lead: Walked, stage: LeadStage, { from, to, basis, within }: Question): boolean {
  const created = dayIn(firstTime(lead, 'leads') ?? '')
  const at = reachedAt(lead, stage)
  if (!at) return false
  const inDays = (day: string) => day >= from && day <= to
  if (basis === 'period') return inDays(dayIn(at))
  return inDays(created) && (within === null || stage === 'leads' || daysFrom(created, dayIn(at)) <= within)
}

const PERIODS = [
  { from: '2026-01-01', to: '2026-11-10' },
  { from: '2026-03-20', to: '2026-04-12' },
  { from: '2026-04-05', to: '2026-04-05' },
]
const QUESTIONS: Question[] = PERIODS.flatMap((period): Question[] => [
  { ...period, basis: 'cohort', within: null },
  { ...period, basis: 'cohort', within: 14 },
  { ...period, basis: 'period', within: null },
])

function ask(question: Question, groupBy: Grouping = 'none') {
  return funnel(actorAt(people.executive, NOW), funnelInput.parse({ ...question, groupBy }))
}

describe('the funnel of a company', () => {
  it.each(QUESTIONS)('counts what happened: $from to $to, $basis, within $within', async (question) => {
    const { total } = await ask(question)
    for (const stage of LEAD_STAGES) {
      const expected = company.filter((lead) => counts(lead, stage, question)).length
      expect(total.stages[stage], stage).toBe(expected)
    }
    if (question.basis === 'cohort') {
      const line = LEAD_STAGES.map((stage) => total.stages[stage])
      expect(line).toEqual(line.toSorted((a, b) => b - a))
    }
  })

  it('keeps leads without a key in a row of their own, and lost deals in every stage that they reached', async () => {
    const whole = QUESTIONS[0] as Question
    const { rows, total } = await ask(whole, 'channel')
    const expected = (channel: string | undefined, stage: LeadStage) =>
      company.filter((lead) => lead.channel === channel && counts(lead, stage, whole)).length
    for (const stage of LEAD_STAGES) {
      expect(rows.find(({ key }) => key === null)?.stages[stage], stage).toBe(expected(undefined, stage))
      expect(rows.find(({ label }) => label === 'Fair')?.stages[stage], stage).toBe(expected('Fair', stage))
    }
    expect(rows.at(-1)?.key).toBeNull()
    expect(rows.find(({ label }) => label === 'Unused')?.stages).toMatchObject({ leads: 0, reach: 7 })
    expect(rows.reduce((sum, row) => sum + row.stages.leads, 0)).toBe(total.stages.leads)
    const lost = company.filter(({ steps }) => steps.at(-1)?.kind === 'lost')
    expect(lost.length).toBeGreaterThan(3)
    expect(lost.every((lead) => counts(lead, 'deals', whole))).toBe(true)
  })

  it('is under way until won, lost or disqualified', async () => {
    const { total } = await ask(QUESTIONS[0] as Question)
    const closed = company.filter(({ steps }) =>
      ['won', 'lost', 'disqualified'].includes(steps.at(-1)?.kind ?? ''),
    )
    expect(total.underWay).toBe(company.length - closed.length)
  })

  it('splits by owner, rep, grade, region and origin as the leads are', async () => {
    const whole = QUESTIONS[0] as Question
    const won = async (groupBy: Grouping, key: string | number | null) =>
      (await ask(whole, groupBy)).rows.find((row) => row.key === key)?.stages.won ?? 0
    const sold = company.filter((lead) => counts(lead, 'won', whole))
    expect(await won('origin', 'sales')).toBe(sold.filter(({ origin }) => origin === 'sales').length)
    expect(await won('region', 'North')).toBe(sold.filter(({ region }) => region === 'North').length)
    expect(await won('region', null)).toBe(sold.filter(({ region }) => !region).length)
    expect(await won('assignee', people.rep.personId)).toBe(
      sold.filter(({ rep }) => rep === people.rep).length,
    )
    expect(await won('owner', otherMarketer.personId)).toBe(
      sold.filter((lead) => ownerOf(lead) === otherMarketer).length,
    )
  })

  it('gives all roles the same numbers', async () => {
    const answers = await Promise.all(
      [people.marketer, people.rep, people.executive, people.admin].map((actor) =>
        funnel(actorAt(actor, NOW), funnelInput.parse({ ...PERIODS[0], groupBy: 'channel' })),
      ),
    )
    for (const answer of answers) expect(answer).toEqual(answers[0])
  })
})

describe('the KPIs of a company', () => {
  const period = { from: '2026-02-10', to: '2026-08-31' }
  const inDays = (at: string | Date | undefined) =>
    at !== undefined && dayIn(at) >= period.from && dayIn(at) <= period.to
  let values: Map<KpiId, Awaited<ReturnType<typeof kpis>>['data'][number]>

  beforeAll(async () => {
    values = new Map((await kpis(actorAt(people.rep, NOW), period)).data.map((kpi) => [kpi.id, kpi]))
  })
  const value = (id: KpiId) => values.get(id)?.value
  const quantile = (list: number[], q: number) => {
    const sorted = list.toSorted((a, b) => a - b)
    const place = (sorted.length - 1) * q
    const low = sorted[Math.floor(place)] ?? Number.NaN
    return low + ((sorted[Math.ceil(place)] ?? Number.NaN) - low) * (place - Math.floor(place))
  }
  const cents = (amount: string | undefined) => Math.round(Number(amount ?? 0) * 100)
  const money = (amountInCents: number) => (amountInCents / 100).toFixed(2)
  const made = () => company.filter((lead) => inDays(firstTime(lead, 'leads')))
  const sold = () => company.filter((lead) => inDays(firstTime(lead, 'won')))
  const revenueOf = (leads: Walked[]) =>
    leads.reduce((sum, { steps }) => sum + cents(steps.find(({ kind }) => kind === 'won')?.amount), 0)
  const isMarketing = ({ origin }: Walked) => origin === 'marketing'
  /** February's part: 19 of 28 days of 100.00; all of March and April. */
  const marketing = 6786 + 31_000 + 9999 + 5000

  test('shares', () => {
    expect(value('leadToSale')).toBe(made().filter((lead) => firstTime(lead, 'won')).length / made().length)
    expect(value('salesFoundShare')).toBe(made().filter((lead) => !isMarketing(lead)).length / made().length)
    const graded = made().filter(({ steps }) => steps.some(({ kind }) => kind === 'qualified'))
    expect(value('hotShare')).toBe(graded.filter(({ grade }) => grade === 'hot').length / graded.length)
  })

  test('handoffs, by round', () => {
    const decided = company.flatMap(({ rounds }) => rounds).filter(({ decidedAt }) => inDays(decidedAt))
    expect(decided.length).toBeGreaterThan(20)
    expect(value('acceptanceRate')).toBe(decided.filter(({ accepted }) => accepted).length / decided.length)
    const minutes = decided.map(({ offeredAt, decidedAt }) =>
      Math.round(workingMinutesBetween(offeredAt, decidedAt ?? NOW, officeHours(ZONE))),
    )
    expect(value('responseTime')).toBeCloseTo(quantile(minutes, 0.5) / 60, 9)
    const settled = company
      .flatMap(({ rounds }) => rounds)
      .map((round) => ({ kept: round.decidedAt !== undefined && round.decidedAt <= round.dueAt, ...round }))
      .filter(({ kept, decidedAt, dueAt }) => inDays(kept ? decidedAt : dueAt))
    expect(values.get('slaKept')?.denominator).toBe(settled.length)
    expect(value('slaKept')).toBe(settled.filter(({ kept }) => kept).length / settled.length)
  })

  test('cycles, in days of the calendar', () => {
    const days = sold().map((lead) =>
      daysFrom(dayIn(firstTime(lead, 'leads') ?? ''), dayIn(firstTime(lead, 'won') ?? '')),
    )
    expect(value('dealCycle')).toBeCloseTo(quantile(days, 0.5), 9)
    expect(values.get('dealCycle')?.quartiles?.low).toBeCloseTo(quantile(days, 0.25), 9)
    expect(values.get('dealCycle')?.quartiles?.high).toBeCloseTo(quantile(days, 0.75), 9)
    const selling = sold().map((lead) =>
      daysFrom(dayIn(firstTime(lead, 'accepted') ?? ''), dayIn(firstTime(lead, 'won') ?? '')),
    )
    expect(value('salesCycle')).toBeCloseTo(quantile(selling, 0.5), 9)
  })

  test('money', () => {
    const taken = company.filter((lead) => isMarketing(lead) && inDays(reachedAt(lead, 'accepted')))
    const hot = made().filter(
      (lead) =>
        isMarketing(lead) && lead.grade === 'hot' && lead.steps.some(({ kind }) => kind === 'qualified'),
    )
    const fromMarketing = revenueOf(sold().filter(isMarketing))
    expect(value('customers')).toBe(sold().length)
    expect(value('revenue')).toBe(money(revenueOf(sold())))
    expect(value('costPerLead')).toBe(money(Math.round(marketing / made().filter(isMarketing).length)))
    expect(value('costPerHotLead')).toBe(money(Math.round(marketing / hot.length)))
    expect(value('costPerAcceptedLead')).toBe(money(Math.round(marketing / taken.length)))
    expect(value('cac')).toBe(money(Math.round((marketing + 3100) / sold().length)))
    expect(value('romi')).toBeCloseTo((fromMarketing - marketing) / marketing, 12)
    expect(value('paybackMarketing')).toBeCloseTo(fromMarketing / marketing, 12)
    expect(value('paybackSales')).toBeCloseTo(
      revenueOf(sold().filter((lead) => !isMarketing(lead))) / 3100,
      12,
    )
  })

  test('a channel’s money is the KPI of its leads, and the channels add up', async () => {
    const rows = await moneyBy(people.rep, period, 'channel')
    const sum = (of: (row: (typeof rows)[number]) => string) =>
      rows.reduce((total, row) => total + cents(of(row)), 0)
    expect(sum(({ marketing: spent }) => spent)).toBe(marketing)
    expect(money(sum(({ revenue }) => revenue))).toBe(value('revenue'))
    expect(rows.reduce((total, { customers }) => total + customers, 0)).toBe(value('customers'))
    expect(rows.reduce((total, row) => total + row.acceptedMarketingLeads, 0)).toBe(
      values.get('costPerAcceptedLead')?.denominator,
    )
  })

  test('forgotten leads are those of today, the previous period is as long', async () => {
    const quiet = company.filter(({ steps }) => steps.at(-1)?.kind === 'nurture')
    const before = (months: number) => {
      const day = new Date(NOW)
      day.setUTCMonth(day.getUTCMonth() - months)
      return quiet.filter(({ steps }) => dayIn(steps[0]?.at ?? '') <= dayIn(day)).length
    }
    expect(value('forgotten6')).toBe(before(6))
    expect(value('forgotten12')).toBe(0)
    expect(values.get('forgotten6')?.previous).toBeNull()
    const { previous } = await kpis(people.rep, period)
    expect(daysFrom(previous.from, previous.to)).toBe(daysFrom(period.from, period.to))
    expect(previous.to).toBe('2026-02-09')
  })

  test('nothing to divide by is no data', async () => {
    const empty = await kpis(people.rep, { from: '2020-01-01', to: '2020-12-31' })
    for (const { id, value: shown, unit } of empty.data) {
      if (id === 'forgotten6' || id === 'forgotten12') continue
      if (id === 'customers') expect(shown).toBe(0)
      else if (id === 'revenue') expect(shown).toBe('0.00')
      else expect([id, unit, shown]).toEqual([id, unit, null])
    }
  })
})

describe('days of the organisation', () => {
  it('a lead of the last minute of a day belongs to it, across both changes of the clock', async () => {
    const base = { marketer: people.marketer, rep: people.rep, channel: 'Unused' } as const
    const lead = (at: string) => walk({ ...base, steps: [{ kind: 'created', at }] })
    // 5 April 2026 in Auckland lasts from 4 April 11:00 UTC to 5 April 12:00 UTC: 25 hours.
    await lead('2026-04-04T10:59:59.999Z')
    await lead('2026-04-04T11:00:00.000Z')
    await lead('2026-04-05T11:59:59.999Z')
    await lead('2026-04-05T12:00:00.000Z')
    const on = async (from: string, to: string) => {
      const { rows } = await funnel(people.rep, funnelInput.parse({ from, to, groupBy: 'channel' }))
      return rows.find(({ label }) => label === 'Unused')?.stages.leads ?? 0
    }
    expect(await on('2026-04-04', '2026-04-04')).toBe(1)
    expect(await on('2026-04-05', '2026-04-05')).toBe(2)
    expect(await on('2026-04-06', '2026-04-06')).toBe(1)
    // 1 October begins on 30 September 11:00 UTC, clocks being ahead since 27 September.
    await lead('2026-09-30T10:59:59.999Z')
    await lead('2026-09-30T11:00:00.000Z')
    const { rows } = await funnel(
      people.rep,
      funnelInput.parse({
        from: '2026-09-01',
        to: '2026-10-31',
        groupBy: 'month',
        filters: { channel: channelIds.get('Unused') },
      }),
    )
    expect(rows.map(({ key, stages }) => [key, stages.leads])).toEqual([
      ['2026-09', 1],
      ['2026-10', 1],
    ])
  })

  it('within counts calendar days, not hours', async () => {
    const steps: Step[] = [
      { kind: 'created', at: '2026-05-01T11:50:00Z' }, // 1 May, 23:50
      { kind: 'qualified', at: '2026-05-01T12:10:00Z' }, // 2 May, 00:10
    ]
    await walk({
      marketer: people.marketer,
      rep: people.rep,
      campaign: 'Spring fair',
      channel: 'Fair',
      region: 'Within',
      steps,
    })
    const qualified = async (within: number) => {
      const input = { from: '2026-05-01', to: '2026-05-01', within, filters: { region: 'Within' } }
      return (await funnel(people.rep, funnelInput.parse(input))).total.stages.qualified
    }
    expect(await qualified(0)).toBe(0)
    expect(await qualified(1)).toBe(1)
  })
})

describe('costs of a part of a month', () => {
  it('parts add up to the whole, to the cent', async () => {
    const on = async (from: string, to: string) => {
      const { rows } = await funnel(people.rep, funnelInput.parse({ from, to, groupBy: 'campaign' }))
      const row = rows.find(({ key }) => key === campaignIds.get('Brand'))
      const [money] = (await moneyBy(people.rep, { from, to }, 'campaign')).filter(
        ({ key }) => key === row?.key,
      )
      return { reach: row?.stages.reach ?? 0, amount: Math.round(Number(money?.marketing ?? 0) * 100) }
    }
    const days = Array.from({ length: 30 }, (_, index) => `2026-04-${String(index + 1).padStart(2, '0')}`)
    const parts = await Promise.all(days.map((day) => on(day, day)))
    expect(parts.reduce((sum, { amount }) => sum + amount, 0)).toBe(9999)
    expect(parts.reduce((sum, { reach }) => sum + reach, 0)).toBe(1000)
    expect(await on('2026-04-01', '2026-04-15')).toEqual({ reach: 500, amount: 5000 })
  })
})
