import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { endpoints } from '@/app/api/v1/routes'
import { db, sql } from '@/lib/platform/db/sql'
import { log } from '@/lib/platform/log'
import { type ApiAnswer, type Client, clientWith, makeCompany } from '../support/api'
import { EXAMPLES } from '../support/api-examples'
import { tableSums } from '../support/table-sums'

/** Every endpoint of the registry against everything that a client should not send: refused, and nothing changed. */

const guarded = endpoints.filter(({ open, upload }) => !open && !upload)
const JSON_TYPE = { 'Content-Type': 'application/json' }

let all: Client
let rep: Client

beforeAll(async () => {
  await makeCompany()
  // may do everything, so that no role stands before the validation
  all = await clientWith({
    roles: ['marketer', 'sales', 'executive', 'admin'],
    headOf: ['sales', 'marketing'],
  })
  rep = await clientWith({ roles: ['sales'] })
  // When a key was last used is noted once a minute, whatever is asked with it.
  await db.run(sql`update api_key set last_used_at = '2199-01-01'`)
  vi.spyOn(log, 'error')
  vi.spyOn(log, 'warn')
})

afterAll(() => {
  expect(log.error).not.toHaveBeenCalled()
  expect(log.warn).not.toHaveBeenCalled()
})

function expectRefused(answer: ApiAnswer, what: string): void {
  expect(answer.status, what).toBeGreaterThanOrEqual(400)
  expect(answer.status, `${what}: ${JSON.stringify(answer.body)}`).toBeLessThan(500)
  expect(answer.headers.get('content-type'), what).toBe('application/problem+json')
  expect(answer.body, what).toMatchObject({
    type: expect.stringMatching(/^urn:baton:problem:[a-z-]+$/),
    title: expect.any(String),
    status: answer.status,
    detail: expect.any(String),
  })
  if (answer.body.type === 'urn:baton:problem:invalid') {
    expect(answer.body.errors.length, what).toBeGreaterThan(0)
    for (const error of answer.body.errors) {
      expect(error, what).toMatchObject({ path: expect.any(String), message: expect.any(String) })
    }
  }
}

/** No field of any endpoint takes these. */
const NEVER = {
  object: '{}',
  'object with key': '{"a":1}',
  array: '["x"]',
  'deep array': '[[[[[[[[[["x"]]]]]]]]]]',
  true: 'true',
  NUL: '"a\\u0000b"',
  'lone surrogate': '"\\ud800"',
  '1e309': '1e309',
  '-1e309': '-1e309',
  '1 MB': JSON.stringify('x'.repeat(1_000_000)),
  '200 kB': JSON.stringify('x'.repeat(200_000)),
}
const NEVER_A_TIME = [
  '0000-01-01',
  '0000-01-01T00:00:00Z',
  '2026-02-30',
  '2026-13-01T00:00:00Z',
  '',
  'soon',
  '+010000-01-01T00:00:00Z',
  '99999-01-01',
]
const NEVER_A_NUMBER = ['-1', '-0.01', '1e400', 'NaN', 'Infinity', '0x10', '1,5', '']
const TIMES = ['at', 'wakeAt', 'dueOn', 'expectedCloseOn', 'wonAt', 'month', 'day']
/** Parameters that mean nothing when they are empty. */
const EMPTY_IS_NONE = ['q', 'within']
const NUMBERS = ['amount', 'reach', 'responses']
const LISTS_OF_TEXT = ['regions', 'segments']
/** Must be said, and null is an answer: the open queue, no limit, no view. */
const NULL_SAYS_SOMETHING = ['assignee', 'capacity', 'view']

