import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createCampaign, createChannel } from '@/lib/channels/commands'
import { disablePerson } from '@/lib/handoffs/commands/leaving'
import type { Actor } from '@/lib/platform/actor'
import { type Opened, openSharedLink } from '@/lib/platform/auth/shared-link'
import { randomToken } from '@/lib/platform/auth/token'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { createSharedLink, revokeSharedLink } from '@/lib/sharing/commands'
import { listSharedLinks, sharedTables } from '@/lib/sharing/queries'
import { type NewSharedLink, newSharedLink } from '@/lib/sharing/schema'
import { SHARED_SCREEN_IDS } from '@/lib/sharing/screens'
import { actorWith } from '../support/actors'
import { type Client, clientWith, type Json, makeCompany, send } from '../support/api'
import { walk } from '../support/journeys'

/** Numbers for somebody outside: what a link shows, what it never shows, and how it ends. */

const DAYS = { from: '2026-01-01', to: '2026-06-30' }
const MINUTE = 60_000
const SECRETS = ['Wanda Wunderlich', 'Sascha Seller', 'Walker', 'walker-', '@example', 'Geheim', 'Nordstadt']

let owner: Client
let other: Client
let executive: Client
let marketer: Actor
let guests = 0

beforeAll(async () => {
  await makeCompany()
  owner = await clientWith({ roles: ['marketer'], name: 'Olga Owner' })
  other = await clientWith({ roles: ['sales'] })
  executive = await clientWith({ roles: ['executive'] })
  marketer = await actorWith({ roles: ['marketer'], name: 'Wanda Wunderlich' })
  const rep = await actorWith({ roles: ['sales'], name: 'Sascha Seller' })
  const admin = await actorWith({ roles: ['admin'] })
  const { id } = must(await createChannel(admin, { name: 'Geheimkanal' }))
  must(await createCampaign(marketer, { channelId: id, name: 'Geheimkampagne' }))
  for (let index = 0; index < 4; index++) {
    await walk({
      marketer,
      rep,
      channel: 'Geheimkanal',
      campaign: 'Geheimkampagne',
      region: 'Nordstadt',
      steps: [
        { kind: 'created', at: '2026-02-02T09:00:00Z' },
        { kind: 'qualified', at: '2026-02-03T09:00:00Z' },
        { kind: 'handedOff', at: '2026-02-04T09:00:00Z' },
        { kind: 'accepted', at: '2026-02-05T09:00:00Z' },
      ],
    })
  }
})

beforeEach(() => {
  guests++
})

/** A visitor of its own for each test: openings are counted by address. */
function visit(token: string, at = new Date()): Promise<Opened> {
  return openSharedLink(token, `198.51.100.${guests}`, at)
}

async function share(
  wish: Partial<NewSharedLink> = {},
  by = owner.actor,
): Promise<{ id: number; token: string; expiresAt: Date }> {
  const input = newSharedLink.parse({ name: 'Our bank', screen: 'funnel', query: DAYS, ...wish })
  return must(await createSharedLink({ ...by, at: new Date() }, input))
}

async function shown(opened: Opened, locale: 'en' | 'ru' = 'en') {
  if (opened.state !== 'open') throw new Error(opened.state)
  return sharedTables(opened.reader, opened.view, locale)
}

