import { beforeAll, describe, expect, it } from 'vitest'
import { disablePerson, updatePerson } from '@/lib/handoffs/commands/leaving'
import { createPerson, enablePerson, issueLink } from '@/lib/people/commands/accounts'
import { createApiKey, revokeApiKey } from '@/lib/people/commands/api-keys'
import { setUpBaton } from '@/lib/people/commands/first-run'
import { ensurePeopleNamed } from '@/lib/people/commands/named'
import { changePassword, signOutEverywhere, updateOwnPreferences } from '@/lib/people/commands/own'
import { listApiKeys, listPeople, listReps, personById } from '@/lib/people/queries'
import { type FirstRun, firstRun } from '@/lib/people/schema'
import { type Actor, mintActor } from '@/lib/platform/actor'
import { actorForKey } from '@/lib/platform/auth/api-key'
import { checkDemoAccount, checkPassword } from '@/lib/platform/auth/credentials'
import { lookAtLink, makeLink, redeemLink } from '@/lib/platform/auth/links'
import { actorOfSession } from '@/lib/platform/auth/lookup'
import { openSession } from '@/lib/platform/auth/session-store'
import { newDevice } from '@/lib/platform/auth/throttle'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { resetDatabase } from '../support/database'

const PASSWORD = 'a lamp by the river'
let admin: Actor

function company(email = 'admin@example.com'): FirstRun {
  return firstRun.parse({
    organisation: { name: 'Acme', currency: 'eur', timeZone: 'Europe/Berlin', defaultCountry: 'de' },
    name: 'Ada Admin',
    email,
    password: PASSWORD,
    roles: ['sales'],
  })
}

async function adminOf(personId: number): Promise<Actor> {
  const sid = await openSession({ personId, at: new Date() })
  const actor = await actorOfSession(sid, new Date())
  if (!actor) throw new Error('the administrator is not signed in')
  return actor
}

beforeAll(async () => {
  const { personId } = must(await setUpBaton({ at: new Date() }, company()))
  admin = await adminOf(personId)
})

const keyRequest = (key: string) =>
  new Request('http://localhost/', { headers: { authorization: `Bearer ${key}` } })
const failure = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? 'ok' : result.failure?.code

describe('the first run', () => {
  it('makes one company and one administrator when fifty press together', async () => {
    await resetDatabase()
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        setUpBaton({ at: new Date() }, company(`admin${index}@example.com`)),
      ),
    )
    expect(results.filter((result) => result.ok)).toHaveLength(1)
    expect(new Set(results.filter((result) => !result.ok).map(failure))).toEqual(new Set(['ALREADY_SET_UP']))
    const [counts] = await db.rows(sql`
      SELECT (SELECT count(*)::int FROM person) AS people, (SELECT count(*)::int FROM organisation) AS companies,
        (SELECT count(*)::int FROM rejection_reason) AS reasons`)
    expect(counts).toEqual({ people: 1, companies: 1, reasons: 9 })
    const [person] = await db.rows<{ id: number; roles: string[] }>(
      sql`SELECT id, roles::text[] AS roles FROM person`,
    )
    expect(person?.roles).toEqual(['sales', 'admin'])
    admin = await adminOf(person?.id ?? 0)
  })
})

describe('sessions', () => {
  it('carry what the database says now', async () => {
    const sid = await openSession({ personId: admin.personId, at: new Date(), userAgent: 'Firefox' })
    expect(await actorOfSession(sid, new Date())).toMatchObject({
      personId: admin.personId,
      roles: ['sales', 'admin'],
      headOf: [],
      timeZone: 'Europe/Berlin',
      via: 'session',
    })
    expect(await actorOfSession(`${sid}x`, new Date())).toBeNull()
    const later = new Date(Date.now() + 31 * 86_400_000)
    expect(await actorOfSession(sid, later)).toBeNull()
    const [stored] = await db.rows<{ n: number }>(
      sql`SELECT count(*)::int AS n FROM session WHERE id = ${sid}`,
    )
    expect(stored?.n).toBe(0)
  })

  it('lose a demoted or disabled person on the next request, and keys too', async () => {
    const rep = await actorWith({ roles: ['sales'] })
    const sid = await openSession({ personId: rep.personId, at: new Date() })
    const { key } = must(await createApiKey(rep, { name: 'test' }))
    expect(await actorForKey(keyRequest(key))).toMatchObject({
      actor: { personId: rep.personId, roles: ['sales'], via: 'key' },
    })
    const change = { personId: rep.personId, name: rep.name, email: rep.email ?? '', headOf: [] }
    const { version } = must(await updatePerson(admin, { ...change, version: 1, roles: ['marketer'] }))
    expect((await actorOfSession(sid, new Date()))?.roles).toEqual(['marketer'])
    expect((await actorForKey(keyRequest(key)))?.actor.roles).toEqual(['marketer'])
    const disabled = must(await disablePerson(admin, { personId: rep.personId, version }))
    expect(await actorOfSession(sid, new Date())).toBeNull()
    expect(await actorForKey(keyRequest(key))).toBeNull()
    must(await enablePerson(admin, { personId: rep.personId, version: disabled.version }))
    expect(await actorOfSession(sid, new Date())).toBeNull()
  })
})

