import { beforeAll, describe, expect, it } from 'vitest'
import { createLead } from '@/lib/leads/commands/create'
import { nurtureLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { writeCursor } from '@/lib/leads/queries/cursor'
import { countLeads, type LeadPage, listLeads, neighboursOf } from '@/lib/leads/queries/list'
import { leadById } from '@/lib/leads/queries/record'
import { type LeadFilters, type LeadSort, readLeadFilters } from '@/lib/leads/search-params'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { makeCompany } from '../support/api'
import { HOT } from '../support/life'

const COUNT = 47
const SORTS: LeadSort[] = ['createdAt', '-createdAt', 'updatedAt', '-updatedAt', 'company', '-company']
const STATUSES = ['new', 'qualified', 'nurture'] as const

let marketer: Actor
let other: Actor
const ids: number[] = []

beforeAll(async () => {
  await makeCompany()
  marketer = await actorWith({ roles: ['marketer'], name: 'Mara' })
  other = await actorWith({ roles: ['marketer'], name: 'Otto' })
  const start = Date.UTC(2026, 2, 1)
  for (let n = 0; n < COUNT; n++) {
    // several leads of the same moment, and of the same name
    const at = new Date(start + Math.floor(n / 3) * 3_600_000)
    const who = actorAt(n % 4 === 0 ? other : marketer, at)
    const made = must(
      await createLead(who, {
        company: ['Acme GmbH', 'ООО «Ромашка»', 'Zeta 100%', `Firm ${n}`][n % 4],
        email: `lead${n}@example.com`,
        phone: n === 7 ? '8 (495) 123-45-67' : null,
        channel: n % 5 === 0 ? 'Paid search' : null,
        campaign: n % 10 === 0 ? 'Spring' : null,
      }),
    )
    ids.push(made.lead.id)
    if (n % 3 === 1) must(await qualifyLead(who, { leadId: made.lead.id, ...HOT }))
    if (n % 3 === 2) {
      must(await nurtureLead(who, { leadId: made.lead.id, wakeAt: '2026-04-01', nextStep: 'Call' }))
    }
  }
})

async function all(filters: LeadFilters, sort: LeadSort, limit: number, actor = marketer): Promise<number[]> {
  const found: number[] = []
  for (let cursor: string | null = null; ; ) {
    const page: LeadPage = must(await listLeads(actor, { filters, sort, limit, cursor }))
    found.push(...page.rows.map(({ id }) => id))
    if (!page.next) return found
    cursor = page.next
  }
}

describe('paging', () => {
  it.each(SORTS)('goes through every lead once, in any page size, by %s', async (sort) => {
    const whole = await all({}, sort, 200)
    expect([...whole].sort((a, b) => a - b)).toEqual([...ids].sort((a, b) => a - b))
    for (const limit of [1, 7, 47]) expect(await all({}, sort, limit)).toEqual(whole)
  })

  it.each(SORTS)('goes back the way it came, by %s', async (sort) => {
    const pages: number[][] = []
    let cursor: string | null = null
    let last = must(await listLeads(marketer, { sort, limit: 10 }))
    expect(last.previous).toBeNull()
    for (;;) {
      pages.push(last.rows.map(({ id }) => id))
      cursor = last.next
      if (!cursor) break
      expect(last.following).not.toBeNull()
      last = must(await listLeads(marketer, { sort, limit: 10, cursor }))
      expect(pages.flat()).not.toContain(last.rows[0]?.id)
    }
    for (let index = pages.length - 2; index >= 0; index--) {
      last = must(
        await listLeads(marketer, { sort, limit: 10, cursor: last.previous, direction: 'backward' }),
      )
      expect(last.rows.map(({ id }) => id)).toEqual(pages[index])
    }
    expect(last.previous).toBeNull()
    expect(last.next).not.toBeNull()
  })

  it('shows nothing twice and misses nothing when a lead comes in between', async () => {
    const first = must(await listLeads(marketer, { sort: 'createdAt', limit: 10 }))
    const rest = must(await listLeads(marketer, { sort: 'createdAt', limit: 200, cursor: first.next }))
    expect(first.rows.length + rest.rows.length).toBe(COUNT)
  })

  it('refuses what is no cursor of this order', async () => {
    const forged = [
      'x',
      '%%%',
      writeCursor('company', 'a', 1),
      writeCursor('-createdAt', 'yesterday', 1),
      writeCursor('-createdAt', '0000-01-01T00:00:00.000Z', 1),
      writeCursor('-createdAt', new Date().toISOString(), 2 ** 40),
      Buffer.from('null').toString('base64url'),
      'A'.repeat(5000),
    ]
    for (const cursor of forged) {
      const result = await listLeads(marketer, { cursor })
      expect(result).toMatchObject({ ok: false, failure: { code: 'INVALID' } })
    }
    const nul = writeCursor('company', 'a\u0000b', 1)
    expect(await listLeads(marketer, { sort: 'company', cursor: nul })).toMatchObject({ ok: false })
  })

  it('finds the neighbours of a lead that is no longer in the list', async () => {
    const filters: LeadFilters = { status: ['new'] }
    const list = await all(filters, 'createdAt', 200)
    const gone = await leadById(marketer, ids[1] ?? 0)
    if (!gone) throw new Error('no lead')
    const { previous, next } = await neighboursOf(marketer, gone, { filters, sort: 'createdAt' })
    expect(previous).toBe(list[0])
    expect(next).toBe(list[1])
  })
})

describe('filters', () => {
  const cases: [string, LeadFilters, (n: number) => boolean][] = [
    ...STATUSES.map((status, k): [string, LeadFilters, (n: number) => boolean] => [
      status,
      { status: [status] },
      (n) => n % 3 === k,
    ]),
    ['several states', { status: ['new', 'nurture'] }, (n) => n % 3 !== 1],
    ['a grade', { grade: ['hot'] }, (n) => n % 3 === 1],
    ['no grade', { grade: ['none'] }, (n) => n % 3 !== 1],
    ['any grade or none', { grade: ['hot', 'none'] }, () => true],
    ['a channel, in any case', { channel: 'pAID search' }, (n) => n % 5 === 0],
    ['no channel', { channel: 'none' }, (n) => n % 5 !== 0],
    ['an unknown channel', { channel: 'Carrier pigeon' }, () => false],
    ['a campaign', { campaign: 'spring' }, (n) => n % 10 === 0],
    ['my own', { owner: 'me' }, (n) => n % 4 !== 0],
    ['nobody assigned', { assignee: 'none' }, () => true],
    ['somebody unknown', { owner: 'nobody@example.com' }, () => false],
    ['an origin', { origin: 'sales' }, () => false],
    ['a word in another case', { q: 'ромашка' }, (n) => n % 4 === 1],
    ['a percent sign that means itself', { q: '100%' }, (n) => n % 4 === 2],
    ['an underscore that means itself', { q: '_' }, () => false],
    ['two letters that begin a word', { q: 'РО' }, (n) => n % 4 === 1],
    ['one letter', { q: 'z' }, (n) => n % 4 === 2],
    ['a phone as one types it', { q: '(495) 123-45' }, (n) => n === 7],
    ['part of an e-mail', { q: 'LEAD1@' }, (n) => n === 1],
    ['blanks only', { q: '   ' }, () => true],
    [
      'several at once',
      { status: ['new'], channel: 'none', owner: 'me' },
      (n) => n % 3 === 0 && n % 5 !== 0 && n % 4 !== 0,
    ],
    ['a woken nurture lead', { wake: 'due' }, (n) => n % 3 === 2],
  ]

  it.each(cases)('finds %s', async (_name, filters, wanted) => {
    const now = actorAt(marketer, new Date('2026-05-01T00:00:00Z'))
    const expected = ids.filter((_, n) => wanted(n))
    const found = await all(filters, 'createdAt', 9, now)
    expect([...found].sort((a, b) => a - b)).toEqual(expected)
    expect(await countLeads(now, filters)).toEqual({ count: expected.length, more: false })
    expect(await countLeads(now, filters, { exact: true })).toEqual({ count: expected.length, more: false })
  })

  it('takes the ids and addresses of people and channels as well as names', async () => {
    const byId = await all({ owner: String(other.personId) }, 'createdAt', 200)
    const byEmail = await all({ owner: other.email?.toUpperCase() }, 'createdAt', 200)
    expect(byId).toHaveLength(12)
    expect(byEmail).toEqual(byId)
  })

  it("counts days in the organisation's zone, the last one included", async () => {
    const day = await all({ createdFrom: '2026-03-01', createdTo: '2026-03-01' }, 'createdAt', 200)
    const before = await all({ createdTo: '2026-02-27' }, 'createdAt', 200)
    expect(day.length).toBeGreaterThan(0)
    expect(before).toEqual([])
  })

  it('leaves out of an address what makes no sense', () => {
    expect(
      readLeadFilters({
        status: 'new,flying',
        grade: ['hot', 'none'],
        stage: 'won',
        createdFrom: '2026-02-31',
        q: '',
      }),
    ).toEqual({ grade: ['hot', 'none'] })
    expect(readLeadFilters({ stage: 'won', from: '2026-01-01', to: '2026-01-31' })).toMatchObject({
      stage: 'won',
    })
  })
})
