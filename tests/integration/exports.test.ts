import Papa from 'papaparse'
import { beforeAll, describe, expect, it } from 'vitest'
import { createCampaign, createChannel } from '@/lib/channels/commands'
import { TABLE_IDS, type TableId } from '@/lib/exports/queries/tables'
import { setPointWeights } from '@/lib/performance/commands'
import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { beforeFormulaGuard } from '@/lib/platform/sheet/formula'
import { type Client, clientWith, type Json, makeCompany } from '../support/api'
import { walk } from '../support/journeys'
import { type ReadCell, readWorkbook } from '../support/workbook'

/** Every table that can be taken along, in both formats and both languages: the numbers are those of the API. */

const ATTACK = `=cmd|' /C calc'!A0`
const DAYS = 'from=2026-01-01&to=2026-06-30'

let marketer: Client
let executive: Client
let reader: Client
let rep: Client
let campaignId: number

beforeAll(async () => {
  await makeCompany()
  marketer = await clientWith({ roles: ['marketer'], name: '+Mara Keter' })
  executive = await clientWith({ roles: ['executive'] })
  reader = await clientWith({ roles: ['sales'] })
  rep = await clientWith({ roles: ['sales'], name: '@Rita Rep' })
  const head = await clientWith({ roles: ['sales'], headOf: ['sales'] })
  const admin = await clientWith({ roles: ['admin'] })
  const { id } = must(await createChannel(admin.actor, { name: ATTACK }))
  campaignId = must(await createCampaign(marketer.actor, { channelId: id, name: '-1+1' })).id
  const people: { marketer: Actor; rep: Actor } = { marketer: marketer.actor, rep: rep.actor }
  const month = (number: number) => `2026-0${number}`
  for (let index = 0; index < 12; index++) {
    const on = (day: number) => `${month(1 + (index % 3))}-${String(day).padStart(2, '0')}T09:00:00Z`
    await walk({
      ...people,
      ...(index % 2 === 0 ? { channel: ATTACK, campaign: '-1+1' } : { channel: 'Paid search' }),
      region: index % 3 === 0 ? '\t=1' : undefined,
      steps: [
        { kind: 'created', at: on(2) },
        { kind: 'qualified', at: on(3) },
        { kind: 'handedOff', at: on(4) },
        ...(index % 4 === 3
          ? [{ kind: 'rejected' as const, at: on(5) }]
          : [
              { kind: 'accepted' as const, at: on(5) },
              { kind: 'deal' as const, at: on(6) },
              { kind: 'won' as const, at: on(20), amount: '1250.50' },
            ]),
      ],
    })
  }
  const spent = {
    channel: ATTACK,
    side: 'marketing',
    month: '2026-02',
    amount: '300.10',
    reach: 900,
    responses: 40,
  }
  await marketer.put('/spend', spent)
  const weights = { inForceFrom: '2199-01-01', weights: { acceptedHot: 3, overturned: -2 }, note: ATTACK }
  must(await setPointWeights(head.actor, { side: 'sales', ...weights }))
  const meeting = await executive.post('/meetings', {})
  const decided = { topic: 'other', text: ATTACK, owner: marketer.actor.email, dueOn: '2199-01-01' }
  expect((await executive.post(`/meetings/${meeting.body.id}/decisions`, decided)).status).toBe(201)
})

async function speak(client: Client, locale: 'en' | 'ru'): Promise<void> {
  await db.run(sql`update person set locale = ${locale} where id = ${client.actor.personId}`)
}