describe('people', () => {
  it('are the administrator’s to change', async () => {
    const rep = await actorWith({ roles: ['sales', 'executive'], headOf: ['sales'] })
    const person = { email: 'new@example.com', name: 'New', roles: ['sales' as const], headOf: [] }
    const change = { ...person, personId: rep.personId, version: 1 }
    expect(failure(await createPerson(rep, person))).toBe('FORBIDDEN')
    expect(failure(await updatePerson(rep, { ...change, roles: ['admin'] }))).toBe('FORBIDDEN')
    expect(failure(await disablePerson(rep, { personId: admin.personId, version: 1 }))).toBe('FORBIDDEN')
    expect(failure(await issueLink(rep, { personId: admin.personId }))).toBe('FORBIDDEN')
    expect(await listPeople(rep)).toEqual([])
    expect(await personById(rep, admin.personId)).toBeUndefined()
    expect(failure(await createApiKey(rep, { personId: admin.personId, name: 'stolen' }))).toBe('FORBIDDEN')
  })

  it('have one address each, also when added at once', async () => {
    const person = { email: 'twice@example.com', name: 'Twice', roles: ['sales' as const], headOf: [] }
    const results = await Promise.all([createPerson(admin, person), createPerson(admin, person)])
    expect(results.map(failure).sort()).toEqual(['ALREADY_EXISTS', 'ok'])
  })

  it('are not changed over somebody else’s change', async () => {
    const rep = await actorWith({ roles: ['sales'] })
    const change = {
      personId: rep.personId,
      version: 1,
      name: 'A',
      email: rep.email ?? '',
      roles: ['sales' as const],
      headOf: [],
    }
    const results = await Promise.all([
      updatePerson(admin, change),
      updatePerson(admin, { ...change, name: 'B' }),
    ])
    expect(results.map(failure).sort()).toEqual(['STALE_VERSION', 'ok'])
  })

  it('always keep an administrator, even when two demote each other at once', async () => {
    for (let round = 0; round < 10; round++) {
      const people = await db.rows<{ id: number }>(
        sql`SELECT id FROM person WHERE 'admin' = ANY(roles) AND status = 'active'`,
      )
      const first = must(await firstAdmin(people[0]?.id ?? 0))
      const second = await actorWith({ roles: ['admin'] })
      const demote = (by: Actor, whom: Actor, version: number) =>
        updatePerson(by, {
          personId: whom.personId,
          version,
          name: whom.name,
          email: whom.email ?? '',
          roles: ['sales'],
          headOf: [],
        })
      const results = await Promise.all([
        round % 2
          ? demote(first.actor, second, 1)
          : disablePerson(first.actor, { personId: second.personId, version: 1 }),
        demote(second, first.actor, first.version),
      ])
      expect(results.map(failure).sort()).toEqual(['LAST_ADMIN', 'ok'])
    }
  })

  it('who are alone as administrator cannot leave', async () => {
    const [person] = await db.rows<{ id: number }>(
      sql`SELECT id FROM person WHERE 'admin' = ANY(roles) AND status = 'active'`,
    )
    const { actor, version } = must(await firstAdmin(person?.id ?? 0))
    expect(failure(await disablePerson(actor, { personId: actor.personId, version }))).toBe('LAST_ADMIN')
    admin = actor
  })

  it('named in a file become inactive, once, and are found again by any of their names', async () => {
    const rep = await actorWith({ roles: ['sales'], name: 'Renata Vetrova' })
    const names = ['sr_7', ' sr_8 ', 'renata vetrova', rep.email ?? '', 'sr_7']
    const first = must(await inTransaction((tx) => ensurePeopleNamed(tx, names, new Date())))
    expect(first.get('renata vetrova')).toBe(rep.personId)
    expect(first.get(rep.email ?? '')).toBe(rep.personId)
    expect(first.get('sr_7')).not.toBe(first.get(' sr_8 '))
    const again = must(await inTransaction((tx) => ensurePeopleNamed(tx, names, new Date())))
    expect(again).toEqual(first)
    const inactive = await personById(admin, first.get('sr_7') ?? 0)
    expect(inactive).toMatchObject({ name: 'sr_7', status: 'inactive', roles: [], email: null })
    expect((await listReps(admin)).map((person) => person.id)).not.toContain(first.get('sr_7'))
    expect(failure(await issueLink(admin, { personId: first.get('sr_7') ?? 0 }))).toBe('INVALID')
  })
})

