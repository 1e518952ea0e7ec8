import { beforeAll, describe, expect, it } from 'vitest'
import type { KpiId } from '@/lib/funnel/metrics'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { agreeToTargets, setTarget } from '@/lib/targets/commands'
import { kpisWithTargets, plan, type Target, targetHistory, targetsOf } from '@/lib/targets/queries'
import { actorWith } from '../support/actors'
import { clientWith } from '../support/api'
import { walk } from '../support/journeys'
import { type Company, makePeople } from '../support/life'

const NOW = new Date('2026-11-22T09:00:00Z')

let people: Company
let executive: Actor
let marketing: Actor
let sales: Actor
let both: Actor

beforeAll(async () => {
  people = await makePeople(NOW, 'Europe/Berlin')
  executive = people.executive
  marketing = await actorWith({ roles: ['marketer'], headOf: ['marketing'], name: 'Mira Head', at: NOW })
  sales = people.head
  both = await actorWith({ roles: ['executive'], headOf: ['marketing', 'sales'], name: 'Bo Both', at: NOW })
})

let year = 1950
/** A year in which nobody has set anything. */
const unused = () => String(++year)

async function proposed(kpi: KpiId = 'customers', value = '30', period = unused()): Promise<Target> {
  const { target } = must(await setTarget(executive, { kpi, period, value, version: null }))
  if (!target) throw new Error('no target')
  return target
}

const agree = (actor: Actor, target: Target, side?: 'marketing' | 'sales') =>
  agreeToTargets(actor, { targets: [{ id: target.id, version: target.version }], side })

const code = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? 'ok' : result.failure?.code

describe('a target', () => {
  it('is proposed by an executive and in force once both heads have agreed', async () => {
    const target = await proposed('acceptanceRate', '0.47')
    expect(target).toMatchObject({ value: '0.47', version: 1, inForce: false, agreements: [] })
    const [half] = must(await agree(marketing, target))
    expect(half).toMatchObject({
      inForce: false,
      agreements: [{ side: 'marketing', by: { name: 'Mira Head' }, at: NOW }],
    })
    const [whole] = must(await agree(sales, target))
    expect(whole?.inForce).toBe(true)
    expect(await targetsOf(people.rep, [target.period])).toEqual([whole])
    expect(
      (await targetHistory(people.rep, 'acceptanceRate', target.period)).map(({ type }) => type),
    ).toEqual(['in_force', 'agreed', 'agreed', 'set'])
  })

  it('is told to both heads, of a whole plan once, and again when it changes later', async () => {
    const period = `${unused()}-Q2`
    await proposed('customers', '30', period)
    const second = await proposed('revenue', '1000', period)
    const told = () =>
      db.rows<{ id: number; by: string }>(sql`
        select person_id as id, data->>'by' as by from notice
        where kind = 'target_to_agree' and data->>'period' = ${period}::text`)
    const heads = (await told()).map(({ id }) => id)
    expect(heads).toEqual(expect.arrayContaining([marketing.personId, sales.personId]))
    expect(new Set(heads).size).toBe(heads.length)
    expect(heads).not.toContain(people.rep.personId)
    const later = actorAt(executive, new Date(NOW.getTime() + 2 * 3_600_000))
    must(await setTarget(later, { kpi: 'revenue', period, value: '2000', version: second.version }))
    expect(await told()).toHaveLength(heads.length * 2)
  })

  it('is set by executives and agreed to by heads, and by nobody else', async () => {
    const target = await proposed()
    for (const actor of [people.marketer, people.rep, people.admin, marketing, sales]) {
      const wish = { kpi: 'customers' as const, period: target.period, value: '1', version: 1 }
      expect(code(await setTarget(actor, wish)), actor.name).toBe('FORBIDDEN')
    }
    for (const actor of [people.marketer, people.rep, people.admin, executive]) {
      expect(code(await agree(actor, target)), actor.name).toBe('FORBIDDEN')
    }
    expect(code(await agree(marketing, target, 'sales'))).toBe('FORBIDDEN')
    expect((await targetsOf(executive, [target.period]))[0]).toEqual(target)
  })

  it('takes two people, even where one heads both sides', async () => {
    const target = await proposed()
    must(await agree(both, target))
    expect(code(await agree(both, target))).toBe('SAME_SIGNER')
    expect(code(await agree(both, target, 'sales'))).toBe('SAME_SIGNER')
    expect(must(await agree(sales, target))[0]?.inForce).toBe(true)
    await expect(
      db.run(sql`insert into kpi_target_agreement (target_id, side, person_id, version, at)
        values (${(await proposed()).id}, 'sales', ${executive.personId}, 1, ${NOW}::timestamptz)`),
    ).rejects.toThrow(/only a head of the side/)
  })

  it('agreed to twice is agreed to once', async () => {
    const target = await proposed()
    const first = must(await agree(marketing, target))
    expect(must(await agree(marketing, target))).toEqual(first)
  })

  it('that is changed asks for both agreements anew, and keeps its history', async () => {
    const target = await proposed('revenue', '100000')
    must(await agree(marketing, target))
    must(await agree(sales, target))
    const change = { kpi: 'revenue' as const, period: target.period, value: '120000.5', version: 1 }
    const changed = must(await setTarget(executive, change))
    expect(changed).toMatchObject({ voided: ['marketing', 'sales'], target: { version: 2, inForce: false } })
    expect(code(await agree(marketing, target))).toBe('STALE_VERSION')
    expect(must(await agree(marketing, { ...target, version: 2 }))[0]).toMatchObject({ value: '120000.5' })
    const [, latest] = await targetHistory(executive, 'revenue', target.period)
    expect(latest?.data).toEqual({ from: '100000', to: '120000.5', voided: ['marketing', 'sales'] })
    await expect(db.run(sql`delete from kpi_target_event where target_id = ${target.id}`)).rejects.toThrow()
    await expect(db.run(sql`update kpi_target set value = 1 where id = ${target.id}`)).rejects.toThrow(
      /voids/,
    )
  })

  it('that is set to what it is voids nothing', async () => {
    const target = await proposed('cac', '500')
    must(await agree(marketing, target))
    const same = must(
      await setTarget(executive, { kpi: 'cac', period: target.period, value: '500.00', version: 1 }),
    )
    expect(same).toMatchObject({ voided: [], target: { version: 1, agreements: [{ side: 'marketing' }] } })
  })

  it('can be taken back and set again', async () => {
    const target = await proposed()
    must(await agree(marketing, target))
    const wish = { kpi: 'customers' as const, period: target.period }
    expect(must(await setTarget(executive, { ...wish, value: null, version: 1 }))).toEqual({
      target: null,
      voided: ['marketing'],
    })
    expect(await targetsOf(executive, [target.period])).toEqual([])
    expect(code(await agree(sales, { ...target, version: 2 }))).toBe('NOT_FOUND')
    const again = must(await setTarget(executive, { ...wish, value: '31', version: null }))
    expect(again.target).toMatchObject({ id: target.id, value: '31', version: 3 })
    const nothing = { kpi: 'customers' as const, period: unused(), value: null, version: null }
    expect(code(await setTarget(executive, nothing))).toBe('NOT_FOUND')
  })
})

