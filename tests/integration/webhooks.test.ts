import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createLead } from '@/lib/leads/commands/create'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { must, refuse } from '@/lib/platform/result'
import { deliverWebhooks, forgetDeliveries } from '@/lib/webhooks/commands/deliver'
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  pauseWebhook,
  renewSecret,
  resendDelivery,
  testWebhook,
} from '@/lib/webhooks/commands/webhooks'
import { listDeliveries, listWebhooks, webhookById } from '@/lib/webhooks/queries'
import type { WebhookInput } from '@/lib/webhooks/schema'
import { actorWith } from '../support/actors'
import { clientWith } from '../support/api'
import { HOT, makePeople } from '../support/life'

/** A receiver on this machine, that answers as it is told and keeps what it got. */
type Got = { headers: IncomingHttpHeaders; body: string; path: string }
const got: Got[] = []
let answer: number | 'hang up' = 200
let receiver: Server
let address = ''
let admin: Actor

const AT = new Date('2026-06-01T09:00:00Z')
const plus = (ms: number, from = AT) => new Date(from.getTime() + ms)

beforeAll(async () => {
  process.env.BATON_WEBHOOKS_INSIDE = '1'
  receiver = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => {
      body += piece
    })
    request.on('end', () => {
      got.push({ headers: request.headers, body, path: request.url ?? '' })
      if (answer === 'hang up') response.destroy()
      else response.writeHead(answer, { location: '/elsewhere' }).end('noted\0')
    })
  })
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`
  await makePeople(AT)
  admin = await actorWith({ roles: ['admin'], at: AT })
})

afterAll(async () => {
  delete process.env.BATON_WEBHOOKS_INSIDE
  await new Promise((resolve) => receiver.close(resolve))
})

beforeEach(async () => {
  answer = 200
  got.length = 0
  await db.run(sql`delete from webhook`)
})

const hook = async (more: Partial<WebhookInput> = {}) =>
  must(await createWebhook(admin, { name: 'Sink', url: address, events: ['lead.created'], ...more }))

let count = 0
async function entered(at = AT): Promise<number> {
  const marketer = actorAt(await actorWith({ roles: ['marketer'], at }), at)
  const email = `hook-${++count}@example.org`
  return must(await createLead(marketer, { company: 'Hook & Co', email, phone: `+4930${1000000 + count}` }))
    .lead.id
}

const bodies = () => got.map(({ body }) => JSON.parse(body) as { type: string; data: { leadId: number } })

describe('an event', () => {
  it('is told to those who asked for it, signed, with the lead as it is', async () => {
    const { secret, id } = await hook({ events: ['lead.created', 'lead.qualified'] })
    await hook({ name: 'Deals only', events: ['deal.won'] })
    const leadId = await entered()
    const marketer = await actorWith({ roles: ['marketer'], at: AT })
    must(await qualifyLead(marketer, { leadId, ...HOT }))
    await deliverWebhooks(AT)

    expect(
      bodies()
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['lead.created', 'lead.qualified'])
    const [first] = got
    if (!first) throw new Error('nothing came')
    expect(JSON.parse(first.body)).toMatchObject({
      data: {
        leadId,
        lead: { id: leadId, company: 'Hook & Co' },
        event: { actor: { id: expect.any(Number) } },
      },
    })
    const { 'webhook-id': name, 'webhook-timestamp': sent, 'webhook-signature': signature } = first.headers
    const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
    const right = createHmac('sha256', key).update(`${name}.${sent}.${first.body}`).digest('base64')
    expect(signature).toBe(`v1,${right}`)
    expect(await webhookById(admin, id)).toMatchObject({ waiting: 0, failed: 0, lastDeliveredAt: AT })
    await deliverWebhooks(plus(1000))
    expect(got).toHaveLength(2)
  })

  it('of a change that is rolled back is told to nobody', async () => {
    await hook()
    const undone = await inTransaction(async (tx) => {
      await tx.run(sql`
        insert into lead_event (lead_id, type, at) select id, 'created', ${AT}::timestamptz from lead limit 1`)
      refuse('NOT_FOUND')
    })
    expect(undone.ok).toBe(false)
    await deliverWebhooks(AT)
    expect(got).toEqual([])
  })

  it('costs nothing where nobody listens, and nothing is noted while paused', async () => {
    await entered()
    const { id } = await hook()
    must(await pauseWebhook(admin, { webhookId: id, paused: true }))
    await entered()
    expect(await db.rows(sql`select from webhook_delivery`)).toEqual([])
    must(await pauseWebhook(admin, { webhookId: id, paused: false }))
    const leadId = await entered()
    await deliverWebhooks(AT)
    expect(bodies()).toMatchObject([{ data: { leadId } }])
  })
})

describe('what does not arrive', () => {
  it('is sent again with the same id and body, later and later, until it fails', async () => {
    const { id } = await hook()
    const leadId = await entered()
    answer = 500
    let at = AT
    for (let attempt = 1; attempt <= 9; attempt++) {
      await deliverWebhooks(at)
      await deliverWebhooks(at) // not before its time
      expect(got).toHaveLength(attempt)
      const row = await db.one<{ at: Date }>(
        sql`select next_at as at from webhook_delivery where webhook_id = ${id}`,
      )
      at = row?.at ?? at
      await db.run(sql`update lead set company = ${`Renamed ${attempt}`} where id = ${leadId}`)
    }
    expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(got.map(({ body }) => body)).size).toBe(1)
    expect((await listDeliveries(admin, { webhookId: id, limit: 10 })).rows).toMatchObject([
      { state: 'failed', attempts: 9, lastStatus: 500, lastAnswer: 'noted' },
    ])

    answer = 204
    const [delivery] = (await listDeliveries(admin, { webhookId: id, limit: 1 })).rows
    must(await resendDelivery(actorAt(admin, at), { deliveryId: delivery?.id ?? 0 }))
    await deliverWebhooks(at)
    expect(got.at(-1)?.body).toBe(got[0]?.body)
    expect(await webhookById(admin, id)).toMatchObject({ failed: 0, waiting: 0, failingSince: null })
  })

  it('is no redirect that is followed, and no connection that breaks', async () => {
    const { id } = await hook()
    await entered()
    answer = 302
    await deliverWebhooks(AT)
    expect(got.map(({ path }) => path)).toEqual(['/hook'])
    answer = 'hang up'
    await deliverWebhooks(plus(60_000))
    expect((await listDeliveries(admin, { webhookId: id, limit: 1 })).rows).toMatchObject([
      { state: 'waiting', attempts: 2, lastStatus: null, lastError: 'ECONNRESET' },
    ])
  })

  it('holds up no other address, and after five days its address is paused', async () => {
    const bad = await hook({ name: 'Gone', url: 'http://127.0.0.1:1/' })
    const good = await hook()
    for (let i = 0; i < 12; i++) await entered()
    await deliverWebhooks(AT)
    expect(got).toHaveLength(12)
    expect(await webhookById(admin, good.id)).toMatchObject({ waiting: 0 })
    expect(await webhookById(admin, bad.id)).toMatchObject({ waiting: 12, failingSince: AT, pausedAt: null })
    await deliverWebhooks(plus(5 * 24 * 3_600_000 + 60_000))
    expect((await webhookById(admin, bad.id))?.pausedAt).not.toBeNull()
  })

  it('is found again when its process was killed in the middle', async () => {
    await hook()
    await entered()
    await db.run(sql`update webhook_delivery set attempts = 1, next_at = ${plus(120_000)}::timestamptz`)
    await deliverWebhooks(plus(60_000))
    expect(got).toEqual([])
    await deliverWebhooks(plus(121_000))
    expect(got).toHaveLength(1)
  })
})

it('two processes at once send each event once', async () => {
  await hook()
  for (let i = 0; i < 30; i++) await entered()
  await Promise.all([deliverWebhooks(AT), deliverWebhooks(AT), deliverWebhooks(AT)])
  expect(got).toHaveLength(30)
  expect(new Set(got.map(({ headers }) => headers['webhook-id'])).size).toBe(30)
})

describe('the own network', () => {
  it.each([
    'http://127.0.0.1/',
    'http://localhost:3000/',
    'http://[::1]/',
    'http://169.254.169.254/',
    'http://10.0.0.8/x',
  ])('is refused when it is entered: %s', async (url) => {
    delete process.env.BATON_WEBHOOKS_INSIDE
    const made = await createWebhook(admin, { name: 'Inside', url, events: ['lead.created'] })
    process.env.BATON_WEBHOOKS_INSIDE = '1'
    expect(made).toMatchObject({
      ok: false,
      failure: { code: 'INVALID', fields: [{ path: 'url', code: 'own_network' }] },
    })
  })

  it('is not reached through a name that leads there either', async () => {
    const { port } = receiver.address() as AddressInfo
    const { id } = await hook({ url: `http://localhost:${port}/hook` })
    must(await testWebhook(admin, { webhookId: id }))
    delete process.env.BATON_WEBHOOKS_INSIDE
    await deliverWebhooks(AT)
    process.env.BATON_WEBHOOKS_INSIDE = '1'
    expect(got).toEqual([])
    expect((await listDeliveries(admin, { webhookId: id, limit: 1 })).rows).toMatchObject([
      { lastError: 'OWN_NETWORK', event: 'test' },
    ])
  })
})