async function firstAdmin(id: number) {
  return inTransaction(async (tx) => {
    const row = await tx.one<{ name: string; email: string; version: number }>(
      sql`SELECT name, email, version FROM person WHERE id = ${id}`,
    )
    if (!row) throw new Error('no administrator')
    const { name, email, version } = row
    const parts = { locale: 'en', theme: 'system', timeZone: 'UTC', via: 'session' } as const
    return {
      actor: mintActor({ personId: id, name, email, roles: ['admin'], headOf: [], at: new Date(), ...parts }),
      version,
    }
  })
}

describe('one-time links', () => {
  it('bring an invited person in, once, even when pressed twice at once', async () => {
    const { token, personId, purpose } = must(
      await createPerson(admin, {
        email: 'invited@example.com',
        name: 'Ivo',
        roles: ['marketer'],
        headOf: [],
      }),
    )
    expect(purpose).toBe('invitation')
    const look = await lookAtLink(token, new Date())
    expect(look).toMatchObject({ purpose: 'invitation', name: 'Ivo', email: 'invited@example.com' })
    expect(failure(await redeemLink({ token }, new Date()))).toBe('INVALID')
    const results = await Promise.all(
      Array.from({ length: 10 }, () => redeemLink({ token, password: PASSWORD }, new Date())),
    )
    expect(results.map(failure).sort()).toEqual([...Array(9).fill('LINK_USED'), 'ok'])
    const inside = results.find((result) => result.ok)
    if (!inside?.ok) throw new Error('nobody came in')
    expect(await actorOfSession(inside.value.sessionId, new Date())).toMatchObject({
      personId,
      roles: ['marketer'],
    })
    const [row] = await db.rows<{ n: number }>(
      sql`SELECT count(*)::int AS n FROM session WHERE person_id = ${personId}`,
    )
    expect(row?.n).toBe(1)
    expect(await lookAtLink(token, new Date())).toBeUndefined()
  })

  it('expire: a reset after an hour, an invitation after seven days', async () => {
    const rep = await actorWith({ roles: ['sales'] })
    const at = new Date()
    const reset = must(await issueLink(admin, { personId: rep.personId }))
    expect(reset.purpose).toBe('password_reset')
    expect(reset.expiresAt.getTime() - admin.at.getTime()).toBe(3_600_000)
    expect(failure(await redeemLink({ token: reset.token, password: PASSWORD }, reset.expiresAt))).toBe(
      'LINK_USED',
    )
    const signIn = await makeLink(db, { personId: rep.personId, purpose: 'sign_in', at })
    must(await redeemLink({ token: signIn.token }, at))
    expect(failure(await redeemLink({ token: reset.token, password: PASSWORD }, at))).toBe('LINK_USED')
  })

  it('end what was open before: a reset signs out everywhere', async () => {
    const rep = await actorWith({ roles: ['sales'] })
    const old = await openSession({ personId: rep.personId, at: new Date() })
    const { token } = await makeLink(db, {
      personId: rep.personId,
      purpose: 'password_reset',
      at: new Date(),
    })
    const { sessionId } = must(await redeemLink({ token, password: PASSWORD }, new Date()))
    expect(await actorOfSession(old, new Date())).toBeNull()
    expect(await actorOfSession(sessionId, new Date())).not.toBeNull()
    must(await checkPassword({ email: rep.email ?? '', password: PASSWORD, address: 'reset' }))
  })

  it('do nothing for a person without access', async () => {
    const rep = await actorWith({ roles: ['sales'] })
    const { token } = await makeLink(db, { personId: rep.personId, purpose: 'sign_in', at: new Date() })
    must(await disablePerson(admin, { personId: rep.personId, version: 1 }))
    expect(await lookAtLink(token, new Date())).toBeUndefined()
    expect(failure(await redeemLink({ token }, new Date()))).toBe('LINK_USED')
    expect(failure(await issueLink(admin, { personId: rep.personId }))).toBe('WRONG_STATE')
  })
})

