import { beforeAll, expect, it } from 'vitest'
import { endpoints } from '@/app/api/v1/routes'
import { METHODS } from '@/lib/platform/http/route'
import { clientWith, type Json, makeCompany, openedDeal, routeFiles, send } from '../support/api'
import { EXAMPLES } from '../support/api-examples'

let document: Json

beforeAll(async () => {
  document = (await send('GET', '/openapi.json')).body
})

it('describes every route file, and nothing else', async () => {
  const served: string[] = []
  for (const { file, path } of routeFiles()) {
    const module = (await import(/* @vite-ignore */ file)) as Record<string, { endpoint?: unknown }>
    expect(Object.keys(module), path).toEqual(expect.arrayContaining([...METHODS, 'HEAD', 'OPTIONS']))
    served.push(...METHODS.filter((method) => module[method]?.endpoint).map((method) => `${method} ${path}`))
  }
  const described = Object.entries<object>(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(described.sort()).toEqual(served.sort())
})

it('names every call of the contract', () => {
  const calls = Object.entries<object>(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(calls).toEqual(
    expect.arrayContaining([
      'POST /leads',
      'GET /leads',
      'GET /leads/{id}',
      'PATCH /leads/{id}',
      'GET /leads/{id}/history',
      'POST /leads/{id}/touches',
      'POST /leads/{id}/activities',
      'POST /leads/{id}/qualification',
      'POST /leads/{id}/handoff',
      'GET /handoffs',
      'POST /handoffs/{id}/accept',
      'POST /handoffs/{id}/reject',
      'POST /handoffs/{id}/ask',
      'POST /handoffs/{id}/answer',
      'POST /leads/{id}/nurture',
      'POST /leads/{id}/disqualify',
      'POST /leads/{id}/reopen',
      'POST /leads/{id}/take',
      'POST /leads/{id}/deal',
      'PATCH /deals/{id}',
      'POST /deals/{id}/win',
      'POST /deals/{id}/lose',
      'PUT /spend',
      'GET /funnel',
      'GET /kpis',
      'GET /health',
    ]),
  )
})

it('is sound: unique operations, every reference resolved, every body and parameter described', () => {
  expect(document.openapi).toBe('3.1.0')
  const operations = Object.values<object>(document.paths).flatMap((item) => Object.values<Json>(item))
  const ids = operations.map((operation) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const operation of operations) {
    expect(operation.summary).toBeTruthy()
    expect(Object.keys(operation.responses).some((status) => status.startsWith('2'))).toBe(true)
  }
  const text = JSON.stringify(document)
  for (const [, reference = ''] of text.matchAll(/"\$ref":"([^"]+)"/g)) {
    const target = reference
      .slice(2)
      .split('/')
      .reduce<Json>((at, key) => at?.[key], document)
    expect(target, reference).toBeDefined()
  }
  expect(text).not.toContain('$defs')
  const { schemas } = document.components
  expect(Object.keys(schemas)).toEqual(
    expect.arrayContaining(['Lead', 'Handoff', 'Deal', 'Person', 'Problem']),
  )
  const create = document.paths['/leads']?.post?.requestBody.content['application/json'].schema
  expect(create.additionalProperties).toBe(false)
  expect(JSON.stringify(create.properties?.company)).toContain('"maxLength":200')
})

it('tells the truth: every good answer is what its schema says', async () => {
  await makeCompany()
  const marketer = await clientWith({ roles: ['marketer'] })
  const rep = await clientWith({ roles: ['sales'] })
  const admin = await clientWith({ roles: ['admin'] })
  // records with something in them, beside those that the examples make
  await openedDeal(marketer, rep)
  for (const endpoint of endpoints.filter(({ method }) => method === 'GET')) {
    const example = EXAMPLES[`GET ${endpoint.path}`]
    const { path } = example ? await example.call({ marketer, rep }) : { path: endpoint.path }
    const mayRead = !example || example.roles === '*' || example.roles.includes('sales')
    const answer = await (mayRead ? rep : admin).get(path)
    expect(answer.status, path).toBe(200)
    const schema = endpoint.responses[200]
    if (!schema || typeof schema === 'string') continue
    expect(schema.safeParse(answer.body).error?.issues, path).toBeUndefined()
  }
  const entered = await marketer.post('/leads', { email: 'truth@example.org' })
  const created = endpoints.find(({ method, path }) => method === 'POST' && path === '/leads')?.responses[201]
  expect(created && typeof created !== 'string' && created.safeParse(entered.body).success).toBe(true)
})
