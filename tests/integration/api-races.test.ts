import { beforeAll, expect, it } from 'vitest'
import { db, sql } from '@/lib/platform/db/sql'
import {
  type ApiAnswer,
  type Client,
  clientWith,
  type Json,
  makeCompany,
  newLead,
  offeredLead,
} from '../support/api'

/** Real concurrency: every request has a connection of its own, and PostgreSQL decides. */

let marketer: Client

beforeAll(async () => {
  process.env.DATABASE_POOL = '60'
  await makeCompany()
  marketer = await clientWith({ roles: ['marketer'] })
})

function countBy(answers: ApiAnswer[]): Record<number, number> {
  const counts: Record<number, number> = {}
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

function times<T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => make(index)))
}

it('gives a lead that fifty people accept to one of them, and names the winner to the others', async () => {
  const reps = await times(50, (index) => clientWith({ roles: ['sales'], name: `Rep ${index}` }))
  const { id, handoffId } = await offeredLead(marketer)
  const answers = await Promise.all(reps.map((rep) => rep.post(`/handoffs/${handoffId}/accept`)))
  expect(countBy(answers)).toEqual({ 200: 1, 409: 49 })
  const winner = answers.find(({ status }) => status === 200)?.body.decidedBy.name
  for (const { body } of answers.filter(({ status }) => status === 409)) {
    expect(body).toMatchObject({
      type: 'urn:baton:problem:already-decided',
      detail: `${winner} has already accepted this handoff.`,
      params: { by: winner, verdict: 'accepted' },
    })
  }
  const lead = await marketer.get(`/leads/${id}`)
  expect(lead.body).toMatchObject({ status: 'accepted', assignee: { name: winner } })
  const history = await marketer.get(`/leads/${id}/history`)
  expect(history.body.data.filter((event: Json) => event.type === 'accepted')).toHaveLength(1)
})

it('lets accepting and rejecting at once end in one verdict', async () => {
  const reps = await times(20, () => clientWith({ roles: ['sales'] }))
  const { handoffId } = await offeredLead(marketer)
  const answers = await Promise.all(
    reps.map((rep, index) =>
      index % 2 === 0
        ? rep.post(`/handoffs/${handoffId}/accept`)
        : rep.post(`/handoffs/${handoffId}/reject`, { reason: 'no_need' }),
    ),
  )
  expect(countBy(answers)).toEqual({ 200: 1, 409: 19 })
})

it('makes one lead and nineteen touches of twenty identical enquiries', async () => {
  const enquiry = { company: 'Twins', email: 'twin@example.org', phone: '+49 30 901820', note: 'Hello' }
  const answers = await times(20, () => marketer.post('/leads', enquiry))
  expect(countBy(answers)).toEqual({ 200: 19, 201: 1 })
  const ids = new Set(answers.map(({ body }) => body.id))
  expect(ids.size).toBe(1)
  const [id] = ids
  const touches = await db.one<{ n: number }>(
    sql`select count(*)::int as n from touch where lead_id = ${id} and kind = 'enquiry'`,
  )
  expect(touches?.n).toBe(19)
})

it('makes one lead of enquiries that share only some of their keys', async () => {
  const answers = await times(20, (index) =>
    marketer.post('/leads', {
      company: 'Mixed',
      ...(index % 3 === 0 ? {} : { email: 'mixed@example.org' }),
      ...(index % 3 === 1 ? {} : { phone: '+49 30 901821' }),
      externalId: 'mixed-1',
    }),
  )
  expect(countBy(answers)).toEqual({ 200: 19, 201: 1 })
})

it('makes one lead of one idempotency key sent fifty times', async () => {
  const headers = { 'Idempotency-Key': 'form-4711' }
  const enquiry = { company: 'Once', email: 'once@example.org' }
  const answers = await times(50, () => marketer.post('/leads', enquiry, { headers }))
  const made = answers.filter(({ status }) => status !== 409)
  expect(made.length).toBeGreaterThan(0)
  for (const answer of made) {
    expect(answer).toMatchObject({ status: 201, body: { duplicate: false, id: made[0]?.body.id } })
  }
  for (const { body } of answers.filter(({ status }) => status === 409)) {
    expect(body.type).toBe('urn:baton:problem:idempotency-in-flight')
  }
  const leads = await db.one<{ n: number; touches: number }>(sql`
    select count(*)::int as n, (select count(*)::int from touch where lead_id = max(lead.id)) as touches
    from lead where email = 'once@example.org'`)
  expect(leads).toEqual({ n: 1, touches: 0 })
  const later = await marketer.post('/leads', enquiry, { headers })
  expect(later.status).toBe(201)
  expect(later.headers.get('idempotency-replayed')).toBe('true')
})

it('writes no edit over another', async () => {
  const id = await newLead(marketer)
  const answers = await times(20, (index) =>
    marketer.patch(`/leads/${id}`, { company: `Edit ${index}` }, { headers: { 'If-Match': '"1"' } }),
  )
  expect(countBy(answers)).toEqual({ 200: 1, 412: 19 })
  const kept = answers.find(({ status }) => status === 200)?.body.company
  expect((await marketer.get(`/leads/${id}`)).body).toMatchObject({ company: kept, version: 2 })
  for (const { body } of answers.filter(({ status }) => status === 412)) {
    expect(body.errors[0]).toMatchObject({ path: 'company', current: kept })
  }
})

it('opens one deal, wins it once, and takes a lead once', async () => {
  const reps = await times(15, () => clientWith({ roles: ['sales'] }))
  const found = await reps[0]?.post('/leads', { contactName: 'Found', email: 'found@example.org' })
  const id = found?.body.id
  const takes = await Promise.all(reps.map((rep) => rep.post(`/leads/${id}/take`)))
  expect(countBy(takes)).toEqual({ 200: 1, 409: 14 })
  const opened = await Promise.all(
    reps.map((rep) => rep.post(`/leads/${id}/deal`, { title: 'D', amount: '5' })),
  )
  expect(countBy(opened)).toEqual({ 201: 1, 409: 14 })
  const dealId = opened.find(({ status }) => status === 201)?.body.id
  const closed = await Promise.all(
    reps.map((rep, index) =>
      index % 2 === 0
        ? rep.post(`/deals/${dealId}/win`)
        : rep.post(`/deals/${dealId}/lose`, { reason: 'no' }),
    ),
  )
  expect(countBy(closed)).toEqual({ 200: 1, 409: 14 })
})

it('keeps one row of costs that ten people write at once', async () => {
  const answers = await times(10, (index) =>
    marketer.put('/spend', {
      channel: 'Trade show',
      side: 'marketing',
      month: '2026-01',
      amount: `${index}.00`,
    }),
  )
  expect(countBy(answers)).toEqual({ 200: 10 })
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
})