describe('passwords', () => {
  async function repWithPassword() {
    const rep = await actorWith({ roles: ['sales'] })
    must(await changePassword(rep, { password: PASSWORD }))
    return { rep, email: rep.email ?? '' }
  }

  it('are compared without telling who has an account', async () => {
    const { email } = await repWithPassword()
    expect(
      failure(await checkPassword({ email: email.toUpperCase(), password: PASSWORD, address: 'a' })),
    ).toBe('ok')
    expect(failure(await checkPassword({ email, password: 'wrong wrong', address: 'a' }))).toBe(
      'WRONG_CREDENTIALS',
    )
    expect(
      failure(await checkPassword({ email: 'nobody@example.com', password: PASSWORD, address: 'a' })),
    ).toBe('WRONG_CREDENTIALS')
    const time = async (email: string, address: string) => {
      const began = performance.now()
      await checkPassword({ email, password: 'wrong', address })
      return performance.now() - began
    }
    await time('warm@example.com', 'warm')
    // Turn about, and the shortest of each: whatever else the machine does meanwhile only makes them longer.
    let [known, unknown] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]
    for (let i = 0; i < 5; i++) {
      known = Math.min(known, await time(email, `t${i}`))
      unknown = Math.min(unknown, await time('stranger@example.com', `t${i}`))
    }
    expect(unknown / known).toBeGreaterThan(0.4)
    expect(unknown / known).toBeLessThan(2.5)
  })

  it('can be guessed only slowly, also all at once, and the owner still comes in', async () => {
    const { email } = await repWithPassword()
    const guess = (address: string, password = 'a wrong guess') => checkPassword({ email, password, address })
    const burst = await Promise.all(Array.from({ length: 25 }, () => guess('evil')))
    expect(burst.map(failure).filter((code) => code === 'WRONG_CREDENTIALS')).toHaveLength(10)
    expect(failure(await guess('evil', PASSWORD))).toBe('TOO_MANY_ATTEMPTS')
    // another address, and the same address with the browser that has been here before
    expect(failure(await guess('home', PASSWORD))).toBe('ok')
    const device = newDevice(email)
    expect(failure(await checkPassword({ email, password: PASSWORD, address: 'evil', device }))).toBe('ok')
    const foreign = newDevice('other@example.com')
    expect(
      failure(await checkPassword({ email, password: PASSWORD, address: 'evil', device: foreign })),
    ).toBe('TOO_MANY_ATTEMPTS')
    // spread over many addresses the account's own limit holds, but not against the owner's browser
    const spread = []
    for (let i = 0; i < 110; i++) spread.push(await guess(`bot ${i}`))
    expect(spread.map(failure)).toContain('TOO_MANY_ATTEMPTS')
    expect(failure(await checkPassword({ email, password: PASSWORD, address: 'evil', device }))).toBe('ok')
  })

  it('of many accounts cannot be tried from one address', async () => {
    const results = []
    for (let i = 0; i < 65; i++) {
      results.push(
        await checkPassword({ email: `victim${i}@example.com`, password: 'guess', address: 'sprayer' }),
      )
    }
    const refusal = results.at(-1)
    expect(failure(results[59] ?? { ok: true })).toBe('WRONG_CREDENTIALS')
    expect(refusal).toMatchObject({ ok: false, failure: { code: 'TOO_MANY_ATTEMPTS' } })
  })

  it('are changed with the current one, and end the other sessions', async () => {
    const { rep } = await repWithPassword()
    const [here, there] = [
      await openSession({ personId: rep.personId, at: new Date() }),
      await openSession({ personId: rep.personId, at: new Date() }),
    ]
    const wrong = await changePassword(rep, {
      currentPassword: 'not it',
      password: 'another lamp by the sea',
    })
    expect(wrong).toMatchObject({
      ok: false,
      failure: { fields: [{ path: 'currentPassword', code: 'wrong_password' }] },
    })
    const { ended } = must(
      await changePassword(rep, {
        currentPassword: PASSWORD,
        password: 'another lamp by the sea',
        keepSession: here,
      }),
    )
    expect(ended).toBe(1)
    expect(await actorOfSession(here, new Date())).not.toBeNull()
    expect(await actorOfSession(there, new Date())).toBeNull()
    expect(must(await signOutEverywhere(rep, {})).ended).toBe(1)
    expect(await actorOfSession(here, new Date())).toBeNull()
  })
})

