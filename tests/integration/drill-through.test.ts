import { beforeAll, describe, expect, it } from 'vitest'
import { createCampaign, createChannel } from '@/lib/channels/commands'
import {
  basisOf,
  METRIC_IDS,
  METRICS,
  type MetricId,
  PARTS,
  type PartId,
  type Source,
} from '@/lib/funnel/metrics'
import { type Funnel, funnel } from '@/lib/funnel/queries/funnel'
import { kpiSeries } from '@/lib/funnel/queries/kpi-series'
import { kpis } from '@/lib/funnel/queries/kpis'
import { type MoneyRow, moneyBy } from '@/lib/funnel/queries/money'
import { type FunnelFilters, funnelInput } from '@/lib/funnel/schema'
import { readHandoffsState, rowFilters, segmentHref, sourceHref } from '@/lib/funnel/search-params'
import { countedHandoffs } from '@/lib/handoffs/queries/counted'
import { mergeLeads } from '@/lib/leads/commands/merge'
import { countLeads, type LeadPage, listLeads } from '@/lib/leads/queries/list'
import { readLeadFilters } from '@/lib/leads/search-params'
import { type Basis, GROUPINGS, type Grouping, LEAD_STAGES, type Segment } from '@/lib/leads/stages'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import type { Period } from '@/lib/platform/period'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { clientWith } from '../support/api'
import { importFile } from '../support/imports'
import { type Step, type StepKind, walk } from '../support/journeys'
import { type Company, makePeople } from '../support/life'

/** Thirteen hours ahead of UTC in summer: days that differ from UTC's, and two changes of the clock within the data. */
const ZONE = 'Pacific/Auckland'
const NOW = new Date('2026-11-10T00:00:00Z')
const TODAY = '2026-11-10'

let people: Company
let reader: Actor
let searchId: number

