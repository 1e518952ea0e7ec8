import { beforeAll, describe, expect, it } from 'vitest'
import { endpoints } from '@/app/api/v1/routes'
import type { Role } from '@/lib/platform/db/generated/enums'
import { type Client, clientWith, makeCompany, newLead, offeredLead, send } from '../support/api'
import { EXAMPLES } from '../support/api-examples'

const ROLES = ['marketer', 'sales', 'executive', 'admin'] as const satisfies readonly Role[]
const guarded = endpoints.filter(({ open, upload }) => !open && !upload)

let marketer: Client
let rep: Client
const clients = {} as Record<Role, Client>

beforeAll(async () => {
  await makeCompany()
  marketer = await clientWith({ roles: ['marketer'] })
  rep = await clientWith({ roles: ['sales'] })
  for (const role of ROLES) clients[role] = await clientWith({ roles: [role] })
  clients.sales = rep // so that an offer made to `rep` is theirs
})

describe.each(guarded.map(({ method, path }) => `${method} ${path}`))('%s', (name) => {
  const [method = ''] = name.split(' ')

  it('is for those whose step it is, and for nobody else', async () => {
    const example = EXAMPLES[name]
    expect(example, 'add the endpoint to tests/support/api-examples.ts').toBeDefined()
    if (!example) return
    const { headers } = example
    for (const role of ROLES) {
      const { path, body } = await example.call({ marketer, rep })
      const lead = /^\/leads\/\d+/.exec(path)?.[0]
      const before = lead && (await rep.get(lead)).body
      expect((await send(method, path, body, { headers })).status, 'signed out').toBe(401)
      const answer = await clients[role].send(method, path, body, { headers })
      if (example.roles === '*' || example.roles.includes(role as never)) {
        expect(answer.status, `${role}: ${JSON.stringify(answer.body)}`).toBeGreaterThanOrEqual(200)
        expect(answer.status, `${role}: ${JSON.stringify(answer.body)}`).toBeLessThan(300)
      } else {
        expect(answer.body, role).toMatchObject({ status: 403, type: 'urn:baton:problem:forbidden' })
        if (lead) expect((await rep.get(lead)).body, role).toEqual(before)
      }
    }
  })
})

it('lets nobody but the head of sales decide what was offered to another', async () => {
  const id = await newLead(marketer)
  await marketer.post(`/leads/${id}/qualification`, {
    needFormed: 'yes',
    valueUnderstood: 'yes',
    hasBudget: 'yes',
    readySoon: 'yes',
    response: 'engaged',
  })
  const { body } = await marketer.post(`/leads/${id}/handoff`, { assignee: rep.actor.email })
  const other = await clientWith({ roles: ['sales'] })
  for (const verdict of ['accept', 'reject', 'ask']) {
    const asked = { accept: undefined, reject: { reason: 'no_need' }, ask: { question: 'x' } }[verdict]
    expect((await other.post(`/handoffs/${body.id}/${verdict}`, asked)).status).toBe(403)
  }
  const head = await clientWith({ roles: ['sales'], headOf: ['sales'] })
  expect((await head.post(`/handoffs/${body.id}/accept`)).status).toBe(200)
})

it('lets sales correct contact facts of a marketing lead, but not where it came from', async () => {
  const id = await newLead(marketer)
  const tag = { headers: { 'If-Match': '*' } }
  expect((await rep.patch(`/leads/${id}`, { phone: '+49 30 123456' }, tag)).status).toBe(200)
  expect((await rep.patch(`/leads/${id}`, { channel: 'Trade show' }, tag)).body).toMatchObject({
    status: 403,
    detail: 'Your role may not change "channel" of this record.',
  })
  expect((await rep.patch(`/leads/${id}`, { utm: { source: 'x' } }, tag)).status).toBe(403)
})

it('takes no enquiry of marketing origin from who has only sales, and no costs of the other side', async () => {
  expect((await rep.post('/leads', { email: 'mine@example.org' })).body.origin).toBe('sales')
  const costs = { channel: 'Paid search', month: '2026-01', amount: '1' }
  expect((await rep.put('/spend', { ...costs, side: 'sales' })).status).toBe(200)
  expect((await rep.put('/spend', { ...costs, side: 'marketing' })).status).toBe(403)
  expect((await marketer.put('/spend', { ...costs, side: 'sales' })).status).toBe(403)
})

it('shows everybody the same numbers', async () => {
  await offeredLead(marketer)
  const path = '/funnel?from=2020-01-01&to=2199-12-31'.replace('2199', '2060')
  const answers = await Promise.all(ROLES.map((role) => clients[role].get(path)))
  for (const { body } of answers) expect(body).toEqual(answers[0]?.body)
})