describe('demo accounts', () => {
  it('open with one click only in the demo company, and only its own', async () => {
    const own = await actorWith({ roles: ['sales'] })
    const real = await actorWith({ roles: ['sales'] })
    await db.run(sql`UPDATE person SET demo = true WHERE id = ${own.personId}`)
    expect(failure(await checkDemoAccount(own.personId))).toBe('WRONG_CREDENTIALS')
    await db.run(sql`UPDATE organisation SET demo = true`)
    expect(failure(await checkDemoAccount(own.personId))).toBe('ok')
    expect(failure(await checkDemoAccount(real.personId))).toBe('WRONG_CREDENTIALS')
    await db.run(sql`UPDATE organisation SET demo = false`)
  })
})

describe('API keys', () => {
  it('are shown once, kept as a fingerprint, noted when used, and refused when revoked', async () => {
    const rep = await actorWith({ roles: ['sales'] })
    const { id, key } = must(await createApiKey(rep, { name: 'form' }))
    expect(key).toMatch(/^bt_[A-Za-z0-9_-]{43}$/)
    const [row] = await db.rows<{ all: string }>(
      sql`SELECT row_to_json(k)::text AS all FROM api_key k WHERE id = ${id}`,
    )
    expect(row?.all).not.toContain(key.slice(12))
    const used = () =>
      db
        .one<{ at: Date | null }>(sql`SELECT last_used_at AS at FROM api_key WHERE id = ${id}`)
        .then((found) => found?.at)
    expect(await used()).toBeNull()
    expect(await actorForKey(keyRequest(key))).toMatchObject({
      actor: { personId: rep.personId, via: 'key' },
      key: { id, scope: 'write', perMinute: null },
    })
    const first = await used()
    expect(first).toBeInstanceOf(Date)
    await actorForKey(keyRequest(key))
    expect(await used()).toEqual(first)
    const stranger = await actorWith({ roles: ['sales'] })
    expect(failure(await revokeApiKey(stranger, { keyId: id }))).toBe('NOT_FOUND')
    must(await revokeApiKey(admin, { keyId: id }))
    expect(await actorForKey(keyRequest(key))).toBeNull()
  })

  it("end with the last day they were given, in the company's zone", async () => {
    const rep = await actorWith({ roles: ['sales'] })
    await db.run(sql`UPDATE organisation SET time_zone = 'Pacific/Kiritimati'`)
    const { id, key } = must(await createApiKey(rep, { name: 'fair', expiresOn: '2199-12-31' }))
    const [row] = await db.rows<{ over: Date }>(sql`SELECT expires_at AS over FROM api_key WHERE id = ${id}`)
    expect(row?.over.toISOString()).toBe('2199-12-31T10:00:00.000Z')
    expect(await actorForKey(keyRequest(key))).not.toBeNull()
    await db.run(
      sql`UPDATE api_key SET created_at = now() - interval '2 days', expires_at = now() - interval '1 second' WHERE id = ${id}`,
    )
    expect(await actorForKey(keyRequest(key))).toBeNull()
    expect(await listApiKeys(rep, rep.personId)).toMatchObject([{ id, isOver: true }])
    expect(failure(await createApiKey(rep, { name: 'late', expiresOn: '2020-01-01' }))).toBe('INVALID')
    await db.run(sql`UPDATE organisation SET time_zone = 'Europe/Berlin'`)
  })

  it.each([
    '',
    'Bearer',
    'Bearer x',
    'Basic YTpi',
    `Bearer bt_${'a'.repeat(43)}`,
    `Bearer bt_${'a'.repeat(1000)}`,
  ])('refuses %s', async (authorization) => {
    expect(await actorForKey(new Request('http://localhost/', { headers: { authorization } }))).toBeNull()
  })
})

it('preferences change only what is given, and an empty time zone is the company’s', async () => {
  const rep = await actorWith({ roles: ['sales'] })
  expect(must(await updateOwnPreferences(rep, { locale: 'ru', timeZone: 'Asia/Tokyo' }))).toEqual({
    locale: 'ru',
    theme: 'system',
    timeZone: 'Asia/Tokyo',
  })
  expect(must(await updateOwnPreferences(rep, { theme: 'dark' }))).toMatchObject({
    locale: 'ru',
    timeZone: 'Asia/Tokyo',
  })
  expect(must(await updateOwnPreferences(rep, { timeZone: null }))).toMatchObject({
    timeZone: 'Europe/Berlin',
  })
})