/** A small generator of numbers, so that every run walks the same company. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

async function walkOne(random: () => number, marketers: readonly Actor[]): Promise<number> {
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T
  const [channel, campaign] = pick([
    ['Search', 'Brand'],
    ['Search', undefined],
    ['Fair', 'Spring'],
    [undefined, undefined],
  ] as const)
  const origin = random() < 0.25 ? ('sales' as const) : ('marketing' as const)
  const steps: Step[] = []
  let at = Date.parse('2026-01-05T00:00:00Z') + random() * 280 * 86_400_000
  const step = (kind: StepKind, days: number) => {
    at += random() * days * 86_400_000
    if (at >= NOW.getTime() - 86_400_000) return false
    steps.push({ kind, at: new Date(at).toISOString(), amount: `${100 + Math.floor(random() * 900)}.25` })
    return true
  }
  const sell = () =>
    random() < 0.8 && step('deal', 30) && random() < 0.85 && step(random() < 0.6 ? 'won' : 'lost', 70)
  step('created', 0)
  if (origin === 'sales') {
    if (random() < 0.8 && step('taken', 5)) sell()
  } else if (random() < 0.1) step('disqualified', 5)
  else if (random() < 0.85 && step('qualified', 20)) {
    if (random() < 0.15) step('nurture', 8)
    else if (step('handedOff', 15)) {
      if (random() < 0.35) {
        if (step('rejected', 3) && step('qualified', 9) && step('handedOff', 3) && step('accepted', 3)) sell()
      } else if (random() < 0.9 && step('accepted', 6)) sell()
    }
  }
  const rep = pick([people.rep, people.otherRep])
  const lead = {
    channel,
    campaign,
    origin,
    region: pick([undefined, 'North & West', 'Юг', 'a/b?c=d']),
    rep,
  }
  return (
    await walk({ ...lead, marketer: pick(marketers), grade: pick(['hot', 'hot', 'warm', 'cold']), steps })
  ).id
}

beforeAll(async () => {
  people = await makePeople(new Date('2026-01-01T00:00:00Z'), ZONE)
  reader = actorAt(people.executive, NOW)
  const otherMarketer = await actorWith({ roles: ['marketer'], name: 'Otto Marketer' })
  for (const [name, campaign] of [
    ['Search', 'Brand'],
    ['Fair', 'Spring'],
  ] as const) {
    const { id } = must(await createChannel(people.admin, { name }))
    if (name === 'Search') searchId = id
    must(await createCampaign(people.marketer, { channelId: id, name: campaign }))
  }
  const random = numbers(20_261_122)
  const ids: number[] = []
  for (let index = 0; index < 70; index++) ids.push(await walkOne(random, [people.marketer, otherMarketer]))

  // Merged leads: what was two is one, in every number and every list.
  const open = await db.rows<{ id: number }>(sql`
    select id from lead where id = any(${ids}::int[]) and status in ('new', 'qualified', 'nurture', 'won', 'lost') order by id`)
  let merged = 0
  for (const [index, { id }] of open.entries()) {
    const other = open[open.length - 1 - index]
    if (!other || other.id <= id || merged === 4) break
    const { ok } = await mergeLeads(actorAt(people.marketer, NOW), {
      leadId: id,
      otherId: other.id,
      fields: {},
    })
    if (ok) merged++
  }
  expect(merged).toBeGreaterThan(1)

  // Wins with nothing before them, wins before their lead, and leads that nobody has touched: as files bring them.
  const client = await clientWith({ roles: ['marketer', 'sales', 'admin'], name: 'Ina Importer' })
  const made = await importFile(
    client,
    'id,created,channel\nbare,2026-02-03,\nbare2,2026-03-03,Search\nwon,2026-02-05,\nearly,2026-03-05,Fair\nodd,2026-03-05,Search\nsame,2026-04-05,Search\n',
    {
      kind: 'leads',
      columns: { id: 'externalId', created: 'createdAt', channel: 'channel' },
      dateFormat: 'YYYY-MM-DD',
    },
  )
  expect(made, JSON.stringify(made)).toMatchObject({ state: 'done', created: 6 })
  // In addresses "none" means without a region: nobody can have one of that name.
  const named = await client.post('/leads', { email: 'none@example.org', region: ' none ' })
  expect(named).toMatchObject({ status: 201, body: { region: null } })
  const sold = await importFile(
    client,
    'id,outcome,won,amount,accepted\nwon,won,2026-05-05,150.50,\nearly,won,2026-03-01,70.25,\nodd,won,2026-04-01,99.99,2026-04-20\nsame,won,2026-04-05,10.00,2026-04-05\n',
    {
      kind: 'outcomes',
      columns: {
        id: 'externalId',
        outcome: 'outcome',
        won: 'wonAt',
        amount: 'amount',
        accepted: 'acceptedAt',
      },
      dateFormat: 'YYYY-MM-DD',
    },
  )
  expect(sold, JSON.stringify(sold)).toMatchObject({ state: 'done', updated: 4 })
}, 120_000)

const PERIODS: Period[] = [
  { from: '2026-01-01', to: TODAY },
  { from: '2026-03-20', to: '2026-04-12' },
  { from: '2026-04-05', to: '2026-04-05' }, // the clocks go back: 25 hours
]

/** What a list shows, page after page: never twice the same, and as many as it says. */
const known = new Map<string, Promise<number[]>>()

function behind(href: string): Promise<number[]> {
  let found = known.get(href)
  if (!found) {
    found = href.startsWith('/leads') ? leadsOf(href) : handoffsOf(href)
    known.set(href, found)
  }
  return found
}

const queryOf = (href: string) => Object.fromEntries(new URL(href, 'http://x').searchParams)

async function leadsOf(href: string): Promise<number[]> {
  const filters = readLeadFilters(queryOf(href))
  const ids: number[] = []
  let cursor: string | null = null
  do {
    const page: LeadPage = must(await listLeads(reader, { filters, cursor, limit: 40 }))
    ids.push(...page.rows.map(({ id }) => id))
    cursor = page.next
  } while (cursor)
  expect(new Set(ids).size, href).toBe(ids.length)
  expect((await countLeads(reader, filters, { exact: true })).count, href).toBe(ids.length)
  return ids
}

async function handoffsOf(href: string): Promise<number[]> {
  const ids: number[] = []
  let after: number | null = null
  let said = 0
  do {
    const page = await countedHandoffs(reader, { ...readHandoffsState(queryOf(href), TODAY), after })
    ids.push(...page.rows.map(({ id }) => id))
    after = page.next
    said = page.total
  } while (after !== null)
  expect(new Set(ids).size, href).toBe(ids.length)
  expect(said, href).toBe(ids.length)
  return ids
}

type Question = { period: Period; basis: Basis; within: number | null }

const QUESTIONS: Question[] = PERIODS.flatMap((period): Question[] => [
  { period, basis: 'cohort', within: null },
  { period, basis: 'cohort', within: 30 },
  { period, basis: 'cohort', within: 60 },
  { period, basis: 'cohort', within: 90 },
  { period, basis: 'period', within: null },
])