describe('at the same moment', () => {
  it('one of two executives sets it, the other is told', async () => {
    for (let round = 0; round < 5; round++) {
      const wish = { kpi: 'customers' as const, period: unused(), version: null }
      const results = await Promise.all([
        setTarget(executive, { ...wish, value: '10' }),
        setTarget(both, { ...wish, value: '20' }),
      ])
      expect(results.map(code).sort()).toEqual(['STALE_VERSION', 'ok'])
    }
  })

  it('an edit and two agreements never leave an agreement to what was not seen', async () => {
    for (let round = 0; round < 8; round++) {
      const target = await proposed()
      const change = { kpi: 'customers' as const, period: target.period, value: '99', version: 1 }
      const [, first, second] = await Promise.all([
        setTarget(executive, change),
        agree(marketing, target),
        agree(sales, target),
      ])
      for (const result of [first, second]) expect(['ok', 'STALE_VERSION']).toContain(code(result))
      const [now] = await targetsOf(executive, [target.period])
      expect(now).toMatchObject({ value: '99', version: 2, agreements: [] })
    }
  })

  it('both heads agree to everything, and everything is in force', async () => {
    const targets = await Promise.all(Array.from({ length: 6 }, () => proposed()))
    const seen = targets.map(({ id, version }) => ({ id, version }))
    const results = await Promise.all([
      agreeToTargets(marketing, { targets: seen }),
      agreeToTargets(sales, { targets: seen.toReversed() }),
    ])
    expect(results.map(code)).toEqual(['ok', 'ok'])
    const after = await targetsOf(
      executive,
      targets.map(({ period }) => period),
    )
    expect(after.every(({ inForce }) => inForce)).toBe(true)
  })

  it('to all of them or to none', async () => {
    const [one, other] = [await proposed(), await proposed()]
    const targets = [
      { id: one.id, version: 1 },
      { id: other.id, version: 7 },
    ]
    expect(code(await agreeToTargets(marketing, { targets }))).toBe('STALE_VERSION')
    expect((await targetsOf(executive, [one.period]))[0]?.agreements).toEqual([])
  })
})

