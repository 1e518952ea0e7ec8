import { beforeAll, expect, it } from 'vitest'
import {
  type Client,
  clientWith,
  HOT,
  type Json,
  makeCompany,
  newLead,
  offeredLead,
  openedDeal,
} from '../support/api'

let marketer: Client
let rep: Client
let executive: Client

beforeAll(async () => {
  await makeCompany()
  marketer = await clientWith({ roles: ['marketer'], name: 'Mara Keter' })
  rep = await clientWith({ roles: ['sales'], name: 'Rita Rep' })
  executive = await clientWith({ roles: ['executive'], name: 'Eva Exec' })
})

it('walks a lead from the enquiry to the won deal', async () => {
  const entered = await marketer.post('/leads', {
    company: ' Ромашка  ООО ',
    contactName: 'Иван Петров',
    jobTitle: 'Buyer',
    email: 'ivan@romashka.ru',
    phone: '+7 495 123-45-67',
    website: 'romashka.ru',
    country: 'RU',
    region: 'Москва',
    channel: 'paid search',
    campaign: 'SPRING',
    note: 'Line one\nline two',
    externalId: 'crm-1',
    utm: { source: 'google', medium: 'cpc' },
  })
  expect(entered.status).toBe(201)
  const { id } = entered.body
  expect(entered.headers.get('location')).toBe(`/api/v1/leads/${id}`)
  expect(entered.headers.get('cache-control')).toBe('no-store')
  expect(entered.body).toMatchObject({
    status: 'new',
    origin: 'marketing',
    displayName: 'Ромашка ООО',
    channel: 'Paid search',
    campaign: 'Spring',
    grade: null,
    duplicate: false,
    version: 1,
    utm: { source: 'google', medium: 'cpc', campaign: null, term: null, content: null },
    owner: { id: marketer.actor.personId, name: 'Mara Keter' },
    assignee: null,
    answers: null,
    nurture: null,
    qualifiedAt: null,
  })
  expect(entered.body.createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)

  const again = await marketer.post('/leads', { email: 'IVAN@romashka.ru', note: 'Call me' })
  expect(again.status).toBe(200)
  expect(again.body).toMatchObject({ id, duplicate: true, displayName: 'Ромашка ООО' })

  expect((await marketer.post(`/leads/${id}/touches`, { kind: 'demo_request' })).status).toBe(201)
  const call = await marketer.post(`/leads/${id}/activities`, { kind: 'call', text: 'Spoke with Ivan' })
  expect(call).toMatchObject({ status: 201, body: { leadId: id, kind: 'call', text: 'Spoke with Ivan' } })

  const qualified = await marketer.post(`/leads/${id}/qualification`, HOT)
  expect(qualified).toMatchObject({
    status: 200,
    body: { status: 'qualified', grade: 'hot', computedGrade: 'hot', salesReady: true, answers: HOT },
  })
  expect(qualified.body.reasons).toContainEqual({ code: 'needFormed.yes', speaksFor: true })

  const offered = await marketer.post(`/leads/${id}/handoff`, { assignee: rep.actor.email, note: 'Ripe' })
  expect(offered).toMatchObject({
    status: 201,
    body: {
      leadId: id,
      round: 1,
      state: 'pending',
      verdict: null,
      assignee: { name: 'Rita Rep' },
      note: 'Ripe',
    },
  })
  expect(Date.parse(offered.body.dueAt)).toBeGreaterThan(Date.parse(offered.body.offeredAt))
  const { id: handoffId } = offered.body
  const queue = await rep.get('/handoffs?state=pending')
  expect(queue.body.data.map((item: Json) => item.id)).toContain(handoffId)

  const asked = await rep.post(`/handoffs/${handoffId}/ask`, { question: 'How many?' })
  expect(asked).toMatchObject({ status: 200, body: { question: 'How many?', askedBy: { name: 'Rita Rep' } } })
  expect((await rep.post(`/handoffs/${handoffId}/ask`, { question: 'Again?' })).status).toBe(409)
  const answered = await marketer.post(`/handoffs/${handoffId}/answer`, { text: 'Twelve' })
  expect(answered).toMatchObject({ status: 200, body: { answer: 'Twelve' } })

  const accepted = await rep.post(`/handoffs/${handoffId}/accept`)
  expect(accepted).toMatchObject({
    status: 200,
    body: { state: 'accepted', verdict: 'accepted', decidedBy: { name: 'Rita Rep' }, leadId: id },
  })
  const deal = await rep.post(`/leads/${id}/deal`, {
    title: 'Twelve machines',
    amount: 12_000.5,
    expectedCloseOn: '2027-01-31',
  })
  expect(deal).toMatchObject({
    status: 201,
    body: { state: 'open', amount: '12000.50', expectedCloseOn: '2027-01-31', leadId: id },
  })
  expect(deal.headers.get('location')).toBe(`/api/v1/deals/${deal.body.id}`)
  const edited = await rep.patch(`/deals/${deal.body.id}`, { amount: '11000' })
  expect(edited).toMatchObject({ status: 200, body: { amount: '11000.00', title: 'Twelve machines' } })
  const won = await rep.post(`/deals/${deal.body.id}/win`, { amount: '10500.25' })
  expect(won).toMatchObject({ status: 200, body: { state: 'won', amount: '10500.25', lostAt: null } })
  expect(await rep.post(`/deals/${deal.body.id}/lose`, { reason: 'no' })).toMatchObject({ status: 409 })

  const lead = await executive.get(`/leads/${id}`)
  expect(lead.body).toMatchObject({ status: 'won', assignee: { name: 'Rita Rep' } })
  for (const time of ['qualifiedAt', 'handedOffAt', 'acceptedAt', 'dealAt', 'wonAt']) {
    expect(lead.body[time]).toMatch(/Z$/)
  }
  const history = await executive.get(`/leads/${id}/history`)
  expect(history.body.data.map((event: Json) => event.type)).toEqual([
    'created',
    'touched',
    'touched',
    'activity',
    'qualified',
    'handed_off',
    'asked',
    'answered',
    'accepted',
    'deal_opened',
    'deal_edited',
    'won',
  ])
  expect(history.body.data[8]).toMatchObject({
    from: 'handed_off',
    to: 'accepted',
    actor: { id: rep.actor.personId, name: 'Rita Rep' },
    reason: null,
    handoffId,
  })
  const page = await executive.get(`/leads/${id}/history?limit=5`)
  const next = await executive.get(`/leads/${id}/history?limit=5&cursor=${page.body.nextCursor}`)
  expect([...page.body.data, ...next.body.data]).toEqual(history.body.data.slice(0, 10))

  const funnel = await executive.get(`/funnel?from=2020-01-01&to=2060-01-01&groupBy=channel`)
  expect(funnel.body.rows).toContainEqual(
    expect.objectContaining({ label: 'Paid search', stages: expect.objectContaining({ leads: 1, won: 1 }) }),
  )
  expect(funnel.body.total.rates.leadToSale).toMatchObject({ count: 1, base: 1, value: 1, enough: false })
  const kpis = await executive.get(`/kpis?from=2020-01-01&to=2060-01-01`)
  expect(kpis.body.data.find((kpi: Json) => kpi.id === 'revenue')).toMatchObject({
    value: '10500.25',
    unit: 'money',
  })
  expect(kpis.body.data.find((kpi: Json) => kpi.id === 'cac')).toMatchObject({ value: '0.00' })
})

