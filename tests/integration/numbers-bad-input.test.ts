import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { endpoints } from '@/app/api/v1/routes'
import { TABLES } from '@/lib/exports/queries/tables'
import { type ApiAnswer, type Client, clientWith, type Json, makeCompany } from '../support/api'
import { EXAMPLES } from '../support/api-examples'

/** Questions for numbers that make no sense get a clear 4xx that names the parameter, wherever numbers are asked for. */

let all: Client
let rep: Client

beforeAll(async () => {
  await makeCompany()
  all = await clientWith({
    roles: ['marketer', 'sales', 'executive', 'admin'],
    headOf: ['sales', 'marketing'],
  })
  rep = await clientWith({ roles: ['sales'] })
})

function parametersOf(query: z.ZodType | undefined): string[] {
  if (!query) return []
  const { properties = {} } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' }) as {
    properties?: object
  }
  return Object.keys(properties)
}

/** What is asked, and the parameter that the answer must name. */
const DAYS: [Record<string, string>, string][] = [
  [{ from: '2026-03-02', to: '2026-03-01' }, 'from'],
  [{ from: '1900-01-01', to: '2100-01-01' }, 'to'],
  [{ from: '0026-01-01' }, 'from'],
  [{ from: '2026-02-30' }, 'from'],
  [{ from: 'yesterday' }, 'from'],
  [{ to: '2026-13-01' }, 'to'],
  [{ to: '' }, 'to'],
  [{ to: '2026-03-01\u0000' }, 'to'],
  [{ to: "2026-03-01' or true --" }, 'to'],
]
const WORDS = [
  'moon',
  '',
  'constructor',
  '__proto__',
  'toString',
  'channel\u0000',
  'channel_id',
  "channel'--",
  'CHANNEL',
]
const WITHIN = ['-1', '1e9', '999999', 'week', '30.5', '\u0000', 'NaN', 'Infinity', '0x1e']

function expectRefused(answer: ApiAnswer, path: string, what: string): void {
  expect(answer.status, `${what}: ${JSON.stringify(answer.body)}`).toBe(422)
  expect(answer.headers.get('content-type'), what).toBe('application/problem+json')
  expect(
    answer.body.errors.map((error: Json) => error.path),
    what,
  ).toContain(path)
  for (const error of answer.body.errors) {
    expect(error.message, what).toMatch(/\w/)
    expect(error.message, what).not.toBe('invalid')
  }
}

const counted = endpoints.filter(({ method, tag, query }) => {
  const known = parametersOf(query)
  return method === 'GET' && tag !== 'Working time' && known.includes('from') && known.includes('to')
})

it('finds the endpoints of numbers', () => {
  expect(counted.map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      '/funnel',
      '/funnel/cohorts',
      '/funnel/time-to-win',
      '/kpis',
      '/promises',
      '/exports/{table}',
    ]),
  )
})

describe.each(counted.map(({ path }) => path))('GET %s', (template) => {
  const endpoint = counted.find(({ path }) => path === template)
  const known = parametersOf(endpoint?.query)

  const ask = async (changes: Record<string, string>) => {
    const { path } = (await EXAMPLES[`GET ${template}`]?.call({ marketer: all, rep })) ?? { path: template }
    const url = new URL(path, 'http://x')
    for (const [name, value] of Object.entries(changes)) url.searchParams.set(name, value)
    return all.get(`${url.pathname}${url.search}`)
  }

  it('answers when it is asked well', async () => {
    expect((await ask({})).status).toBe(200)
  })

  it.each(DAYS)('refuses the days %j', async (days, path) => {
    expectRefused(await ask(days), path, JSON.stringify(days))
  })

  it('refuses parameters that it does not know', async () => {
    for (const name of ['__proto__', 'constructor', 'groupby', 'sql'])
      expectRefused(await ask({ [name]: '1' }), name, name)
  })

  it.runIf(known.includes('groupBy') || known.includes('by'))(
    'refuses a grouping that does not exist',
    async () => {
      const name = known.includes('groupBy') ? 'groupBy' : 'by'
      for (const word of WORDS) expectRefused(await ask({ [name]: word }), name, word)
    },
  )

  it.runIf(known.includes('basis'))('refuses a basis that does not exist', async () => {
    for (const word of WORDS) expectRefused(await ask({ basis: word }), 'basis', word)
  })

  it.runIf(known.includes('within'))('refuses a length of time that is none', async () => {
    for (const days of WITHIN) expectRefused(await ask({ within: days }), 'within', days)
    expectRefused(await ask({ within: '30', basis: 'period' }), 'within', 'of a period')
  })

  it.runIf(known.includes('stage'))('refuses a stage that does not exist', async () => {
    for (const word of WORDS) expectRefused(await ask({ stage: word }), 'stage', word)
  })
})

describe.each(Object.keys(TABLES))('GET /exports/%s', (table) => {
  const known = parametersOf(TABLES[table as keyof typeof TABLES].query)

  it('refuses what its screen does not have', async () => {
    for (const name of ['__proto__', 'q', 'groupBy']) {
      if (known.includes(name)) continue
      const answer = await all.get(`/exports/${table}?${new URLSearchParams({ format: 'csv', [name]: '1' })}`)
      expectRefused(answer, name, name)
    }
  })

  it.runIf(known.includes('from'))('refuses days in the wrong order, and 200 years', async () => {
    for (const [days, path] of DAYS.slice(0, 6)) {
      const answer = await all.get(`/exports/${table}?${new URLSearchParams({ format: 'xlsx', ...days })}`)
      expectRefused(answer, path, JSON.stringify(days))
    }
  })
})

describe('PUT /spend', () => {
  const usual = {
    channel: 'Paid search',
    campaign: 'Spring',
    side: 'marketing',
    month: '2026-01',
    amount: '10',
  }

  it.each([
    [{ campaign: 'No such campaign' }, null],
    [{ channel: 'No such channel' }, null],
    [{ amount: '-1' }, 'amount'],
    [{ amount: '-0.01' }, 'amount'],
    [{ amount: '1e400' }, 'amount'],
    [{ amount: 'NaN' }, 'amount'],
    [{ reach: -1 }, 'reach'],
    [{ responses: 1.5 }, 'responses'],
    [{ month: '2026-13' }, 'month'],
    [{ side: 'both' }, 'side'],
    [{ currency: 'USD' }, 'currency'],
  ])('refuses %j and records nothing', async (change, path) => {
    const answer = await all.put('/spend', { ...usual, ...change })
    expect(answer.status, JSON.stringify(answer.body)).toBe(422)
    if (path) expect(answer.body.errors.map((error: Json) => error.path)).toContain(path)
    else expect(answer.body.detail).toContain('No such')
    const { body } = await all.get('/kpis?from=2026-01-01&to=2026-01-31')
    expect(body.data.find((kpi: Json) => kpi.id === 'cac').numerator).toBe('0.00')
  })
})