/** The metrics of the funnel's rows, and which of a row's numbers each of their parts is. */
const OF_FUNNEL = METRIC_IDS.filter((id) => ['stage', 'conversion'].includes(METRICS[id].kind))

function inRow(part: PartId, { stages, underWay }: Funnel['total']): number | null {
  if (part === 'underWayLeads') return underWay
  return stages[part as keyof typeof stages]
}

async function matches(
  source: Source,
  part: number,
  question: Question,
  filters: FunnelFilters & { month?: string },
) {
  if (source.of === 'costs') return
  const href = sourceHref(source, question.period, { ...question, filters })
  expect((await behind(href)).length, href).toBe(part)
}

async function funnelMatches(question: Question, groupBy: Grouping, filters: FunnelFilters) {
  const input = { ...question.period, basis: question.basis, within: question.within, groupBy, filters }
  const { rows, total } = await funnel(reader, funnelInput.parse(input))
  for (const stage of LEAD_STAGES) {
    const sum = rows.reduce((all, { stages }) => all + stages[stage], 0)
    expect(sum, `${stage} of all rows`).toBe(total.stages[stage])
  }
  for (const id of OF_FUNNEL) {
    const { groupings, counted, numerator, denominator } = METRICS[id]
    if (!groupings.includes(groupBy) || !counted.some(({ basis }) => basis === question.basis)) continue
    for (const part of [numerator, denominator]) {
      if (part === null) continue
      for (const row of rows) {
        const number = inRow(part, row)
        if (number === null) continue
        await matches(
          PARTS[part].source,
          number,
          question,
          rowFilters(groupBy, row.key, filters) as FunnelFilters,
        )
      }
      const whole = inRow(part, total)
      if (whole !== null) await matches(PARTS[part].source, whole, question, filters)
    }
    if (id in total.rates) {
      const { count, base } = total.rates[id as keyof typeof total.rates]
      expect([count, base]).toEqual([inRow(numerator as PartId, total), inRow(denominator as PartId, total)])
    }
  }
}

describe('the list behind a number of the funnel has exactly that many leads', () => {
  it.each(QUESTIONS.flatMap((question) => GROUPINGS.map((groupBy) => ({ ...question, groupBy }))))(
    '$groupBy, $basis, within $within, $period.from to $period.to',
    async ({ groupBy, ...question }) => {
      await funnelMatches(question, groupBy, {})
    },
  )

  const filtered: FunnelFilters[][] = [
    [{ origin: 'marketing' }],
    [{ channel: 'none' }],
    [{ region: 'North & West', grade: 'hot' }],
    [{ grade: 'none' }],
    [{ owner: 'none' }],
    [{ region: 'a/b?c=d', origin: 'sales' }],
  ]
  it.each(filtered)('under the filters %j', async (filters) => {
    const [whole, , , ninety, period] = QUESTIONS as [Question, Question, Question, Question, Question]
    for (const question of [whole, ninety, period]) {
      await funnelMatches(question, 'none', filters)
      await funnelMatches(question, 'month', filters)
      await funnelMatches(question, 'campaign', { ...filters, channel: filters.channel ?? searchId })
    }
  })

  it('and the company has what is easily forgotten', async () => {
    const [whole] = QUESTIONS as [Question]
    const count = async (part: Source, filters = {}) =>
      (await behind(sourceHref(part, whole.period, { filters }))).length
    expect(await count(PARTS.leads.source, { channel: 'none' })).toBeGreaterThan(5)
    const lost = await db.one<{ count: number }>(
      sql`select count(*)::int as count from lead where status = 'lost'`,
    )
    expect(lost?.count).toBeGreaterThan(3)
    const untouched = await db.one<{ count: number }>(
      sql`select count(*)::int as count from lead where reached = 0`,
    )
    expect(untouched?.count).toBeGreaterThan(5)
    const won = await db.one<{ count: number }>(sql`
      select count(*)::int as count from lead where won_at is not null and accepted_at is null`)
    expect(won?.count).toBeGreaterThan(1)
  })
})

/** Those of the KPIs that cannot be split are asked for whole; the months of a line as periods of their own. */
const SPANS: Period[] = [
  ...PERIODS,
  { from: '2026-02-01', to: '2026-02-28' },
  { from: '2026-05-01', to: '2026-05-31' },
  { from: '2026-09-01', to: '2026-09-30' },
]