/** The rows of a CSV by its headers, read by another parser than any of ours. */
async function csv(client: Client, path: string): Promise<{ head: string[]; rows: string[][] }> {
  const { status, bytes, headers, body } = await client.get(`/exports/${path}`)
  expect(status, JSON.stringify(body)).toBe(200)
  expect(headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const { data, errors } = Papa.parse<string[]>(new TextDecoder().decode(bytes), { skipEmptyLines: true })
  expect(errors).toEqual([])
  const [head = [], ...rows] = data
  for (const row of rows) expect(row).toHaveLength(head.length)
  return { head, rows }
}

async function xlsx(client: Client, path: string) {
  const { status, bytes, headers } = await client.get(`/exports/${path}`)
  expect(status).toBe(200)
  expect(headers.get('content-type')).toContain('spreadsheetml')
  expect(headers.get('cache-control')).toContain('no-store')
  const [table, notes, ...more] = readWorkbook(bytes)
  if (!table || !notes) throw new Error('two tabs were expected')
  expect(more).toEqual([])
  const [head = [], ...rows] = table.rows
  return {
    head: head.map((cell) => cell?.text ?? ''),
    rows,
    notes: notes.rows.map(([cell]) => cell?.text ?? ''),
  }
}

/** What a cell of the workbook says, as the CSV would write it. */
function plain(cell: ReadCell | undefined): string {
  if (!cell) return ''
  if (cell.text !== null) return cell.text
  const number = cell.number ?? Number.NaN
  if (cell.format === '#,##0.00') return number.toFixed(2)
  if (cell.format.startsWith('yyyy')) {
    const iso = new Date(Math.round((number - 25_569) * 86_400_000)).toISOString()
    return cell.format.includes('hh') ? iso.slice(0, 16) : iso.slice(0, 10)
  }
  return String(number)
}

/** What the tables ask for besides their days, so that they are not empty. */
const QUERIES: Partial<Record<TableId, string>> = { funnel: 'by=channel', handoffs: 'set=decided' }
/** Those that are not about days, or about others. */
const WITHOUT_DAYS: Partial<Record<TableId, string>> = {
  plan: 'year=2026',
  decisions: 'state=all',
  agenda: '',
  waiting: '',
  deals: 'view=won',
  queue: 'view=verdicts',
  points: '',
  pointLines: 'from=2198-12-01&to=2199-01-31',
}

describe.each(TABLE_IDS)('%s', (table) => {
  const path = (format: string) =>
    `${table}?${WITHOUT_DAYS[table] ?? `${DAYS}&${QUERIES[table] ?? ''}`}&format=${format}`.replace('&&', '&')

  it.each(['en', 'ru'] as const)('is the same table in both formats, in %s', async (locale) => {
    await speak(executive, locale)
    const text = await csv(executive, path('csv'))
    const book = await xlsx(executive, path('xlsx'))
    expect(text.rows.length).toBeGreaterThan(0)
    expect(book.head).toEqual(text.head)
    expect(book.rows.map((row) => text.head.map((_, index) => plain(row[index])))).toEqual(
      text.rows.map((row) => row.map(beforeFormulaGuard)),
    )
    expect(book.rows.flat().filter((cell) => cell?.isFormula)).toEqual([])
    const words = [...text.head, ...book.notes].join(' ')
    expect(words).not.toMatch(/\b(exports|funnel|promises|spend|performance|targets|meetings)\.[a-z]/)
    expect(/[а-я]/i.test(words)).toBe(locale === 'ru')
    expect(book.notes.some((note) => note.includes('2026'))).toBe(true)
  })

  it('begins no cell as a formula', async () => {
    const { rows } = await csv(executive, path('csv'))
    for (const cell of rows.flat()) {
      if (/^-?\d+(\.\d+)?$/.test(cell)) continue
      expect(cell).not.toMatch(/^[\s"]*[=+\-@]/)
    }
  })
})

describe('the numbers of a file', () => {
  it('are the API’s: the funnel by channel, with its intervals', async () => {
    await speak(executive, 'en')
    const { body } = await executive.get(`/funnel?${DAYS}&groupBy=channel&basis=cohort`)
    const { head, rows } = await csv(executive, `funnel?${DAYS}&by=channel&format=csv`)
    const cells = (row: string[]) => Object.fromEntries(head.map((name, index) => [name, row[index]]))
    expect(rows).toHaveLength(body.rows.length + 1)
    for (const [index, row] of [...body.rows, body.total].entries()) {
      const found = cells(rows[index] ?? [])
      const { leadToSale } = row.rates as Json
      expect(found).toMatchObject({
        Leads: String(row.stages.leads),
        Accepted: String(row.stages.accepted),
        Won: String(row.stages.won),
        'Lead → sale': String(leadToSale.value),
        'Lead → sale, 95 % from': String(leadToSale.low),
        'Lead → sale, 95 % to': String(leadToSale.high),
      })
    }
    expect(rows.map(([name]) => name)).toContain(`'${ATTACK}`)
  })

  it('are the API’s: every KPI', async () => {
    const { body } = await executive.get(`/kpis?${DAYS}`)
    const { rows } = await csv(executive, `kpis?${DAYS}&format=csv`)
    const asText = (value: unknown) => (value === null ? '' : String(value))
    expect(rows.map(([, value, , numerator, denominator]) => [value, numerator, denominator])).toEqual(
      body.data.map((kpi: Json) => [kpi.value, kpi.numerator, kpi.denominator].map(asText)),
    )
  })

  it('are the API’s: a campaign month by month', async () => {
    const { body } = await executive.get(`/campaigns/${campaignId}/performance?${DAYS}`)
    const { head, rows } = await csv(
      executive,
      `campaignMonths?${DAYS}&campaign=${campaignId}&basis=${body.basis ?? 'cohort'}&format=csv`,
    )
    const at = (name: string) => head.indexOf(name)
    expect(rows.slice(0, -1).map((row) => [row[0], row[at('Leads')], row[at('Won')]])).toEqual(
      body.months.map((row: Json) => [row.month, row.leads, row.customers].map(String)),
    )
    expect(rows.at(-1)?.[at('Leads')]).toBe('6')
  })

  it('are the API’s: the points of a person, line by line', async () => {
    const days = 'from=2198-12-01&to=2199-01-31'
    const id = rep.actor.personId
    const { body } = await executive.get(`/performance/${id}?${days}`)
    const { rows } = await csv(executive, `pointLines?${days}&person=${id}&format=csv`)
    expect(rows.map(([, name, , from, to, , ...numbers]) => [name, from, to, ...numbers])).toEqual(
      body.sales.own.points.lines.map((line: Json) =>
        ["'@Rita Rep", line.from, line.to, line.count, line.weight, line.points].map(String),
      ),
    )
    expect(rows).toHaveLength(2)
  })

  it('are those behind a number: every handoff that it counts, and whose they are', async () => {
    const { body } = await executive.get(`/promises?${DAYS}`)
    const own = `side=sales&person=${rep.actor.personId}&campaign=${campaignId}`
    const all = await csv(executive, `handoffs?${DAYS}&set=accepted&format=csv`)
    expect(all.rows).toHaveLength(body.sides.sales.accepted)
    const some = await xlsx(executive, `handoffs?${DAYS}&set=accepted&${own}&format=xlsx`)
    expect(some.rows).toHaveLength(6)
    expect(some.notes).toContain('Only: campaign: -1+1.')
    expect(some.notes).toContain('Only: @Rita Rep.')
  })

  it('are those behind a number: the leads of a stage', async () => {
    const { body } = await executive.get(`/funnel?${DAYS}&groupBy=none&basis=cohort`)
    const { rows } = await csv(executive, `leads?${DAYS}&stage=accepted&basis=cohort&format=csv`)
    expect(rows).toHaveLength(body.total.stages.accepted)
    expect(rows.length).toBeGreaterThan(0)
  })

  it('are ratios without an interval on the period basis', async () => {
    const { head } = await csv(executive, `funnel?${DAYS}&by=month&basis=period&format=csv`)
    expect(head.filter((name) => name.includes('95'))).toEqual([])
  })
})

describe('who takes what', () => {
  it('gives a rep their own row of the promises, an executive every row', async () => {
    const all = await csv(executive, `promises?${DAYS}&format=csv`)
    const own = await csv(reader, `promises?${DAYS}&format=csv`)
    const names = (rows: string[][]) => rows.map((row) => row[1])
    expect(names(all.rows)).toContain("'@Rita Rep")
    expect(names(own.rows)).not.toContain("'@Rita Rep")
  })

  it('gives a rep no points but their own', async () => {
    const days = 'from=2198-12-01&to=2199-01-31'
    const own = await csv(reader, `pointLines?${days}&format=csv`)
    expect(own.rows.length).toBeGreaterThan(0)
    expect(own.rows.map((row) => row[1])).not.toContain("'@Rita Rep")
    const others = await csv(reader, `pointLines?${days}&person=${rep.actor.personId}&format=csv`)
    expect(others.rows).toEqual([])
    expect((await csv(reader, `people?${DAYS}&person=${rep.actor.personId}&format=csv`)).rows).toEqual([])
  })

  it.each([
    ['pointLines?format=csv&person=me', 422],
    ['points?format=csv&side=both', 422],
    ['agenda?format=csv&meeting=0', 422],
    ['leads?format=csv&stage=accepted', 422],
    ['leads?format=csv&status=asleep', 422],
    ['waiting?format=csv&from=2026-01-01', 422],
    ['campaignMonths?format=csv&campaign=none', 422],
    ['nothing?format=csv', 404],
    ['__proto__?format=csv', 404],
    ['constructor?format=csv', 404],
    ['funnel', 422],
    ['funnel?format=pdf', 422],
    ['funnel?format=csv&by=moon', 422],
    ['funnel?format=csv&from=2026-03-01&to=2026-02-01', 422],
    ['funnel?format=csv&from=1900-01-01&to=2199-01-01', 422],
    ['funnel?format=csv&from=2026-02-30', 422],
    ['funnel?format=csv&within=-1', 422],
    ['funnel?format=csv&within=1e9', 422],
    ['funnel?format=csv&within=week', 422],
    ['funnel?format=csv&basis=period&within=30', 422],
    ['funnel?format=csv&channel=1%20or%201', 422],
    ['funnel?format=csv&region=%00', 422],
    ['kpis?format=csv&by=channel', 422],
    ['handoffs?format=csv&set=all', 422],
  ])('refuses %s with %i', async (path, status) => {
    const answer = await executive.get(`/exports/${path}`)
    expect(answer.status, JSON.stringify(answer.body)).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
  })
})