describe('plan against fact', () => {
  beforeAll(async () => {
    const steps = (day: string) =>
      [
        { kind: 'created', at: `${day}T08:00:00Z` },
        { kind: 'qualified', at: `${day}T08:10:00Z` },
        { kind: 'handedOff', at: `${day}T08:20:00Z` },
        { kind: 'accepted', at: `${day}T08:30:00Z` },
        { kind: 'deal', at: `${day}T08:40:00Z` },
        { kind: 'won', at: `${day}T08:50:00Z`, amount: '1000.50' },
      ] as const
    for (const day of ['2026-07-06', '2026-10-05', '2026-11-03', '2026-11-04']) {
      await walk({ marketer: people.marketer, rep: people.rep, steps: [...steps(day)] })
    }
    const quarter = await proposed('customers', '3', '2026-Q4')
    must(await agree(marketing, quarter))
    must(await agree(sales, quarter))
    await proposed('revenue', '5000', '2026-Q4')
    await proposed('customers', '2', '2026-Q3')
    await proposed('acceptanceRate', '0.4', '2026-Q4')
  })

  it('measures what has come so far against the part that should have', async () => {
    const { rows, periods, currency } = await plan(executive, { year: '2026', by: 'quarter' })
    expect(currency).toBe('EUR')
    expect(periods.map(({ period }) => period)).toEqual(['2026-Q1', '2026-Q2', '2026-Q3', '2026-Q4', '2026'])
    expect(periods[3]?.elapsed).toBeCloseTo(52 / 92, 12)
    const cells = (kpi: KpiId) => rows.find((row) => row.kpi === kpi)?.cells ?? []
    expect(cells('customers').map(({ fact }) => fact?.value)).toEqual([0, 0, 1, 3, 4])
    expect(cells('customers')[3]).toMatchObject({ target: { inForce: true }, progress: { verdict: 'met' } })
    expect(cells('customers')[2]?.progress).toEqual({ verdict: 'too_few', needed: null })
    expect(cells('revenue')[3]).toMatchObject({ fact: { value: '3001.50' }, progress: { verdict: 'met' } })
    expect(cells('acceptanceRate')[3]?.progress).toEqual({ verdict: 'too_few', needed: 27 })
    expect(cells('forgotten6').map(({ fact }) => fact?.value ?? null)).toEqual([null, null, null, 0, 0])
    const next = await plan(executive, { year: '2027', by: 'month' })
    expect(next.rows.every((row) => row.cells.every(({ fact }) => fact === null))).toBe(true)
  })

  it('stands beside the KPIs where the days are exactly those of a target in force', async () => {
    const targetOf = async (from: string, to: string, kpi: KpiId) =>
      (await kpisWithTargets(people.rep, { from, to })).data.find(({ id }) => id === kpi)?.target
    expect(await targetOf('2026-10-01', '2026-12-31', 'customers')).toBe(3)
    expect(await targetOf('2026-10-01', '2026-12-31', 'revenue')).toBeNull() // proposed only
    expect(await targetOf('2026-10-01', '2026-11-22', 'customers')).toBeNull()
    expect(await targetOf('2026-01-01', '2026-12-31', 'customers')).toBeNull()
  })

  it('is the same for everybody', async () => {
    const ask = (actor: Actor) => plan(actorAt(actor, NOW), { year: '2026', by: 'month' })
    const [first, ...others] = await Promise.all(
      [executive, people.marketer, people.rep, people.admin].map(ask),
    )
    for (const other of others) expect(other).toEqual(first)
  })
})