const LEFT_OUT: Partial<Record<MetricId, readonly Segment[]>> = {
  dealCycle: ['wonBeforeCreated'],
  salesCycle: ['wonBeforeAccepted', 'wonNeverAccepted'],
}

describe('the list behind a KPI', () => {
  it.each(SPANS)('has exactly what it counts, from $from to $to', async (period) => {
    const answer = await kpis(reader, period)
    const [series] = await kpiSeries(reader, [period])
    for (const kpi of answer.data) {
      const { numerator, denominator } = METRICS[kpi.id]
      const basis = basisOf(kpi.id)
      const question = { period, basis: basis === 'now' ? 'cohort' : basis, within: null } as const
      for (const [part, number] of [
        [numerator, kpi.numerator],
        [denominator, kpi.denominator],
      ] as const) {
        if (part === null) continue
        const { source, unit } = PARTS[part]
        if (unit === 'money') await sumMatches(part, number, period)
        else {
          expect(typeof number, `${kpi.id} ${part}`).toBe('number')
          await matches(source, Number(number), question, {})
        }
      }
      let leftOut = 0
      for (const segment of LEFT_OUT[kpi.id] ?? [])
        leftOut += (await behind(segmentHref(period, segment))).length
      expect(kpi.leftOut, kpi.id).toBe(leftOut)
      const { value, numerator: above, denominator: below } = kpi
      expect(series?.[kpi.id], kpi.id).toMatchObject({ value, numerator: above, denominator: below })
    }
  })

  it('of money is the list whose amounts add up to it', async () => {
    const { data } = await kpis(reader, PERIODS[0] as Period)
    const revenue = data.find(({ id }) => id === 'revenue')
    expect(Number(revenue?.value)).toBeGreaterThan(1000)
    const leftOut = data.find(({ id }) => id === 'salesCycle')?.leftOut
    expect(leftOut).toBeGreaterThan(1)
  })
})

/** Revenue is the sum over its list; a return has the costs taken off; costs are entries of the ledger, not leads. */
async function sumMatches(
  part: PartId,
  number: number | string | null,
  period: Period,
  filters: FunnelFilters = {},
) {
  const { source } = PARTS[part]
  if (source.of !== 'leads' || part === 'marketingReturn') return
  const ids = await behind(sourceHref(source, period, { filters }))
  const sum = await db.one<{ amount: string }>(sql`
    select coalesce(sum(amount), 0.00)::numeric(14, 2)::text as amount from deal
    where state = 'won' and lead_id = any(${ids}::int[])`)
  expect(number, part).toBe(sum?.amount)
}

describe('the list behind a channel’s or a campaign’s quality and money', () => {
  const PART_OF: Partial<Record<PartId, (row: MoneyRow) => number | string>> = {
    marketingLeads: (row) => row.marketingLeads,
    hotMarketingLeads: (row) => row.hotMarketingLeads,
    acceptedMarketingLeads: (row) => row.acceptedMarketingLeads,
    wonDeals: (row) => row.customers,
    revenue: (row) => row.revenue,
    marketingReturn: (row) => row.marketingRevenue,
    hotLeads: (row) => row.hot,
    warmLeads: (row) => row.warm,
    coldLeads: (row) => row.cold,
    gradedLeads: (row) => row.hot + row.warm + row.cold,
  }
  const ids = METRIC_IDS.filter(
    (id) => METRICS[id].kind !== 'stage' && METRICS[id].groupings.includes('campaign'),
  ).filter((id) => METRICS[id].kind !== 'conversion')

  it.each(PERIODS.flatMap((period) => (['channel', 'campaign'] as const).map((by) => ({ period, by }))))(
    'by $by, $period.from to $period.to',
    async ({ period, by }) => {
      const rows = await moneyBy(reader, period, by)
      if (period === PERIODS[0]) expect(rows.some(({ key }) => key === null)).toBe(true)
      for (const id of ids) {
        const { numerator, denominator } = METRICS[id]
        for (const part of [numerator, denominator]) {
          if (part === null || PARTS[part].source.of === 'costs') continue
          const read = PART_OF[part]
          if (!read) throw new Error(`nothing reads ${part} of a row`)
          for (const row of rows) {
            const filters = { [by]: row.key ?? 'none' }
            const number = read(row)
            if (part === 'marketingReturn') await sumMatches('marketingRevenue', number, period, filters)
            else if (typeof number === 'string') await sumMatches(part, number, period, filters)
            else await matches(PARTS[part].source, number, { period, basis: 'cohort', within: null }, filters)
          }
        }
      }
    },
  )
})
