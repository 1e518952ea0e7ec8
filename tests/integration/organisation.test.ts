import { beforeAll, describe, expect, it } from 'vitest'
import {
  archiveReason,
  createReason,
  insertOrganisation,
  moveReason,
  restoreReason,
  updateOrganisation,
  updateReason,
} from '@/lib/organisation/commands'
import {
  getOrganisation,
  listReasons,
  listReasonUse,
  organisationClock,
  resolveReason,
} from '@/lib/organisation/queries'
import { newReason, organisationChange } from '@/lib/organisation/schema'
import type { Actor } from '@/lib/platform/actor'
import { db } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'

let admin: Actor
let rep: Actor

beforeAll(async () => {
  const company = { name: 'Acme', currency: 'EUR', timeZone: 'Europe/Berlin', defaultCountry: 'DE' }
  must(await inTransaction((tx) => insertOrganisation(tx, company, new Date())))
  admin = await actorWith({ roles: ['admin'] })
  rep = await actorWith({ roles: ['sales', 'executive', 'marketer'] })
})

const failure = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? 'ok' : result.failure?.code
const reason = (name: string) =>
  newReason.parse({ nameEn: name, nameRu: `${name} по-русски`, outcome: 'nurture', nurtureDays: '30' })

it('the company is the administrator’s, and nobody overwrites another’s change', async () => {
  const change = organisationChange.parse({
    name: ' Acme  GmbH ',
    currency: 'usd',
    timeZone: 'Asia/Kathmandu',
    defaultCountry: 'np',
    version: '1',
  })
  expect(failure(await updateOrganisation(rep, change))).toBe('FORBIDDEN')
  const both = await Promise.all([updateOrganisation(admin, change), updateOrganisation(admin, change)])
  expect(both.map(failure).sort()).toEqual(['STALE_VERSION', 'ok'])
  expect(await getOrganisation(rep)).toEqual({
    name: 'Acme GmbH',
    currency: 'USD',
    timeZone: 'Asia/Kathmandu',
    defaultCountry: 'NP',
    demo: false,
    version: 2,
  })
  expect(await organisationClock(db)).toEqual({
    timeZone: 'Asia/Kathmandu',
    currency: 'USD',
    defaultCountry: 'NP',
  })
})

it.each([
  { currency: 'XXXX' },
  { timeZone: 'Mars/Base' },
  { defaultCountry: 'ZZ' },
  { name: ' ' },
  { extra: 1 },
])('refuses %j', (wrong) => {
  const fine = { name: 'A', currency: 'EUR', timeZone: 'UTC', defaultCountry: 'DE', version: 1 }
  expect(organisationChange.safeParse({ ...fine, ...wrong }).success).toBe(false)
})

describe('rejection reasons', () => {
  it('start with the nine of the contract', async () => {
    expect((await listReasons(rep)).map(({ code }) => code)).toEqual([
      'no_need',
      'no_budget',
      'wrong_contact',
      'not_reachable',
      'duplicate',
      'outside_territory',
      'not_target',
      'too_early',
      'other',
    ])
  })

  it.each(['no_budget', 'No Budget', ' НЕТ БЮДЖЕТА '])('are found by %s', async (text) => {
    expect((await resolveReason(db, text))?.code).toBe('no_budget')
  })

  it('are changed by the administrator only', async () => {
    expect(failure(await createReason(rep, reason('Mine')))).toBe('FORBIDDEN')
    expect(failure(await updateReason(rep, { ...reason('Mine'), reasonId: 1 }))).toBe('FORBIDDEN')
    expect(failure(await archiveReason(rep, { reasonId: 1 }))).toBe('FORBIDDEN')
    expect(failure(await moveReason(rep, { reasonId: 1, direction: 'up' }))).toBe('FORBIDDEN')
  })

  it('have one name each, also when added at once', async () => {
    const both = await Promise.all([
      createReason(admin, reason('Frozen')),
      createReason(admin, reason('frozen')),
    ])
    expect(both.map(failure).sort()).toEqual(['ALREADY_EXISTS', 'ok'])
    const made = await resolveReason(db, 'FROZEN')
    expect(made).toMatchObject({ outcome: 'nurture', nurtureDays: 30 })
    expect(made?.code).toMatch(/^frozen_[0-9a-f]{4}$/)
  })

  it('lose their days when they disqualify, and need them when they do not', async () => {
    const { id } = must(await createReason(admin, reason('Sold out')))
    must(await updateReason(admin, { ...reason('Sold out'), outcome: 'disqualified', reasonId: id }))
    expect(await resolveReason(db, 'sold out')).toMatchObject({ outcome: 'disqualified', nurtureDays: null })
    const without = { nameEn: 'a', nameRu: 'b', outcome: 'nurture', nurtureDays: '' }
    expect(newReason.safeParse(without).error?.issues[0]?.path).toEqual(['nurtureDays'])
  })

  it('move, go to the archive and come back, but the last one stays', async () => {
    const before = (await listReasons(rep)).map(({ id }) => id)
    must(await moveReason(admin, { reasonId: before[1] ?? 0, direction: 'up' }))
    must(await moveReason(admin, { reasonId: before[1] ?? 0, direction: 'up' }))
    const after = (await listReasons(rep)).map(({ id }) => id)
    expect(after).toEqual([before[1], before[0], ...before.slice(2)])
    for (const reasonId of after.slice(1)) must(await archiveReason(admin, { reasonId }))
    expect(await listReasons(rep)).toHaveLength(1)
    expect(await listReasons(rep, { archived: true })).toHaveLength(after.length)
    expect(failure(await archiveReason(admin, { reasonId: after[0] ?? 0 }))).toBe('IN_USE')
    must(await restoreReason(admin, { reasonId: after[1] ?? 0 }))
    expect(await listReasons(rep)).toHaveLength(2)
    expect((await listReasonUse(admin)).every(({ uses }) => uses === 0)).toBe(true)
    expect(failure(await archiveReason(admin, { reasonId: 99_999 }))).toBe('NOT_FOUND')
  })
})
