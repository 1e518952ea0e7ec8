import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import Papa from 'papaparse'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Client, clientWith, type Json, makeCompany } from '../support/api'
import { importFile } from '../support/imports'

/**
 * The real run: 8,000 leads of a marketplace and what became of them, imported through the API. What the funnel says is
 * compared with a few lines of their own that read the raw files and share no code with the product.
 */
const FOLDER = resolve('../shared/data/olist')
const LEADS = `${FOLDER}/olist_marketing_qualified_leads_dataset.csv`
const DEALS = `${FOLDER}/olist_closed_deals_dataset.csv`
const PERIOD = 'from=2017-01-01&to=2018-12-31'

type Raw = Record<string, string>

/** Read by another parser than the product's. */
function rawRows(path: string): Raw[] {
  return Papa.parse<Raw>(readFileSync(path, 'utf8'), { header: true, skipEmptyLines: true }).data
}

function daysApart(from: string, to: string): number {
  return Math.round(
    (Date.parse(`${to.slice(0, 10)}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000,
  )
}

function quantile(numbers: number[], q: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const place = (sorted.length - 1) * q
  const low = sorted[Math.floor(place)] ?? Number.NaN
  const high = sorted[Math.ceil(place)] ?? Number.NaN
  return low + (high - low) * (place - Math.floor(place))
}

function wilsonByHand(count: number, base: number): [number, number] {
  const z = 1.959963984540054
  const p = count / base
  const middle = p + (z * z) / (2 * base)
  const spread = z * Math.sqrt((p * (1 - p)) / base + (z * z) / (4 * base * base))
  const whole = 1 + (z * z) / base
  return [(middle - spread) / whole, (middle + spread) / whole]
}

describe.runIf(existsSync(LEADS))('the Olist marketplace', () => {
  let marketer: Client
  let leads: Raw[]
  let deals: Map<string, Raw>
  let leadsRun: Json
  let dealsRun: Json

  beforeAll(async () => {
    await makeCompany()
    marketer = await clientWith({ roles: ['marketer', 'sales'] })
    leads = rawRows(LEADS)
    deals = new Map(rawRows(DEALS).map((deal) => [deal.mql_id ?? '', deal]))
    leadsRun = await importFile(marketer, readFileSync(LEADS), {
      kind: 'leads',
      columns: {
        mql_id: 'externalId',
        first_contact_date: 'createdAt',
        origin: 'channel',
        landing_page_id: 'utm.content',
      },
      constants: { origin: 'marketing' },
      createMissing: ['channel'],
    })
    dealsRun = await importFile(marketer, readFileSync(DEALS), {
      kind: 'outcomes',
      columns: {
        mql_id: 'externalId',
        won_date: 'wonAt',
        sr_id: 'assignee',
        declared_monthly_revenue: 'amount',
      },
      constants: { outcome: 'won' },
      createMissing: ['person'],
    })
  }, 120_000)

  it('takes in every row', () => {
    expect(leadsRun).toMatchObject({ state: 'done', total: leads.length, created: leads.length, rejected: 0 })
    expect(dealsRun).toMatchObject({ state: 'done', total: deals.size, updated: deals.size, rejected: 0 })
  })

  it('counts every channel as the raw files do, intervals included; leads without an origin have a row', async () => {
    const { body } = await marketer.get(`/funnel?${PERIOD}&basis=cohort&groupBy=channel`)
    const expected = new Map<string, { leads: number; won: number }>()
    for (const lead of leads) {
      const row = expected.get(lead.origin ?? '') ?? { leads: 0, won: 0 }
      row.leads++
      if (deals.has(lead.mql_id ?? '')) row.won++
      expected.set(lead.origin ?? '', row)
    }
    const withLeads = body.rows.filter((row: Json) => row.stages.leads > 0)
    expect(withLeads).toHaveLength(expected.size)
    for (const row of withLeads) {
      const { leads: base, won } = expected.get(row.key === null ? '' : row.label) ?? { leads: -1, won: -1 }
      expect([row.label, row.stages.leads, row.stages.won]).toEqual([row.label, base, won])
      expect(row.stages.deals).toBe(won)
      const [low, high] = wilsonByHand(won, base)
      expect(row.rates.leadToSale).toMatchObject({ count: won, base, enough: base >= 30 })
      expect(row.rates.leadToSale.value).toBeCloseTo(won / base, 10)
      expect(row.rates.leadToSale.low).toBeCloseTo(low, 8)
      expect(row.rates.leadToSale.high).toBeCloseTo(high, 8)
    }
    expect(body.total.stages).toMatchObject({ leads: leads.length, won: deals.size })
    expect(withLeads.some((row: Json) => row.key === null)).toBe(true)
  })

  it('counts wins within 90 days of the first contact', async () => {
    const { body } = await marketer.get(`/funnel?${PERIOD}&basis=cohort&groupBy=none&within=90`)
    const expected = leads.filter((lead) => {
      const deal = deals.get(lead.mql_id ?? '')
      return deal && daysApart(lead.first_contact_date ?? '', deal.won_date ?? '') <= 90
    })
    expect(body.total.stages.won).toBe(expected.length)
  })

  it('counts wins by the month in which they happened, whenever the lead was created', async () => {
    const { body } = await marketer.get('/funnel?from=2018-03-01&to=2018-03-31&basis=period&groupBy=none')
    const inMarch = [...deals.values()].filter((deal) => deal.won_date?.startsWith('2018-03'))
    expect(body.total.stages.won).toBe(inMarch.length)
  })

  it('gives the median and quartiles of the cycle, without wins that are dated before their lead', async () => {
    const { body } = await marketer.get(`/kpis?${PERIOD}`)
    const kpi = (id: string) => body.data.find((each: Json) => each.id === id)
    const cycles = leads.flatMap((lead) => {
      const deal = deals.get(lead.mql_id ?? '')
      return deal ? [daysApart(lead.first_contact_date ?? '', deal.won_date ?? '')] : []
    })
    const counted = cycles.filter((days) => days >= 0)
    expect(kpi('dealCycle').value).toBeCloseTo(quantile(counted, 0.5), 6)
    expect(kpi('dealCycle')).toMatchObject({
      quartiles: { low: quantile(counted, 0.25), high: quantile(counted, 0.75) },
      leftOut: cycles.length - counted.length,
    })
    expect(kpi('leadToSale').value).toBeCloseTo(deals.size / leads.length, 10)
    const cents = [...deals.values()].reduce(
      (sum, deal) => sum + Math.round(Number(deal.declared_monthly_revenue || 0) * 100),
      0,
    )
    expect(Number(kpi('revenue').value)).toBeCloseTo(cents / 100, 2)
    expect(kpi('customers').value).toBe(deals.size)
  })

  it('opens exactly the leads behind a number', async () => {
    const { body } = await marketer.get(`/funnel?${PERIOD}&basis=cohort&groupBy=channel`)
    const social = body.rows.find((row: Json) => row.label === 'social')
    let found = 0
    for (let cursor = ''; ; ) {
      const page = await marketer.get(`/leads?channel=social&status=won&limit=200${cursor}`)
      found += page.body.data.length
      if (!page.body.nextCursor) break
      cursor = `&cursor=${page.body.nextCursor}`
    }
    expect(found).toBe(social.stages.won)
  })

  it('changes nothing when the same files come again', async () => {
    const again = await importFile(marketer, readFileSync(LEADS), {
      kind: 'leads',
      columns: { mql_id: 'externalId', first_contact_date: 'createdAt', origin: 'channel' },
      onMatch: 'update',
    })
    expect(again).toMatchObject({ created: 0, updated: 0, skipped: leads.length, rejected: 0 })
    const deals2 = await importFile(marketer, readFileSync(DEALS), {
      kind: 'outcomes',
      columns: { mql_id: 'externalId', won_date: 'wonAt' },
      constants: { outcome: 'won' },
    })
    expect(deals2).toMatchObject({ updated: 0, skipped: deals.size, rejected: 0 })
  })
})