describe('an administrator', () => {
  it('changes, renews the secret, and deletes; others are refused and see nothing', async () => {
    const { id, version, secret } = await hook()
    const renewed = must(await renewSecret(admin, { webhookId: id }))
    expect(renewed.secret).not.toBe(secret)
    const change = { webhookId: id, name: 'New', url: address, events: ['deal.won' as const] }
    expect(await changeWebhook(admin, { ...change, version })).toMatchObject({
      failure: { code: 'STALE_VERSION' },
    })
    expect(must(await changeWebhook(admin, { ...change, version: renewed.version }))).toMatchObject({
      name: 'New',
      events: ['deal.won'],
    })
    const executive = await actorWith({ roles: ['executive', 'marketer', 'sales'] })
    expect(await listWebhooks(executive)).toEqual([])
    expect(await webhookById(executive, id)).toBeNull()
    for (const tried of [
      createWebhook(executive, { name: 'x', url: address, events: ['deal.won'] }),
      changeWebhook(executive, change),
      pauseWebhook(executive, { webhookId: id, paused: true }),
      renewSecret(executive, { webhookId: id }),
      testWebhook(executive, { webhookId: id }),
      deleteWebhook(executive, { webhookId: id }),
    ])
      expect(await tried).toMatchObject({ failure: { code: 'FORBIDDEN' } })
    must(await deleteWebhook(admin, { webhookId: id }))
    expect(await listWebhooks(admin)).toEqual([])
  })

  it('finds the log of a month', async () => {
    const { id } = await hook()
    await entered()
    await deliverWebhooks(AT)
    await forgetDeliveries(plus(29 * 24 * 3_600_000))
    expect((await listDeliveries(admin, { webhookId: id, limit: 9 })).rows).toHaveLength(1)
    await forgetDeliveries(plus(31 * 24 * 3_600_000))
    expect((await listDeliveries(admin, { webhookId: id, limit: 9 })).rows).toHaveLength(0)
  })

  it('gets clear answers to bad input at the API', async () => {
    const client = await clientWith({ roles: ['admin'] })
    const good = { name: 'x', url: address, events: ['deal.won'] }
    for (const [bad, path] of [
      [{ ...good, url: 'ftp://example.com' }, 'url'],
      [{ ...good, url: 'https://user:secret@example.com/' }, 'url'],
      [{ ...good, events: [] }, 'events'],
      [{ ...good, events: ['deal.exploded'] }, 'events.0'],
      [{ ...good, secret: 'mine' }, 'secret'],
    ] as const) {
      const { status, body } = await client.post('/webhooks', bad)
      expect([status, body.errors[0].path]).toEqual([422, path])
    }
    const made = await client.post('/webhooks', good)
    expect(made.status).toBe(201)
    expect(made.body.secret).toMatch(/^whsec_/)
    expect((await client.get('/webhooks')).body.data[0]).not.toHaveProperty('secret')
    expect((await client.get(`/webhooks/${made.body.id}/deliveries?cursor=zzz`)).status).toBe(422)
    expect((await client.get('/webhooks/999999/deliveries')).status).toBe(404)
  })
})
