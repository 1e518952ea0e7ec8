import { createHash } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { revokeApiKey } from '@/lib/people/commands/api-keys'
import { closePool } from '@/lib/platform/db/pool'
import { db, sql } from '@/lib/platform/db/sql'
import { forgetAnswersJob } from '@/lib/platform/http/jobs'
import { forgetLimits } from '@/lib/platform/http/rate-limit'
import { log } from '@/lib/platform/log'
import { type Client, clientWith, type Json, makeCompany, newLead, send } from '../support/api'

let marketer: Client
let rep: Client

beforeAll(async () => {
  await makeCompany()
  marketer = await clientWith({ roles: ['marketer'] })
  rep = await clientWith({ roles: ['sales'] })
})

afterEach(() => {
  vi.restoreAllMocks()
})

describe('keys', () => {
  it('answers 401 without a valid key, whatever is asked', async () => {
    for (const authorization of [
      undefined,
      'Bearer',
      'Bearer bt_nonsense',
      'Basic YTpi',
      `Bearer ${marketer.key}x`,
    ]) {
      const headers: Record<string, string> =
        authorization === undefined ? {} : { Authorization: authorization }
      for (const path of ['/leads', '/leads/1', '/leads/abc']) {
        const answer = await send('GET', path, undefined, { headers })
        expect(answer.status).toBe(401)
        expect(answer.headers.get('www-authenticate')).toBe('Bearer')
        expect(answer.headers.get('content-type')).toBe('application/problem+json')
        expect(answer.body).toMatchObject({ type: 'urn:baton:problem:no-key', status: 401 })
      }
    }
  })

  it('stops at once when the key is revoked or its person disabled', async () => {
    const client = await clientWith({ roles: ['marketer'] })
    expect((await client.get('/leads')).status).toBe(200)
    await db.run(sql`update person set status = 'disabled' where id = ${client.actor.personId}`)
    expect((await client.get('/leads')).status).toBe(401)
    await db.run(sql`update person set status = 'active' where id = ${client.actor.personId}`)
    const key = await db.one<{ id: number }>(
      sql`select id from api_key where person_id = ${client.actor.personId}`,
    )
    await revokeApiKey(client.actor, { keyId: key?.id ?? 0 })
    expect((await client.get('/leads')).status).toBe(401)
  })

  it('limits a flood with Retry-After', async () => {
    process.env.API_RATE_LIMIT = '1'
    forgetLimits()
    const client = await clientWith({ roles: ['executive'] })
    const statuses: number[] = []
    for (let i = 0; i < 11; i++) statuses.push((await client.get('/channels')).status)
    const last = await client.get('/channels')
    delete process.env.API_RATE_LIMIT
    forgetLimits()
    expect(statuses.slice(0, 10)).toEqual(Array(10).fill(200))
    expect(last.status).toBe(429)
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})

describe('a limited key', () => {
  const enquiry = (n: number) => ({ company: 'Web form', email: `web-form-${n}@example.org` })

  it('that reads does not write', async () => {
    const client = await clientWith({ roles: ['marketer'] }, { scope: 'read' })
    expect((await client.get('/leads')).status).toBe(200)
    const refused = await client.post('/leads', enquiry(1))
    expect(refused).toMatchObject({ status: 403, body: { title: 'Beyond this key' } })
    expect((await client.get('/leads?q=web-form-1')).body).toMatchObject({ data: [] })
  })

  it('of a web form sends leads and touches in, and sees nothing', async () => {
    const client = await clientWith({ roles: ['marketer', 'admin'] }, { scope: 'intake' })
    const made = await client.post('/leads', enquiry(2))
    expect(made.status).toBe(201)
    const lead = `/leads/${(made.body as { id: number }).id}`
    expect((await client.post(`${lead}/touches`, { kind: 'download' })).status).toBe(201)
    for (const path of ['/leads', lead, '/funnel?from=2026-01-01&to=2026-01-31'])
      expect((await client.get(path)).status).toBe(403)
    expect((await client.post(`${lead}/qualification`, {})).status).toBe(403)
  })

  it('waits when its minute is used up, and holds up no other key', async () => {
    const client = await clientWith({ roles: ['sales'] }, { perMinute: 2 })
    const other = await clientWith({ roles: ['sales'] }, { perMinute: 2 })
    const statuses = []
    for (let i = 0; i < 3; i++) statuses.push((await client.get('/channels')).status)
    expect(statuses).toEqual([200, 200, 429])
    const wait = Number((await client.get('/channels')).headers.get('retry-after'))
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(60)
    expect((await other.get('/channels')).status).toBe(200)
    forgetLimits()
  })
})

describe('addresses', () => {
  it('answers 404 and 405 as problems', async () => {
    for (const path of ['', '/nothing', '/leads/1/nothing', '/handoffs/1/accept/now']) {
      const answer = await marketer.get(path)
      expect(answer.status).toBe(404)
      expect(answer.body.type).toBe('urn:baton:problem:no-such-endpoint')
    }
    const answer = await marketer.send('DELETE', '/leads')
    expect(answer.status).toBe(405)
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST, OPTIONS')
    expect((await marketer.send('PUT', '/health')).headers.get('allow')).toBe('GET, HEAD, OPTIONS')
    expect((await marketer.send('OPTIONS', '/leads/1')).headers.get('allow')).toBe(
      'GET, HEAD, PATCH, OPTIONS',
    )
  })

  it('finds no record under what is no id', async () => {
    for (const id of [
      '0',
      '-1',
      '1.5',
      '1e3',
      'abc',
      '%00',
      '99999999999',
      '2147483648',
      '2147483647',
      '١',
      '01',
    ]) {
      expect((await marketer.get(`/leads/${id}`)).body).toMatchObject({ status: 404 })
    }
  })

  it('is healthy without a key, and says so when the database is away', async () => {
    expect(await send('GET', '/health')).toMatchObject({ status: 200, body: { status: 'ok' } })
    const url = process.env.DATABASE_URL
    await closePool()
    process.env.DATABASE_URL = 'postgresql://nobody@127.0.0.1:1/none'
    vi.spyOn(log, 'warn').mockImplementation(() => undefined)
    try {
      const away = await send('GET', '/health')
      expect(away.status).toBe(503)
      expect(away.headers.get('retry-after')).toBe('1')
      expect((await marketer.get('/leads')).body).toMatchObject({ status: 503, title: 'Unavailable' })
    } finally {
      await closePool()
      process.env.DATABASE_URL = url
    }
  })

  it('tells a client nothing of a bug, and the log everything', async () => {
    const logged = vi.spyOn(log, 'error').mockImplementation(() => undefined)
    await db.run(sql`alter table channel rename to hidden`)
    const answer = await marketer.get('/channels')
    await db.run(sql`alter table hidden rename to channel`)
    expect(answer.status).toBe(500)
    expect(JSON.stringify(answer.body)).not.toMatch(/relation|select|Error:/)
    expect(logged).toHaveBeenCalledOnce()
  })
})

describe('bodies', () => {
  it('takes JSON in UTF-8 only', async () => {
    const enquiry = '{"email":"a@b.de"}'
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json; charset=latin1',
      '',
    ]) {
      const answer = await marketer.post('/leads', undefined, {
        raw: enquiry,
        headers: { 'Content-Type': type },
      })
      expect(answer.status).toBe(415)
    }
    for (const raw of ['{', '{"a":}', "{'a':1}", '\u0000', 'nonsense', new Uint8Array([0x7b, 0xff, 0x7d])]) {
      const answer = await marketer.post('/leads', undefined, {
        raw,
        headers: { 'Content-Type': 'application/json' },
      })
      expect(answer).toMatchObject({ status: 400, body: { type: 'urn:baton:problem:malformed' } })
    }
  })

  it('takes 256 kB and nothing nested without end', async () => {
    expect((await marketer.post('/leads', { note: 'x'.repeat(300_000) })).status).toBe(413)
    const declared = {
      headers: { 'Content-Type': 'application/json', 'Content-Length': '10000000' },
      raw: '{}',
    }
    expect((await marketer.post('/leads', undefined, declared)).status).toBe(413)
    const deep = `{"company":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
    const answer = await marketer.post('/leads', undefined, {
      raw: deep,
      headers: { 'Content-Type': 'application/json' },
    })
    expect(answer.status).toBe(400)
  })

  it('says which fields are wrong', async () => {
    const answer = await marketer.post('/leads', {
      company: 5,
      colour: 'red',
      utm: { sauce: 'x' },
      email: 'no',
    })
    expect(answer.status).toBe(422)
    expect(answer.body.errors).toEqual(
      expect.arrayContaining([
        { path: 'company', message: 'must be text', code: 'text' },
        { path: 'colour', message: 'is not a known field', code: 'unknown_field' },
        { path: 'utm.sauce', message: 'is not a known field', code: 'unknown_field' },
        { path: 'email', message: 'is not an e-mail address', code: 'email' },
      ]),
    )
    expect((await marketer.post('/leads', { company: 'No way to reach' })).body.errors).toEqual([
      expect.objectContaining({
        path: 'email',
        message: 'give at least one of e-mail, phone and external id',
      }),
    ])
    expect((await marketer.post('/leads', { email: 'q@w.de', channel: 'Nowhere' })).body).toMatchObject({
      status: 422,
      type: 'urn:baton:problem:unknown-channel',
      detail: 'There is no channel "Nowhere".',
    })
  })
})

describe('entity tags', () => {
  it('guard a lead against overwriting', async () => {
    const id = await newLead(marketer)
    const first = await marketer.get(`/leads/${id}`)
    expect(first.headers.get('etag')).toBe('"1"')
    const unchanged = await marketer.get(`/leads/${id}`, { headers: { 'If-None-Match': '"0", "1"' } })
    expect(unchanged).toMatchObject({ status: 304, body: undefined })

    const bare = await marketer.patch(`/leads/${id}`, { company: 'A' })
    expect(bare).toMatchObject({ status: 428, body: { type: 'urn:baton:problem:precondition-required' } })
    const edited = await marketer.patch(`/leads/${id}`, { company: 'A' }, { headers: { 'If-Match': '"1"' } })
    expect(edited).toMatchObject({ status: 200, body: { company: 'A', version: 2 } })
    expect(edited.headers.get('etag')).toBe('"2"')
    expect((await marketer.get(`/leads/${id}`, { headers: { 'If-None-Match': '"1"' } })).status).toBe(200)

    const stale = await rep.patch(
      `/leads/${id}`,
      { company: 'B', jobTitle: 'CEO' },
      { headers: { 'If-Match': '"1"' } },
    )
    expect(stale.body).toMatchObject({
      status: 412,
      type: 'urn:baton:problem:stale-version',
      params: { version: 2 },
    })
    expect(stale.body.errors).toContainEqual(expect.objectContaining({ path: 'company', current: 'A' }))
    for (const tag of ['"nonsense"', 'nonsense', '"99"']) {
      expect(
        (await marketer.patch(`/leads/${id}`, { company: 'C' }, { headers: { 'If-Match': tag } })).status,
      ).toBe(412)
    }
    const any = await marketer.patch(`/leads/${id}`, { company: 'D' }, { headers: { 'If-Match': '*' } })
    expect(any).toMatchObject({ status: 200, body: { company: 'D', version: 3 } })
    const missing = await marketer.patch('/leads/999999', { company: 'D' }, { headers: { 'If-Match': '*' } })
    expect(missing.status).toBe(404)
    const seen = await marketer.post(
      `/leads/${id}/disqualify`,
      { reason: 'x' },
      { headers: { 'If-Match': '"2"' } },
    )
    expect(seen.status).toBe(412)
  })

  it('cannot change state, grade, times or ids', async () => {
    const id = await newLead(marketer)
    for (const field of [
      'status',
      'grade',
      'createdAt',
      'wonAt',
      'id',
      'version',
      'assignee',
      'displayName',
    ]) {
      const answer = await marketer.patch(
        `/leads/${id}`,
        { [field]: null },
        { headers: { 'If-Match': '"1"' } },
      )
      expect(answer.body).toMatchObject({ status: 422, errors: [{ path: field, code: 'unknown_field' }] })
    }
  })
})

describe('idempotency keys', () => {
  const keyed = (key: string) => ({ headers: { 'Idempotency-Key': key } })

  it('give the first answer again, a refusal too, and refuse another request', async () => {
    const first = await marketer.post('/leads', { email: 'key@example.org' }, keyed('k1'))
    expect(first.status).toBe(201)
    const again = await marketer.post('/leads', { email: 'key@example.org' }, keyed('k1'))
    expect(again).toMatchObject({ status: 201, body: first.body })
    expect(again.headers.get('location')).toBe(first.headers.get('location'))
    expect(again.headers.get('etag')).toBe('"1"')
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect((await marketer.post('/leads', { email: 'key2@example.org' }, keyed('k1'))).body).toMatchObject({
      status: 422,
      type: 'urn:baton:problem:idempotency-mismatch',
    })
    const bad = await marketer.post('/leads', { email: 'x@y.de', channel: 'Nowhere' }, keyed('k2'))
    expect(bad.status).toBe(422)
    const badAgain = await marketer.post('/leads', { email: 'x@y.de', channel: 'Nowhere' }, keyed('k2'))
    expect(badAgain.body).toEqual(bad.body)
    // another person's key of the same name is another key
    expect((await rep.post('/leads', { email: 'key3@example.org' }, keyed('k1'))).status).toBe(201)
  })

  it('must be short and visible', async () => {
    for (const key of ['x'.repeat(201), 'a b']) {
      expect((await marketer.post('/leads', { email: 'z@z.de' }, keyed(key))).status).toBe(400)
    }
  })

  it('wait for the first request, and take over from one that died', async () => {
    const body = JSON.stringify({ email: 'crashed@example.org' })
    const hash = createHash('sha256').update(`POST /api/v1/leads\n${body}`).digest('base64url')
    const begun = (at: Date) => sql`
      insert into idempotency_key (person_id, key, body_hash, created_at)
      values (${marketer.actor.personId}, 'crashed', ${hash}, ${at}::timestamptz)
      on conflict (person_id, key) do update set created_at = excluded.created_at`
    await db.run(begun(new Date(Date.now() - 10_000)))
    const early = await marketer.post('/leads', undefined, {
      raw: body,
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'crashed' },
    })
    expect(early).toMatchObject({ status: 409, body: { type: 'urn:baton:problem:idempotency-in-flight' } })
    await db.run(begun(new Date(Date.now() - 61_000)))
    const later = await marketer.post('/leads', undefined, {
      raw: body,
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': 'crashed' },
    })
    expect(later.status).toBe(201)
  })

  it('are kept for a week', async () => {
    const kept = () => db.one<{ n: number }>(sql`select count(*)::int as n from idempotency_key`)
    await marketer.post('/leads', { email: 'week@example.org' }, keyed('week'))
    const before = await kept()
    await forgetAnswersJob.handle({}, new Date())
    expect(await kept()).toEqual(before)
    await forgetAnswersJob.handle({}, new Date(Date.now() + 8 * 24 * 3600 * 1000))
    expect(await kept()).toEqual({ n: 0 })
  })

  it('are free again after a failure of ours', async () => {
    vi.spyOn(log, 'error').mockImplementation(() => undefined)
    await db.run(sql`alter table lead_event rename to hidden`)
    const failed = await marketer.post('/leads', { email: 'free@example.org' }, keyed('free'))
    await db.run(sql`alter table hidden rename to lead_event`)
    expect(failed.status).toBe(500)
    expect((await marketer.post('/leads', { email: 'free@example.org' }, keyed('free'))).status).toBe(201)
  })
})

describe('lists', () => {
  it('page through ties in every order without gap or repetition', async () => {
    const names = ['Same', 'Same', 'Same', 'Same', 'Ähre', 'äPFEL', 'Zebra']
    const ids: number[] = []
    for (const [index, company] of names.entries()) {
      ids.push(await newLead(marketer, { company, region: 'Ties', email: `tie-${index}@example.org` }))
    }
    await db.run(sql`update lead set created_at = '2026-02-03T04:05:06Z', updated_at = '2026-02-03T04:05:06Z'
      where region = 'Ties'`)
    for (const sort of ['createdAt', '-createdAt', 'updatedAt', '-updatedAt', 'company', '-company']) {
      const found: number[] = []
      let cursor: string | null = null
      do {
        const at: string = cursor === null ? '' : `&cursor=${cursor}`
        const page = await rep.get(`/leads?region=Ties&limit=2&sort=${sort}${at}`)
        expect(page.status).toBe(200)
        found.push(...page.body.data.map((lead: Json) => lead.id as number))
        cursor = page.body.nextCursor
      } while (cursor)
      expect([...found].sort((a, b) => a - b)).toEqual(ids)
      const whole = await rep.get(`/leads?region=Ties&sort=${sort}`)
      expect(whole.body.data.map((lead: Json) => lead.id)).toEqual(found)
    }
  })

  it('filter and search', async () => {
    const id = await newLead(marketer, {
      company: 'Ёлочные игрушки',
      phone: '+7 (495) 765-43-21',
      channel: 'Trade show',
    })
    const found = async (query: string) =>
      (await rep.get(`/leads?${query}`)).body.data.map((lead: Json) => lead.id)
    for (const query of [
      'q=елочные',
      'q=ИГРУШКИ',
      'q=4957654321',
      'channel=trade%20SHOW',
      'channel=Trade+show&status=new,qualified&origin=marketing',
      `owner=${marketer.actor.personId}&q=игруш`,
      `owner=${marketer.actor.email}&grade=none&channel=trade show`,
      'createdFrom=2020-01-01&createdTo=2199-12-31&channel=trade show',
    ]) {
      expect(await found(query), query).toEqual([id])
    }
    expect(await found('q=елочные&status=won')).toEqual([])
    expect(await found('channel=none&q=елочные')).toEqual([])
    expect(await found('channel=Nowhere')).toEqual([])
    expect(await found('q=%25')).toEqual([])
  })

  it('refuse what they do not know', async () => {
    const page = await rep.get('/leads?limit=1')
    for (const query of [
      'limit=0',
      'limit=201',
      'limit=abc',
      'limit=1.5',
      'limit=1&limit=2',
      'cursor=abc',
      'cursor=',
      `cursor=${page.body.nextCursor}&sort=company`,
      'status=open',
      'sort=email',
      'colour=red',
      'createdFrom=2026-02-30',
      'createdTo=0000-01-01',
      `q=${'x'.repeat(500)}`,
      'q=%00',
      'channel=%00',
      'owner=%00',
      'region=%00',
      '__proto__=1',
    ]) {
      const answer = await rep.get(`/leads?${query}`)
      expect(answer.status, query).toBe(422)
      expect(answer.body.errors?.length, query).toBeGreaterThan(0)
    }
  })
})
