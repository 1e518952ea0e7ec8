import { beforeAll, expect, it } from 'vitest'
import { DEFAULT_TERMS } from '@/lib/agreements/definition'
import { type Client, clientWith, makeCompany } from '../support/api'

let marketing: Client
let sales: Client
let rep: Client

beforeAll(async () => {
  await makeCompany()
  marketing = await clientWith({ roles: ['marketer'], headOf: ['marketing'], name: 'Hanna Head' })
  sales = await clientWith({ roles: ['sales'], headOf: ['sales'], name: 'Hedda Head' })
  rep = await clientWith({ roles: ['sales'] })
})

const tag = (value: string) => ({ headers: { 'If-Match': value } })
const DRAFT = '/agreements/definition/draft'
const TERMS = { ...DEFAULT_TERMS, marketing: { answerWithin: 240, completeShare: 90, monthlyVolume: 30 } }

it('takes a definition from the first draft to force, and keeps every version', async () => {
  expect((await rep.get('/agreements/definition/in-force')).body).toMatchObject({
    version: 1,
    state: 'initial',
    content: DEFAULT_TERMS,
    signatures: [],
  })
  const begun = await marketing.post(DRAFT)
  expect(begun).toMatchObject({ status: 201, body: { version: 2, state: 'draft', revision: 1 } })
  expect((await sales.post(DRAFT)).body).toMatchObject({
    status: 409,
    params: { by: 'Hanna Head', version: 2 },
  })

  const body = { inForceFrom: '2020-01-01', content: TERMS }
  expect((await sales.put(DRAFT, body)).status).toBe(428)
  const edited = await sales.put(DRAFT, body, tag('"1"'))
  expect(edited).toMatchObject({ status: 200, body: { revision: 2, voided: [], content: TERMS } })
  expect(edited.headers.get('ETag')).toBe('"2"')
  expect((await marketing.put(DRAFT, body, tag('"1"'))).status).toBe(412)

  expect((await marketing.post(`${DRAFT}/sign`, {}, tag('*'))).status).toBe(428)
  expect((await marketing.post(`${DRAFT}/sign`, {}, tag('"1"'))).status).toBe(412)
  expect((await marketing.post(`${DRAFT}/sign`, {}, tag('"2"'))).body).toMatchObject({
    state: 'draft',
    signatures: [{ side: 'marketing', person: { name: 'Hanna Head' } }],
  })
  expect((await marketing.post(`${DRAFT}/sign`, { side: 'sales' }, tag('"2"'))).status).toBe(403)
  expect((await marketing.post(`${DRAFT}/unsign`)).body.signatures).toEqual([])
  await marketing.post(`${DRAFT}/sign`, {}, tag('"2"'))
  const later = { ...body, inForceFrom: '2020-01-02' }
  expect((await sales.put(DRAFT, later, tag('"2"'))).body).toMatchObject({
    revision: 3,
    voided: ['marketing'],
  })

  await marketing.post(`${DRAFT}/sign`, {}, tag('"3"'))
  const signed = await sales.post(`${DRAFT}/sign`, {}, tag('"3"'))
  expect(signed.body).toMatchObject({ state: 'signed', version: 2 })
  expect(signed.body.inForceFrom > '2025-01-01').toBe(true) // never for days that are gone
  const inForce = await rep.get('/agreements/definition/in-force')
  expect(inForce.body).toEqual((await rep.get('/agreements/definition/2')).body)
  expect(inForce.body.content).toEqual(TERMS)
  expect((await rep.get('/agreements?kind=definition')).body.data).toMatchObject([
    { version: 2, state: 'signed' },
    { version: 1, state: 'initial' },
  ])
})

it('says of what is wrong where it is', async () => {
  await marketing.post('/agreements/responsibilities/draft')
  const { body: draft } = await marketing.get('/agreements/responsibilities/2')
  const content = structuredClone(draft.content)
  content.steps[0].duties = { ...content.steps[0].duties, marketer: 'X', rep: '' }
  content.steps[1].name = { en: '', ru: '' }
  const answer = await marketing.put(
    '/agreements/responsibilities/draft',
    { inForceFrom: '2100-01-01', content },
    tag('"1"'),
  )
  expect(answer.body).toMatchObject({ status: 422 })
  expect(answer.body.errors.map(({ path }: { path: string }) => path)).toEqual(
    expect.arrayContaining(['content.steps.0.duties.marketer', 'content.steps.1.name.en']),
  )
  const withdrawn = await marketing.post('/agreements/responsibilities/draft/withdraw', undefined, tag('"1"'))
  expect(withdrawn.body.state).toBe('withdrawn')
  expect((await marketing.post('/agreements/responsibilities/draft/sign', {}, tag('"1"'))).status).toBe(404)
})

it.each([
  '/agreements/contract/1',
  '/agreements/definition/0',
  '/agreements/definition/99',
  '/agreements/definition/1e1',
  '/agreements/definition/99999999999',
  '/agreements/__proto__/in-force',
])('%s is nothing', async (path) => {
  expect((await rep.get(path)).status).toBe(404)
})

it('judges a lead by what is in force, and says under which version', async () => {
  const marketer = await clientWith({ roles: ['marketer'] })
  await marketing.post(DRAFT)
  const { body: draft } = await marketing.get('/agreements/definition/3')
  const [criterion] = draft.content.criteria
  const content = { ...draft.content, criteria: [{ ...criterion, fields: ['phone'] }] }
  await marketing.put(DRAFT, { inForceFrom: '2020-01-01', content }, tag('*'))
  await marketing.post(`${DRAFT}/sign`, {}, tag('"2"'))
  await sales.post(`${DRAFT}/sign`, {}, tag('"2"'))

  const { body: lead } = await marketer.post('/leads', { company: 'Acme', email: 'judge@example.org' })
  const answers = {
    needFormed: 'yes',
    valueUnderstood: 'yes',
    hasBudget: 'yes',
    readySoon: 'yes',
    response: 'engaged',
  }
  expect((await marketer.post(`/leads/${lead.id}/qualification`, answers)).body).toMatchObject({
    grade: 'hot',
    salesReady: false,
    missing: ['field.phone'],
    definitionVersion: 3,
  })
  expect((await marketer.post(`/leads/${lead.id}/handoff`)).body).toMatchObject({
    status: 422,
    type: 'urn:baton:problem:not-sales-ready',
    params: { missing: 'field.phone' },
  })
  await marketer.patch(`/leads/${lead.id}`, { phone: '+49 30 1234567' }, tag('*'))
  expect((await marketer.post(`/leads/${lead.id}/handoff`)).body).toMatchObject({ definitionVersion: 3 })
})