describe('what a link shows', () => {
  it('is the numbers of the screen, and counts its views', async () => {
    const { id, token } = await share()
    const { tables } = await shown(await visit(token))
    await visit(token)
    const total = tables[0]?.rows.at(-1)
    const { body } = await executive.get(`/funnel?${new URLSearchParams({ ...DAYS, groupBy: 'channel' })}`)
    expect(total).toMatchObject(body.total.stages)
    expect(total?.leads).toBeGreaterThan(0)
    const { rows } = await listSharedLinks(owner.actor)
    expect(rows.find((row) => row.id === id)).toMatchObject({ views: 2, state: 'open' })
  })

  it.each(['none', 'channel', 'campaign', 'origin', 'grade', 'owner', 'assignee', 'region', 'month'])(
    'names nobody and no source, split by %s',
    async (by) => {
      const { token } = await share({ query: { ...DAYS, by } })
      for (const locale of ['en', 'ru'] as const) {
        const said = JSON.stringify(await shown(await visit(token), locale))
        for (const secret of SECRETS) expect(said, secret).not.toContain(secret)
      }
    },
  )

  it.each(['owner', 'assignee'])('names nobody even where sources are named, split by %s', async (by) => {
    const { token } = await share({ query: { ...DAYS, by }, named: true })
    const [table] = (await shown(await visit(token))).tables
    expect(table?.rows.map(({ name }) => name)).toContain('Person 1')
    const said = JSON.stringify(table)
    for (const secret of SECRETS.slice(0, 5)) expect(said, secret).not.toContain(secret)
  })

  it('names channels, campaigns and regions where that was chosen', async () => {
    for (const [by, name] of [
      ['channel', 'Geheimkanal'],
      ['campaign', 'Geheimkampagne'],
      ['region', 'Nordstadt'],
    ]) {
      const { token } = await share({ query: { ...DAYS, by: by ?? '' }, named: true })
      expect(JSON.stringify(await shown(await visit(token)))).toContain(name)
    }
  })

  it('hides what it is filtered by', async () => {
    const { token } = await share({
      query: { ...DAYS, by: 'month', owner: String(marketer.personId), region: 'Nordstadt' },
    })
    const { tables } = await shown(await visit(token))
    expect(tables[0]?.rows.at(-1)?.leads).toBe(4)
    const said = JSON.stringify(tables)
    for (const secret of [...SECRETS, `"${marketer.personId}"`]) expect(said, secret).not.toContain(secret)
    expect(said).toContain('one of them')
  })

  it.each(SHARED_SCREEN_IDS)('shows numbers and names nobody on the screen %s', async (screen) => {
    const { token } = await share({
      screen,
      query: { ...DAYS, ...(screen === 'campaigns' ? { q: 'Geheim' } : {}) },
    })
    for (const locale of ['en', 'ru'] as const) {
      const { tables } = await shown(await visit(token), locale)
      expect(tables.length).toBeGreaterThan(0)
      for (const table of tables) expect(table.rows.length, table.table).toBeGreaterThan(0)
      const said = JSON.stringify(tables)
      for (const secret of SECRETS) expect(said, secret).not.toContain(secret)
      expect(said).not.toMatch(/\b(exports|funnel|performance|spend)\.[a-z]/)
    }
  })

  it('stays on its days, or moves with them as was chosen', async () => {
    const fixed = await share()
    const moving = await share({ preset: 'lastMonth' })
    const later = new Date(Date.now() + 29 * 86_400_000)
    expect((await shown(await visit(fixed.token, later))).tables[0]?.period).toEqual(DAYS)
    const first = (await shown(await visit(moving.token))).tables[0]?.period
    const second = (await shown(await visit(moving.token, later))).tables[0]?.period
    expect(first?.from.endsWith('-01')).toBe(true)
    expect(second?.from).not.toBe(first?.from)
  })
})

describe('who holds a link', () => {
  it('has a reader that no query of records takes', async () => {
    const opened = await visit((await share()).token)
    if (opened.state !== 'open') throw new Error(opened.state)
    // Nothing to be somebody with: no person, no role, no language. The compiler refuses it where an Actor is asked for.
    expect(Object.keys(opened.reader)).toEqual(['at'])
  })

  it('has no key: the token opens no endpoint of the API', async () => {
    const { token } = await share()
    for (const path of [
      '/leads',
      '/funnel?from=2026-01-01&to=2026-02-01',
      '/shared-links',
      '/exports/kpis?format=csv',
    ]) {
      for (const bearer of [token, `bt_${token}`]) {
        const answer = await send('GET', path, undefined, { headers: { Authorization: `Bearer ${bearer}` } })
        expect(answer.status, path).toBe(401)
      }
    }
  })

  it('cannot find it in the database: only the hash is there', async () => {
    const { token } = await share()
    const rows = await db.rows<Json>(sql`select * from shared_link`)
    expect(JSON.stringify(rows)).not.toContain(token)
    expect(token).toMatch(/^[\w-]{43}$/)
  })

  it('gets nothing by any change of the token', async () => {
    const { token } = await share()
    const swapped = token[5] === 'a' ? 'b' : 'a'
    for (const wrong of [
      `${token.slice(0, 5)}${swapped}${token.slice(6)}`,
      token.slice(1),
      `${token}a`,
      token.toUpperCase(),
      '',
      '1',
      "' or true --",
      'x\0',
      '__proto__',
    ]) {
      if (wrong !== token)
        expect(await openSharedLink(wrong, `203.0.113.${wrong.length}`, new Date())).toEqual({
          state: 'unknown',
        })
    }
  })
})

