import { beforeAll, describe, expect, it } from 'vitest'
import { type Client, clientWith, makeCompany, newLead, offeredLead } from '../support/api'

/** Quality, rejections, people and points as a client of the API meets them. */

const DAYS = 'from=2020-01-01&to=2049-12-31'
let marketer: Client
let rep: Client
let head: Client
let executive: Client
let admin: Client

beforeAll(async () => {
  await makeCompany()
  marketer = await clientWith({ roles: ['marketer'], name: 'Mara' })
  rep = await clientWith({ roles: ['sales'], name: 'Rita' })
  head = await clientWith({ roles: ['sales'], headOf: ['sales'], name: 'Hedda' })
  executive = await clientWith({ roles: ['executive'], name: 'Eva' })
  admin = await clientWith({ roles: ['admin'], name: 'Adam' })
})

describe('bad questions', () => {
  const PATHS = ['/quality', '/quality/calibration', '/rejections', '/performance', '/performance/1']

  it.each(PATHS)('%s refuses days that make no sense, and says which', async (path) => {
    for (const [days, field] of [
      ['from=2026-02-01&to=2026-01-31', 'from'],
      ['from=1900-01-01&to=2100-01-01', 'to'],
      ['from=2026-02-30&to=2026-03-31', 'from'],
      ['to=2026-03-31', 'from'],
    ]) {
      const { status, body } = await executive.get(`${path}?${days}`)
      expect(status, days).toBe(422)
      expect(body.errors[0].path, days).toBe(field)
    }
  })

  it.each([
    '/quality?groupBy=owner',
    '/quality?groupBy=channel;drop',
    '/quality?channel=0',
    '/quality?channel=x',
    '/quality?by=channel',
    '/rejections?groupBy=reason',
    '/rejections?groupBy=',
    '/rejections?reason=no_budget',
  ])('%s is refused', async (path) => {
    const { status, body } = await executive.get(`${path}&${DAYS}`)
    expect(status).toBe(422)
    expect(body.errors).toHaveLength(1)
  })

  it('is about nobody where there is nobody, and closed where it is somebody else', async () => {
    const other = `/performance/${rep.actor.personId}?${DAYS}`
    expect((await executive.get(`/performance/2000000000?${DAYS}`)).status).toBe(404)
    expect((await executive.get(`/performance/x?${DAYS}`)).status).toBe(404)
    for (const client of [marketer, admin]) expect((await client.get(other)).status).toBe(403)
    for (const client of [rep, head, executive]) expect((await client.get(other)).status).toBe(200)
    expect((await head.get(`/performance/${marketer.actor.personId}?${DAYS}`)).status).toBe(403)
    expect((await rep.get('/points/executives')).status).toBe(404)
  })
})

describe('what a client reads', () => {
  it('is the mix, the calibration and the rejections of what happened', async () => {
    const taken = await offeredLead(marketer)
    await rep.post(`/handoffs/${taken.handoffId}/accept`)
    const back = await offeredLead(marketer)
    await rep.post(`/handoffs/${back.handoffId}/reject`, { reason: 'no_budget' })
    await newLead(marketer, { channel: 'Paid search' })
    const mix = (await rep.get(`/quality?${DAYS}`)).body
    expect(mix.rows.map(({ label }: { label: string }) => label)).toEqual(['Paid search', 'No channel'])
    expect(mix.total).toMatchObject({
      leads: 3,
      graded: 2,
      ungraded: 1,
      hot: { count: 2, base: 2, value: 1, enough: false, verdict: 'too_few' },
      suggests: [],
    })
    const calibration = (await executive.get(`/quality/calibration?${DAYS}`)).body
    expect(calibration.people).toHaveLength(1)
    expect(calibration.total.hot.accepted).toMatchObject({ count: 1, base: 2 })
    const found = (await executive.get(`/rejections?groupBy=rep&${DAYS}`)).body
    expect(found).toMatchObject({
      definition: null,
      total: { decided: 2, rejected: 1, againstMarketing: 1 },
      rows: [{ label: 'Rita', reasons: { no_budget: { count: 1, base: 1 } } }],
      reasons: [{ code: 'no_budget', count: 1 }],
    })
    const own = (await rep.get(`/performance?${DAYS}`)).body
    expect(own.marketing).toBeNull()
    expect(own.sales.people).toHaveLength(1)
    expect(own.sales.people[0]).toMatchObject({ name: 'Rita', taken: 1, points: { total: null, lines: [] } })
  })

  it('is what the points are, as the head of the side set them on what they saw', async () => {
    const weights = { verdictInTime: 1, won: 10, overturned: -3 }
    const wish = { inForceFrom: '2049-01-01', weights }
    const tag = (value: string) => ({ headers: { 'If-Match': value } })
    expect((await head.put('/points/sales', wish)).status).toBe(428)
    expect((await rep.put('/points/sales', wish, tag('*'))).status).toBe(403)
    expect((await head.put('/points/marketing', wish, tag('*'))).status).toBe(403)
    const empty = await rep.get('/points/sales')
    expect(empty.body).toEqual({ side: 'sales', version: 0, inForce: null, versions: [] })
    const set = await head.put('/points/sales', wish, tag(empty.headers.get('etag') ?? ''))
    expect(set.status).toBe(200)
    expect(set.headers.get('etag')).toBe('"2"')
    expect(set.body).toMatchObject({
      version: 1,
      inForce: null,
      versions: [{ version: 1, state: 'to_come', weights, setBy: { name: 'Hedda' } }],
    })
    const stale = await head.put('/points/sales', { ...wish, weights: { won: 1 } }, tag('"1"'))
    expect(stale.status).toBe(412)
    for (const [body, path] of [
      [{ ...wish, inForceFrom: '2020-01-01' }, 'inForceFrom'],
      [{ ...wish, weights: { won: 1.5 } }, 'weights.won'],
      [{ ...wish, weights: { won: 1001 } }, 'weights.won'],
      [{ ...wish, weights: { wonHot: 1 } }, 'weights.wonHot'],
      [{ ...wish, weights: {} }, 'weights'],
      [{ ...wish, weights: { won: 'many' } }, 'weights.won'],
    ] as const) {
      const { status, body: problem } = await head.put('/points/sales', body, tag('*'))
      expect(status, path).toBe(422)
      expect(problem.errors[0].path).toBe(path)
    }
    expect((await marketer.get('/points/sales')).body.versions).toHaveLength(1)
  })
})