it('hands back, nurtures, disqualifies, reopens, and offers again', async () => {
  const { id, handoffId } = await offeredLead(marketer)
  expect((await rep.post(`/handoffs/${handoffId}/reject`, { reason: 'Wrong contact' })).body).toMatchObject({
    status: 422,
    errors: [{ path: 'comment', message: 'is required' }],
  })
  expect((await rep.post(`/handoffs/${handoffId}/reject`, { reason: 'no such' })).body).toMatchObject({
    status: 422,
    type: 'urn:baton:problem:unknown-reason',
    errors: [{ path: 'reason' }],
  })
  const rejected = await rep.post(`/handoffs/${handoffId}/reject`, { reason: 'Нет бюджета' })
  expect(rejected).toMatchObject({
    status: 200,
    body: { state: 'rejected', reason: { code: 'no_budget', name: 'No budget' } },
  })
  const lead = await marketer.get(`/leads/${id}`)
  expect(lead.body).toMatchObject({ status: 'nurture', nurture: { nextStep: 'Ask about the next budget' } })

  await marketer.post(`/leads/${id}/qualification`, HOT)
  expect((await marketer.post(`/leads/${id}/handoff`)).body).toMatchObject({ round: 2 })
  const rounds = await marketer.get('/handoffs?state=rejected')
  expect(rounds.body.data.map((item: Json) => item.id)).toContain(handoffId)

  const other = await newLead(marketer)
  expect((await marketer.post(`/leads/${other}/disqualify`, { reason: 'Spam' })).body.status).toBe(
    'disqualified',
  )
  expect((await marketer.post(`/leads/${other}/reopen`)).body.status).toBe('new')
  const nurtured = await marketer.post(`/leads/${other}/nurture`, { wakeAt: '2030-05-01', nextStep: 'Call' })
  expect(nurtured.body).toMatchObject({
    status: 'nurture',
    nurture: { wakeOn: '2030-05-01', nextStep: 'Call' },
  })
  expect(
    (await marketer.post(`/leads/${other}/nurture`, { wakeAt: '2030-05-01', nextStep: 'x' })).status,
  ).toBe(409)

  const cold = await newLead(marketer)
  const graded = await marketer.post(`/leads/${cold}/qualification`, { ...HOT, needFormed: 'no' })
  expect(graded.body).toMatchObject({ grade: 'cold', salesReady: false })
  expect((await marketer.post(`/leads/${cold}/handoff`)).body).toMatchObject({
    status: 422,
    type: 'urn:baton:problem:not-sales-ready',
  })
  expect(
    (await marketer.post(`/leads/${cold}/handoff`, { overrideReason: 'They asked for us' })).status,
  ).toBe(201)
})