describe('the API', () => {
  it('sets, agrees, lists and refuses', async () => {
    const boss = await clientWith({ roles: ['executive'] })
    const one = await clientWith({ roles: ['marketer'], headOf: ['marketing'] })
    const other = await clientWith({ roles: ['sales'], headOf: ['sales'] })
    const period = unused()
    const put = (body: object) => boss.put('/targets', body)
    const made = await put({ kpi: 'revenue', period, value: '1200000.50' })
    expect(made).toMatchObject({
      status: 200,
      body: {
        voided: [],
        target: { value: '1200000.50', state: 'proposed', from: `${period}-01-01`, to: `${period}-12-31` },
      },
    })
    const { id } = made.body.target
    expect((await put({ kpi: 'revenue', period, value: 1 })).status).toBe(412)
    expect((await one.post(`/targets/${id}/agree`, { version: 9 })).status).toBe(412)
    expect((await one.post(`/targets/${id}/agree`, {})).status).toBe(422)
    expect((await one.post(`/targets/${id}/agree`, { version: 1 })).body.state).toBe('proposed')
    expect((await other.post(`/targets/${id}/agree`, { version: 1 })).body).toMatchObject({
      state: 'in_force',
      agreements: [{ side: 'marketing' }, { side: 'sales' }],
    })
    expect((await one.put('/targets', { kpi: 'cac', period, value: 1 })).status).toBe(403)
    expect((await boss.post(`/targets/${id}/agree`, { version: 1 })).status).toBe(403)
    expect((await one.post('/targets/2000000000/agree', { version: 1 })).status).toBe(404)
    expect((await boss.get(`/targets?year=${period}`)).body.data).toMatchObject([
      { id, value: '1200000.50', fact: '0.00', elapsed: 1, progress: 'short', state: 'in_force' },
    ])
    expect((await put({ kpi: 'revenue', period, value: null, version: 1 })).body).toEqual({
      target: null,
      voided: ['marketing', 'sales'],
    })
  })

  it.each([
    [{ kpi: 'happiness', period: '2026', value: 1 }, 'kpi'],
    [{ kpi: 'cac', period: '2026-13', value: 1 }, 'period'],
    [{ kpi: 'cac', period: '2026-W07', value: 1 }, 'period'],
    [{ kpi: 'cac', period: '1800', value: 1 }, 'period'],
    [{ kpi: 'cac', period: '2026', value: -1 }, 'value'],
    [{ kpi: 'cac', period: '2026', value: '-0.01' }, 'value'],
    [{ kpi: 'cac', period: '2026', value: 1.005 }, 'value'],
    [{ kpi: 'cac', period: '2026', value: 1e21 }, 'value'],
    [{ kpi: 'acceptanceRate', period: '2026', value: 1.01 }, 'value'],
    [{ kpi: 'acceptanceRate', period: '2026', value: '47 %' }, 'value'],
    [{ kpi: 'customers', period: '2026', value: 1.5 }, 'value'],
    [{ kpi: 'customers', period: '2026' }, 'value'],
    [{ kpi: 'customers', period: '2026', value: 1, colour: 'red' }, 'colour'],
    [{ kpi: 'customers', period: '2026', value: 1, version: 0 }, 'version'],
  ])('PUT /targets %j is 422 and names %s', async (body, path) => {
    const boss = await clientWith({ roles: ['executive'] })
    const answer = await boss.put('/targets', body)
    expect(answer.status).toBe(422)
    expect(answer.body.errors.map((error: { path: string }) => error.path)).toContain(path)
  })

  it.each(['', '?year=26', '?year=1800', '?year=2026&kpi=happiness', '?year=2026&month=1'])(
    'GET /targets%s is 422',
    async (query) => {
      expect((await (await clientWith({ roles: ['sales'] })).get(`/targets${query}`)).status).toBe(422)
    },
  )

  it('gives the plan as a file, as its screen shows it', async () => {
    const boss = await clientWith({ roles: ['executive'] })
    const { status, body } = await boss.get('/exports/plan?year=2026&format=csv')
    expect(status).toBe(200)
    const line = String(body)
      .split('\r\n')
      .find((text) => text.includes('Customers won') && text.includes('2026-10-01'))
    expect(line).toMatch(/\b3\b/)
    expect((await boss.get('/exports/plan?year=1700&format=csv')).status).toBe(422)
    expect((await boss.get('/exports/plan?year=2026&by=week&format=csv')).status).toBe(422)
  })

  it('describes every metric as the screens read it', async () => {
    const { body } = await (await clientWith({ roles: ['sales'] })).get('/metrics')
    expect(body.data.length).toBeGreaterThan(30)
    expect(body.data.find(({ id }: { id: string }) => id === 'acceptanceRate')).toMatchObject({
      name: { en: 'Accepted by sales', ru: 'Принято продажами' },
      calculation: 'share',
      numerator: { id: 'acceptedHandoffs', of: 'handoffs' },
      denominator: { id: 'decidedHandoffs', list: '/funnel/handoffs?from={from}&set=decided&to={to}' },
      counted: [{ basis: 'period', by: 'decided' }],
      better: 'higher',
      benchmark: { worst: 0.05, usual: 0.23, best: 0.47 },
    })
  })
})