/** The body as text, with one field replaced by a piece of JSON. */
function withField(body: Record<string, unknown>, field: string, json: string): string {
  const rest = Object.entries(body).filter(([name]) => name !== field)
  return `{${[...rest.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`), `${JSON.stringify(field)}:${json}`].join(',')}}`
}

describe.each(guarded.map(({ method, path }) => `${method} ${path}`))('%s', (name) => {
  const [method = '', template = ''] = name.split(' ')
  const endpoint = guarded.find((one) => one.method === method && one.path === template)
  const example = EXAMPLES[name]

  it('refuses bad input and changes nothing', async () => {
    expect(example, 'add the endpoint to tests/support/api-examples.ts').toBeDefined()
    if (!example || !endpoint) return
    const headers = { ...JSON_TYPE, ...example.headers }
    const { path, body = {} } = await example.call({ marketer: all, rep })
    await all.get('/channels') // the key's last use is noted once a minute
    const before = await tableSums(process.env.DATABASE_URL ?? '')
    const sendRaw = (raw: string, to = path) => all.send(method, to, undefined, { raw, headers })

    if (method !== 'GET') {
      for (const raw of [
        'null',
        '[]',
        '[{}]',
        '5',
        '"text"',
        'true',
        '1e309',
        '{',
        '{"a":1}}',
        '\u0000',
        '['.repeat(50_000),
      ]) {
        expectRefused(await sendRaw(raw), raw.slice(0, 20))
      }
      const { properties = {}, required = [] } = endpoint.body
        ? (z.toJSONSchema(endpoint.body, { io: 'input', unrepresentable: 'any' }) as {
            properties?: Record<string, unknown>
            required?: string[]
          })
        : {}
      for (const field of [
        'unknown',
        '__proto__',
        'constructor',
        'leadId',
        'id',
        'version',
        'status',
        'toString',
      ].filter((name) => !Object.hasOwn(properties, name))) {
        const answer = await sendRaw(withField(body, field, '1'))
        expectRefused(answer, `field ${field}`)
        expect(answer.body.errors, field).toContainEqual(expect.objectContaining({ code: 'unknown_field' }))
      }
      expectRefused(await sendRaw(withField(body, '__proto__', '{"roles":["admin"]}')), '__proto__ object')
      expectRefused(
        await all.send(method, path, undefined, {
          raw: JSON.stringify(body),
          headers: { ...headers, 'Content-Type': 'text/xml' },
        }),
        'XML',
      )
      for (const field of Object.keys(properties)) {
        for (const [what, json] of Object.entries(NEVER)) {
          if (['utm', 'query', 'filters', 'en', 'ru'].includes(field) && json === '{}') continue // says nothing of any of its fields
          if (LISTS_OF_TEXT.includes(field) && what === 'array') continue
          if (json === 'true' && JSON.stringify(properties[field]).includes('"boolean"')) continue
          expectRefused(await sendRaw(withField(body, field, json)), `${field}: ${what}`)
        }
        const wrong = [
          ...(TIMES.includes(field) ? NEVER_A_TIME : []),
          ...(NUMBERS.includes(field) ? NEVER_A_NUMBER : []),
        ]
        for (const value of wrong) {
          expectRefused(await sendRaw(withField(body, field, JSON.stringify(value))), `${field}: "${value}"`)
        }
      }
      for (const field of required) {
        const { [field]: _, ...rest } = body
        expectRefused(await sendRaw(JSON.stringify(rest)), `without ${field}`)
        if (NULL_SAYS_SOMETHING.includes(field)) continue
        expectRefused(await sendRaw(withField(body, field, 'null')), `${field}: null`)
      }
    }

    for (const query of ['unknown=1', '__proto__=1', 'constructor=1', 'a', '%00=1', '=x']) {
      const to = `${path}${path.includes('?') ? '&' : '?'}${query}`
      expectRefused(
        method === 'GET' ? await all.get(to) : await sendRaw(JSON.stringify(body), to),
        `?${query}`,
      )
    }
    if (endpoint.query) {
      const known = (
        z.toJSONSchema(endpoint.query, { io: 'input', unrepresentable: 'any' }) as { properties?: object }
      ).properties
      for (const parameter of Object.keys(known ?? {})) {
        const values = ['', '\u0000', 'x\u0000', 'x'.repeat(5000)]
        for (const value of EMPTY_IS_NONE.includes(parameter) ? values.slice(1) : values) {
          const url = new URL(path, 'http://x')
          url.searchParams.set(parameter, value)
          expectRefused(await all.get(`${url.pathname}${url.search}`), `${parameter}=${value.slice(0, 10)}`)
        }
        const twice = new URL(path, 'http://x')
        twice.searchParams.append(parameter, '1')
        twice.searchParams.append(parameter, '1')
        expectRefused(await all.get(`${twice.pathname}${twice.search}`), `${parameter} twice`)
      }
      for (const cursor of forgedCursors()) {
        const url = new URL(path, 'http://x')
        url.searchParams.set('cursor', cursor)
        expectRefused(
          await all.get(`${url.pathname}${url.search}`),
          `cursor ${Buffer.from(cursor, 'base64url')}`,
        )
      }
    }
    if (template.includes('{id}')) {
      for (const id of ['2147483647', '0', '-1', 'abc', '1e1', '9'.repeat(30), '%00', '1%00', "1'--"]) {
        const to = path.replace(/\/\d+/, `/${id}`)
        const answer = method === 'GET' ? await all.get(to) : await sendRaw(JSON.stringify(body), to)
        expectRefused(answer, to)
        expect(answer.status, to).toBe(404)
      }
    }
    if (example.headers?.['If-Match']) {
      for (const tag of ['"2147483648"', '"99999999999"', '"a"', 'W/', '"1", "2"']) {
        const answer = await all.send(method, path, body, { headers: { ...headers, 'If-Match': tag } })
        expectRefused(answer, tag)
      }
    }
    expect(await tableSums(process.env.DATABASE_URL ?? '')).toEqual(before)
  })
})

function forgedCursors(): string[] {
  const parts = [
    ['-createdAt', '0000-01-01T00:00:00.000Z', 1],
    ['-createdAt', '\u0000', 1],
    ['-createdAt', '2026-01-01T00:00:00.000Z', 1e10],
    ['-createdAt', '2026-01-01T00:00:00.000Z', '1'],
    ['due', '0000-01-01T00:00:00Z', 1],
    ['due', '2026-01-01T00:00:00Z', 2 ** 31],
    ['decided', '2026-01-01T00:00:00Z', 1],
    ['expectedCloseOn', "x'", 1],
    ['expectedCloseOn', '2026-02-31', 1],
    ['openedAt', '2026-01-01 25:00:00+00', 1],
    ['event', 1.5],
    ['event', -1],
    ['event', 1e300],
    [],
    null,
    'x',
  ]
  return parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
}

describe('POST /imports', () => {
  const file = new File(['email\na@example.org\n'], 'leads.csv', { type: 'text/csv' })
  const mapping = { kind: 'leads', columns: { email: 'email' } }

  function form(parts: Record<string, string | File>): FormData {
    const data = new FormData()
    for (const [name, value] of Object.entries(parts)) data.append(name, value)
    return data
  }

  it('refuses bad uploads and changes nothing', async () => {
    const before = await tableSums(process.env.DATABASE_URL ?? '')
    const uploads: [string, Parameters<Client['post']>[2]][] = [
      ['JSON', { raw: '{}', headers: JSON_TYPE }],
      ['no body', {}],
      [
        'broken multipart',
        { raw: 'nonsense', headers: { 'Content-Type': 'multipart/form-data; boundary=x' } },
      ],
      ['no boundary', { raw: 'nonsense', headers: { 'Content-Type': 'multipart/form-data;' } }],
      [
        'declared too large',
        {
          raw: 'x',
          headers: { 'Content-Type': 'multipart/form-data; boundary=x', 'Content-Length': '99999999999' },
        },
      ],
      ['no mapping', { raw: form({ file }) }],
      ['no file', { raw: form({ mapping: JSON.stringify(mapping) }) }],
      ['file as text', { raw: form({ file: 'x', mapping: JSON.stringify(mapping) }) }],
      ['unknown part', { raw: form({ file, mapping: JSON.stringify(mapping), more: 'x' }) }],
      ...Object.entries({
        'not JSON': '{',
        null: 'null',
        array: '[]',
        number: '5',
        '1e309': '1e309',
        'unknown field': JSON.stringify({ ...mapping, unknown: 1 }),
        proto: '{"kind":"leads","columns":{"email":"email"},"__proto__":{"a":1}}',
        'unknown kind': JSON.stringify({ ...mapping, kind: 'people' }),
        'unknown column': JSON.stringify({ ...mapping, columns: { email: 'password' } }),
        NUL: '{"kind":"leads","columns":{"em\\u0000ail":"email"}}',
        deep: '['.repeat(50_000) + ']'.repeat(50_000),
      }).map(([what, text]): [string, Parameters<Client['post']>[2]] => [
        `mapping ${what}`,
        { raw: form({ file, mapping: text }) },
      ]),
    ]
    for (const [what, sending] of uploads) expectRefused(await all.post('/imports', undefined, sending), what)
    expect(await tableSums(process.env.DATABASE_URL ?? '')).toEqual(before)
  })
})