it('lets a rep take what sales found, and lose it', async () => {
  const found = await rep.post('/leads', { contactName: 'Found', phone: '030 1234567' })
  expect(found.body).toMatchObject({ status: 'new', origin: 'sales' })
  const { id } = found.body
  expect((await rep.post(`/leads/${id}/take`)).body).toMatchObject({ status: 'accepted' })
  const other = await clientWith({ roles: ['sales'] })
  expect((await other.post(`/leads/${id}/take`)).body).toMatchObject({
    status: 409,
    type: 'urn:baton:problem:already-taken',
    detail: 'Rita Rep has already taken this lead.',
  })
  const deal = await rep.post(`/leads/${id}/deal`, { title: 'One' })
  expect((await rep.post(`/deals/${deal.body.id}/win`)).body).toMatchObject({
    status: 422,
    errors: [{ path: 'amount' }],
  })
  const lost = await rep.post(`/deals/${deal.body.id}/lose`, { reason: 'Too dear' })
  expect(lost.body).toMatchObject({ state: 'lost', lostReason: 'Too dear', wonAt: null })
  expect((await rep.get(`/deals/${deal.body.id}`)).body).toEqual(lost.body)
  expect(
    (await rep.post(`/leads/${id}/nurture`, { wakeAt: '2030-01-01', nextStep: 'Try again' })).status,
  ).toBe(200)
})

it('lists deals, and wins one in the past', async () => {
  const { id, dealId } = await openedDeal(marketer, rep)
  const open = await rep.get('/deals?state=open')
  expect(open.body.data.map((deal: Json) => deal.id)).toContain(dealId)
  const future = await rep.post(`/deals/${dealId}/win`, { wonAt: '2199-01-01T00:00:00Z' })
  expect(future.body).toMatchObject({
    status: 422,
    errors: [{ path: 'wonAt', message: 'must not be in the future' }],
  })
  await rep.post(`/deals/${dealId}/win`, { wonAt: '2026-01-05T12:00:00+02:00' })
  expect((await rep.get(`/leads/${id}`)).body.wonAt).toBe('2026-01-05T10:00:00.000Z')
  expect((await rep.get('/deals?state=won')).body.data.map((deal: Json) => deal.id)).toContain(dealId)
})

it('records costs, and names channels and reasons', async () => {
  const put = await marketer.put('/spend', {
    channel: 'paid search',
    campaign: 'Spring',
    side: 'marketing',
    month: '2026-03',
    amount: '1200.5',
    reach: 1000,
    responses: 50,
  })
  expect(put).toMatchObject({
    status: 200,
    body: { from: '2026-03-01', to: '2026-03-31', amount: '1200.50', reach: 1000, responses: 50 },
  })
  const second = await marketer.put('/spend', {
    channel: 'Paid search',
    campaign: 'spring',
    side: 'marketing',
    month: '2026-03',
    amount: 900,
  })
  expect(second.body).toMatchObject({ id: put.body.id, amount: '900.00', reach: 1000 })
  expect((await rep.get('/channels')).body.data).toMatchObject([
    { name: 'Paid search', campaigns: [{ name: 'Spring' }] },
    { name: 'Trade show', campaigns: [] },
  ])
  expect((await rep.get('/rejection-reasons')).body.data[0]).toMatchObject({ code: 'no_need' })
})
