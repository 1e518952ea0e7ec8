import { beforeAll, describe, expect, it } from 'vitest'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { askAboutHandoff } from '@/lib/handoffs/commands/question'
import { takeNext } from '@/lib/handoffs/commands/take-next'
import { listQueue } from '@/lib/handoffs/queries/queue'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { clientWith } from '../support/api'
import { type Company, eventTypes, inOrder, leadIn, makePeople } from '../support/life'

/** "Give me the next": the open queue dealt out, each handoff to one. */

const MONDAY = new Date('2026-11-16T10:00:00Z')
const LEADS = 1000
const PEOPLE = 20

let company: Company
let reps: Actor[]

beforeAll(async () => {
  process.env.DATABASE_POOL = '60'
  company = await makePeople(MONDAY)
  reps = await Promise.all(Array.from({ length: PEOPLE }, () => actorWith({ roles: ['sales'], at: MONDAY })))
})

/** Offers to everyone, in an order of urgency that has nothing to do with their ids. */
async function manyOffers(count: number): Promise<number[]> {
  const offers = await db.rows<{ id: number; dueAt: Date }>(sql`
    with made as (
      insert into lead (status, email, display_name, created_at, updated_at, status_since, last_contact_at, qualified_at,
        handed_off_at, grade)
      select 'handed_off', 'many' || n || '@example.org', 'Many ' || n, ${MONDAY}::timestamptz, ${MONDAY}::timestamptz,
        ${MONDAY}::timestamptz, ${MONDAY}::timestamptz, ${MONDAY}::timestamptz, ${MONDAY}::timestamptz, 'hot'
      from generate_series(1, ${count}::int) n returning id)
    insert into handoff (lead_id, round, grade, offered_by_id, offered_at, due_at)
    select id, 1, 'hot', ${company.marketer.personId}, ${MONDAY}::timestamptz,
      ${MONDAY}::timestamptz + abs(hashint4(id)) % 480 * interval '1 minute' from made
    returning id, due_at as "dueAt"`)
  return offers.sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime() || a.id - b.id).map(({ id }) => id)
}

const clear = () => db.run(sql`delete from handoff`)

describe('the next', () => {
  it('is the most urgent one that is offered to everyone and waits for no answer', async () => {
    await clear()
    const [rep] = reps as [Actor]
    const { marketer } = company
    const personal = await leadIn('qualified', company)
    must(await handOffLead(marketer, { leadId: personal.leadId, assignee: reps[1]?.email }))
    const asked = await leadIn('handed_off', company)
    must(await askAboutHandoff(rep, { handoffId: asked.handoffId, question: 'How many?' }))
    const early = await leadIn('handed_off', company)
    const later = { ...company, marketer: actorAt(marketer, new Date('2026-11-16T11:00:00Z')) }
    const late = await leadIn('handed_off', later)

    const first = must(await takeNext(rep))
    expect(first).toMatchObject({ id: early.handoffId, state: 'pending', assignee: { id: rep.personId } })
    expect(first?.firstOpenedAt).toEqual(MONDAY)
    expect(await eventTypes(early.leadId)).toEqual(['created', 'qualified', 'handed_off', 'taken_next'])
    const kept = await db.one(sql`select routed_by::text as "routedBy", due_at = ${first?.dueAt} as due
      from handoff where id = ${early.handoffId}`)
    expect(kept).toEqual({ routedBy: 'taken', due: true })
    expect(must(await takeNext(rep))?.id).toBe(late.handoffId)
    expect(must(await takeNext(rep))).toBeNull()
    const mine = await listQueue(rep, { state: 'pending', assignee: 'me', limit: 10 })
    expect(mine.rows.map(({ id }) => id)).toEqual([early.handoffId, late.handoffId])
  })

  it('is given to sales only', async () => {
    for (const actor of [company.marketer, company.executive, company.admin]) {
      expect(await takeNext(actor)).toMatchObject({ failure: { code: 'FORBIDDEN' } })
    }
  })

  it('waits for a lead in somebody’s hands only when it is the last one', async () => {
    await clear()
    const [first] = await manyOffers(2)
    const lead = await db.one<{ id: number }>(sql`select lead_id as id from handoff where id = ${first}`)
    const [rep] = reps as [Actor]
    // Somebody holds the most urgent one: the other is given at once; then there is only the held one to wait for.
    let second = 0
    const [last] = await inOrder(lead?.id ?? 0, [
      async () => {
        second = must(await takeNext(rep))?.id ?? 0
        return must(await takeNext(rep))?.id
      },
    ])
    expect(second).not.toBe(first)
    expect(last).toBe(first)
  })

  it(`deals ${LEADS} leads to ${PEOPLE} people, each exactly once, the most urgent first`, async () => {
    await clear()
    const order = await manyOffers(LEADS)
    const hands = await Promise.all(
      reps.map(async (rep) => {
        const mine: number[] = []
        for (;;) {
          const next = must(await takeNext(rep))
          if (!next) return mine
          expect(next.assignee?.id).toBe(rep.personId)
          mine.push(next.id)
        }
      }),
    )
    expect(hands.flat().sort((a, b) => a - b)).toEqual([...order].sort((a, b) => a - b))
    // each hand is in the order of urgency, and everybody got some
    const place = new Map(order.map((id, index) => [id, index]))
    for (const hand of hands) {
      expect(hand.length).toBeGreaterThan(0)
      const places = hand.map((id) => place.get(id) ?? -1)
      expect(places).toEqual([...places].sort((a, b) => a - b))
    }
    const left = await db.one(sql`
      select count(*)::int as given, count(distinct assignee_id)::int as people,
        (select count(*)::int from lead_event where type = 'taken_next' and lead_id in (select lead_id from handoff)) as events
      from handoff where assignee_id is not null`)
    expect(left).toEqual({ given: LEADS, people: PEOPLE, events: LEADS })
  })

  it('is dealt by the API as well, which says when there is nothing left', async () => {
    await clear()
    const order = await manyOffers(100)
    const clients = await Promise.all(Array.from({ length: 10 }, () => clientWith({ roles: ['sales'] })))
    const hands = await Promise.all(
      clients.map(async (client) => {
        const mine: number[] = []
        for (;;) {
          const { status, body } = await client.post('/handoffs/next')
          if (status === 204) return mine
          expect(status).toBe(200)
          mine.push(body.id)
        }
      }),
    )
    expect(hands.flat().sort((a, b) => a - b)).toEqual([...order].sort((a, b) => a - b))
  })
})