describe('a link ends', () => {
  it('on the second', async () => {
    const { token, expiresAt } = await share({ days: 1 })
    expect((await visit(token, new Date(expiresAt.getTime() - 1000))).state).toBe('open')
    expect((await visit(token, expiresAt)).state).toBe('expired')
    expect((await visit(token, new Date(expiresAt.getTime() + 1000))).state).toBe('expired')
  })

  it('when it is revoked, for who has it open too, and for good', async () => {
    const { id, token } = await share()
    expect((await visit(token)).state).toBe('open')
    must(await revokeSharedLink(owner.actor, { id }))
    must(await revokeSharedLink(executive.actor, { id }))
    expect((await visit(token)).state).toBe('revoked')
    const { rows } = await listSharedLinks(owner.actor)
    expect(rows.find((row) => row.id === id)).toMatchObject({ state: 'revoked', views: 1 })
  })

  it('with the account of who made it', async () => {
    const leaver = await actorWith({ roles: ['marketer'] })
    const { token } = await share({}, leaver)
    expect((await visit(token)).state).toBe('open')
    const admin = await actorWith({ roles: ['admin'] })
    const { version } = (await db.one<{ version: number }>(sql`
      select version from person where id = ${leaver.personId}`)) ?? { version: 0 }
    must(await disablePerson(admin, { personId: leaver.personId, version }))
    expect((await visit(token)).state).toBe('revoked')
    const { rows } = await listSharedLinks(executive.actor)
    expect(rows[0]).toMatchObject({ state: 'orphaned' })
  })

  it('of two who revoke at once, the first is kept', async () => {
    const { id } = await share()
    await Promise.all([
      revokeSharedLink(owner.actor, { id }),
      revokeSharedLink(executive.actor, { id }),
      revokeSharedLink(owner.actor, { id }),
    ])
    const row = await db.one<{ count: number }>(sql`
      select count(revoked_at)::int as count from shared_link where id = ${id}`)
    expect(row?.count).toBe(1)
  })
})

describe('guessing', () => {
  it('is over after 30 wrong links in ten minutes from one address; others see no difference', async () => {
    const { token } = await share()
    const from = '192.0.2.77'
    const at = new Date()
    const states: string[] = []
    for (let index = 0; index < 35; index++)
      states.push((await openSharedLink(randomToken(), from, at)).state)
    expect(states.filter((state) => state === 'unknown')).toHaveLength(30)
    expect(states.at(-1)).toBe('too_many')
    expect((await openSharedLink(token, from, at)).state).toBe('too_many')
    expect((await visit(token)).state).toBe('open')
  })

  it('lets a right link be opened two hundred times', async () => {
    const { token } = await share()
    const states = await Promise.all(
      Array.from({ length: 200 }, () => openSharedLink(token, '192.0.2.78', new Date())),
    )
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['open']))
  })
})

describe('the API', () => {
  it('makes, lists and revokes', async () => {
    const made = await owner.post('/shared-links', { name: 'Our bank', screen: 'kpis', query: DAYS, days: 7 })
    expect(made.status).toBe(201)
    const token = new URL(made.body.url).pathname.split('/').at(-1) ?? ''
    expect((await visit(token)).state).toBe('open')
    const listed = await owner.get('/shared-links?limit=1')
    expect(listed.body.data[0]).toMatchObject({ id: made.body.id, screen: 'kpis', views: 1, state: 'open' })
    expect(JSON.stringify(listed.body)).not.toContain(token)
    expect(listed.body.nextCursor).not.toBeNull()
    expect((await other.send('DELETE', `/shared-links/${made.body.id}`)).status).toBe(403)
    expect((await owner.send('DELETE', `/shared-links/${made.body.id}`)).status).toBe(204)
    expect((await visit(token)).state).toBe('revoked')
    expect((await owner.send('DELETE', '/shared-links/2147483647')).status).toBe(404)
  })

  it('shows people their own links, and executives all', async () => {
    const { id } = await share({}, other.actor)
    const ids = async (client: Client) =>
      (await client.get('/shared-links')).body.data.map((row: Json) => row.id)
    expect(await ids(other)).toContain(id)
    expect(await ids(executive)).toContain(id)
    expect(await ids(owner)).not.toContain(id)
  })

  it.each([
    [{ screen: 'leads' }, 'screen'],
    [{ screen: '__proto__' }, 'screen'],
    [{ days: 0 }, 'days'],
    [{ days: 91 }, 'days'],
    [{ days: 1e9 }, 'days'],
    [{ days: 'soon' }, 'days'],
    [{ name: '' }, 'name'],
    [{ preset: 'forever' }, 'preset'],
    [{ query: { from: '2026-02-01', to: '2026-01-01' } }, 'query.from'],
    [{ query: { from: '1900-01-01', to: '2200-01-01' } }, 'query.to'],
    [{ query: { by: 'moon' } }, 'query.by'],
    [{ query: { q: 'x' } }, 'query.q'],
    [{ query: { region: '\u0000' } }, 'query.region'],
    [{ token: 'mine' }, 'token'],
  ])('refuses %j', async (wish, path) => {
    const answer = await owner.post('/shared-links', { name: 'x', screen: 'funnel', query: DAYS, ...wish })
    expect(answer.status).toBe(422)
    expect(answer.body.errors.map((error: Json) => error.path)).toContain(path)
  })
})

it('keeps a link no longer than 90 days, whoever writes the row', async () => {
  const { id } = await share({ days: 90 })
  await expect(
    db.run(sql`update shared_link set expires_at = created_at + interval '92 days' where id = ${id}`),
  ).rejects.toThrow()
  await expect(
    db.run(
      sql`update shared_link set expires_at = created_at - ${MINUTE} * interval '1 ms' where id = ${id}`,
    ),
  ).rejects.toThrow()
})
