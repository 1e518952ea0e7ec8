import { beforeAll, describe, expect, it } from 'vitest'
import { compareChangedLeads } from '@/lib/leads/commands/compare'
import { createLead } from '@/lib/leads/commands/create'
import { editLead } from '@/lib/leads/commands/edit'
import { markDifferent, mergeLeads, takeBackDifferent, undoMerge } from '@/lib/leads/commands/merge'
import { renewKeys } from '@/lib/leads/commands/renew-keys'
import { likenessOf } from '@/lib/leads/likeness'
import { countSuspects, listSuspects, type Suspect, suspectAt } from '@/lib/leads/queries/suspects'
import type { CreateLeadInput, SuspectCursor, SuspectFilter } from '@/lib/leads/schema'
import { suspectCursor } from '@/lib/leads/schema'
import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must, type Result } from '@/lib/platform/result'
import { seeded } from '@/prisma/seed/random'
import { type Company, inOrder, leadRow, makePeople } from '../support/life'

/** Leads that look alike: found by a job, kept as pairs, shown the surest first. */

const NOW = new Date('2026-11-16T10:00:00Z')
let company: Company
let marketer: Actor

beforeAll(async () => {
  process.env.DATABASE_POOL = '30'
  company = await makePeople(NOW)
  marketer = company.marketer
})

const code = (result: Result<unknown>) => (result.ok ? 'ok' : result.failure.code)
const compare = () => compareChangedLeads(NOW)

let serial = 0

/** A lead that is not taken for one that is there: entered under an address of its own, then made what is asked for. */
async function entered(wish: Partial<CreateLeadInput>): Promise<number> {
  serial++
  const { lead } = must(await createLead(marketer, { externalId: `alike-${serial}` }))
  must(await editLead(marketer, { leadId: lead.id, version: 1, patch: wish }))
  return lead.id
}

async function all(filter: SuspectFilter = {}, actor = marketer): Promise<Suspect[]> {
  const rows: Suspect[] = []
  let cursor: SuspectCursor | undefined
  do {
    const page = await listSuspects(actor, { ...filter, limit: 7, cursor })
    rows.push(...page.rows)
    cursor = page.next === null ? undefined : suspectCursor.parse(page.next)
  } while (cursor)
  return rows
}

/** The pairs in which one of these is. */
async function pairsOf(...ids: number[]): Promise<string[]> {
  const rows = await all()
  return rows
    .filter(({ low, high }) => ids.includes(low) || ids.includes(high))
    .map(({ low, high, reasons }) => `${low}-${high} ${reasons.join()}`)
}

describe('are found', () => {
  it.each([
    ['e-mail', { email: 'Ada@Alpha-Works.example' }, { email: 'ada@alpha-works.EXAMPLE' }, 'email,website'],
    ['phone', { phone: '030 555 01 01' }, { phone: '+49 30 5550101' }, 'phone'],
    [
      'name and company',
      { contactName: 'Rui Matos', company: 'Douro Bottling SA' },
      { contactName: 'R. Matos', company: 'DOURO BOTTLING' },
      'similar_name,company',
    ],
    [
      'name and website',
      { contactName: 'Bea Beck', website: 'https://www.beck-beta.example/en' },
      { contactName: 'Beck, Bea', email: 'bea@beck-beta.example' },
      'name,website',
    ],
    [
      'name and a company that is written almost so',
      { contactName: 'Cara Castor', company: 'Gamma Logistics GmbH' },
      { contactName: 'Cara Castor', company: 'Gamma Logistic' },
      'name,similar_company',
    ],
    ['company alone', { company: 'ООО «Дельта Плюс»' }, { company: 'Дельта Плюс, ООО' }, 'company'],
  ])('by %s', async (_what, one, two, reasons) => {
    const [a, b] = [await entered(one), await entered(two)]
    await compare()
    expect(await pairsOf(a, b)).toEqual([`${a}-${b} ${reasons}`])
    // nothing new: nothing to do
    expect(await compare()).toBe(0)
  })

  it('and no more once they differ; and again when they are alike', async () => {
    const [a, b] = [await entered({ phone: '030 5550777' }), await entered({ phone: '030 5550777' })]
    await compare()
    expect(await pairsOf(a)).toHaveLength(1)
    must(await editLead(marketer, { leadId: b, version: 2, patch: { phone: '030 5550778' } }))
    await compare()
    expect(await pairsOf(a, b)).toEqual([])
    must(await editLead(marketer, { leadId: b, version: 3, patch: { phone: '030 5550777' } }))
    await compare()
    expect(await pairsOf(a)).toHaveLength(1)
  })

  it('three of a kind as three pairs, each saying that there are more', async () => {
    const ids = [
      await entered({ email: 'trio@epsilon.example' }),
      await entered({ email: 'trio@epsilon.example' }),
      await entered({ email: 'trio@epsilon.example' }),
    ]
    await compare()
    const rows = (await all()).filter(({ low }) => ids.includes(low))
    expect(rows.map(({ low, high }) => [ids.indexOf(low), ids.indexOf(high)]).sort()).toEqual([
      [0, 1],
      [0, 2],
      [1, 2],
    ])
    expect(rows.map(({ more }) => more)).toEqual([2, 2, 2])
  })

  it('in bounds: a crowd under one address makes ten pairs each, one under a switchboard none', async () => {
    const crowd = await db.rows<{ id: number }>(sql`
      insert into lead (origin, email, email_key, display_name, created_at, updated_at, status_since, last_contact_at)
      select 'marketing', 'crowd@zeta.example', 'crowd@zeta.example', 'Zeta', ${NOW}::timestamptz, ${NOW}::timestamptz,
        ${NOW}::timestamptz, ${NOW}::timestamptz from generate_series(1, 60) returning id`)
    const desk = await db.rows<{ id: number }>(sql`
      insert into lead (origin, phone, phone_key, display_name, created_at, updated_at, status_since, last_contact_at)
      select 'marketing', '+49301110000', '+49301110000', 'Desk', ${NOW}::timestamptz, ${NOW}::timestamptz,
        ${NOW}::timestamptz, ${NOW}::timestamptz from generate_series(1, 60) returning id`)
    await compare()
    const count = async (ids: { id: number }[]) => {
      const found = await db.one<{ n: number }>(sql`
        select count(*)::int as n from lead_suspect where low_id = any (${ids.map(({ id }) => id)}::int[])`)
      return found?.n ?? 0
    }
    expect(await count(crowd)).toBeGreaterThan(50)
    expect(await count(crowd)).toBeLessThanOrEqual(600)
    expect(await count(desk)).toBe(0)
    await db.run(sql`delete from lead where id = any (${[...crowd, ...desk].map(({ id }) => id)}::int[])`)
    await compare()
    expect(await count(crowd)).toBe(0)
  })

  it('exactly, whatever is changed in which order (against a comparison of each with each)', async () => {
    const random = seeded(6)
    const draw = <T>(values: readonly T[]) => random.pick(values)
    const patch = () => ({
      contactName: draw(['Ina Iota', 'I. Iota', 'Kai Kappa', null]),
      company: draw(['Lambda AG', 'Lambda', 'Lambda Werke', 'My Motors', null]),
      email: draw([...[1, 2, 3, 4, 5, 6].map((n) => `p${n}@omicron${n % 3}.example`), null]),
      phone: draw([...[1, 2, 3, 4].map((n) => `030 555 100${n}`), null]),
      website: draw(['rho.example', 'www.sigma.example', null, null]),
      country: draw(['Germany', 'Brazil', null]),
    })
    const ids: number[] = []
    for (let n = 0; n < 24; n++) ids.push(await entered(patch()))
    for (let turn = 0; turn < 30; turn++) {
      const leadId = draw(ids)
      const version = Number((await leadRow(leadId)).version)
      must(await editLead(marketer, { leadId, version, patch: patch() }))
      if (turn % 5 === 0) await compareChangedLeads(NOW)
    }
    await compare()
    const leads = await db.rows<Parameters<typeof likenessOf>[0] & { id: number }>(sql`
      select id, email_key as "emailKey", phone_key as "phoneKey", company_key as "companyKey", website_key as "websiteKey",
        contact_name as "contactName", country, status, status_since as "statusSince", created_at as "createdAt"
      from lead where id = any (${ids}::int[]) order by id`)
    const stored = await db.rows<{ low: number; high: number; score: number; reasons: string[] }>(sql`
      select low_id as low, high_id as high, score, reasons from lead_suspect
      where low_id = any (${ids}::int[]) and high_id = any (${ids}::int[])`)
    const found = new Map(stored.map(({ low, high, ...likeness }) => [`${low}-${high}`, likeness]))
    let sure = 0
    for (const a of leads) {
      for (const b of leads.filter(({ id }) => id > a.id)) {
        const likeness = likenessOf(a, b)
        const kept = found.get(`${a.id}-${b.id}`)
        if (kept) expect([a.id, b.id, kept]).toEqual([a.id, b.id, likeness])
        // beyond ten look-alikes the least sure of a lead are left out
        else expect(likeness === null || likeness.score < 70 || crowded(stored, a.id, b.id)).toBe(true)
        if (likeness && likeness.score >= 70) sure++
      }
    }
    expect(sure).toBeGreaterThan(10)
  })
})

function crowded(stored: readonly { low: number; high: number }[], ...ids: number[]): boolean {
  return ids.some((id) => stored.filter(({ low, high }) => low === id || high === id).length >= 10)
}

describe('the list', () => {
  it('is in order, the same forwards and backwards, and goes on from any pair', async () => {
    await compare()
    const rows = await all()
    expect(rows.length).toBeGreaterThan(10)
    const keys = rows.map(({ score, high, low }) => [score, high, low])
    expect(keys).toEqual(
      keys.toSorted(
        (a, b) => (b[0] ?? 0) - (a[0] ?? 0) || (b[1] ?? 0) - (a[1] ?? 0) || (b[2] ?? 0) - (a[2] ?? 0),
      ),
    )
    const back: Suspect[] = []
    const last = rows.at(-1)
    let cursor: SuspectCursor | undefined = last && [last.score, last.high, last.low]
    while (cursor) {
      const page = await listSuspects(marketer, { limit: 3, cursor, direction: 'backward' })
      back.unshift(...page.rows)
      cursor = page.previous === null ? undefined : suspectCursor.parse(page.previous)
    }
    expect(back).toEqual(rows.slice(0, -1))
    const [first, second, third] = rows
    if (!first || !second || !third) throw new Error('three pairs and more')
    const at = await suspectAt(marketer, {}, [second.score, second.high, second.low])
    expect(at).toMatchObject({
      suspect: { low: second.low },
      previous: { low: first.low, high: first.high },
      next: { low: third.low, high: third.high },
    })
    // one that is not there: the next in its place
    expect(await suspectAt(marketer, {}, [second.score, second.high, 0])).toMatchObject({
      suspect: { low: third.low, high: third.high },
    })
    expect(await suspectAt(marketer, {}, [1, 2_000_000_000, 1])).toBeNull()
  })

  it('can be that of the sure ones, of the likely ones, of mine; the counts are those of the lists', async () => {
    const [sure, likely] = [await all({ sureness: 'sure' }), await all({ sureness: 'likely' })]
    expect(sure.length).toBeGreaterThan(0)
    expect(likely.length).toBeGreaterThan(0)
    expect([...sure, ...likely]).toEqual(await all())
    expect(await countSuspects(marketer, { sureness: 'sure' })).toEqual({ count: sure.length, more: false })
    const { rep } = company
    expect(await all({ mine: true }, rep)).toEqual([])
    const one = likely[0]?.leads[1].id ?? 0
    await db.run(sql`update lead set assignee_id = ${rep.personId} where id = ${one}`)
    await compare()
    const mine = await all({ mine: true }, rep)
    expect(mine.length).toBeGreaterThan(0)
    for (const { low, high } of mine) expect([low, high]).toContain(one)
    expect(await countSuspects(rep, { mine: true })).toEqual({ count: mine.length, more: false })
  })
})

describe('what is said of a pair', () => {
  async function twins(name: string): Promise<[number, number]> {
    const email = `${name}@twins-${name}.example`
    const pair: [number, number] = [await entered({ email }), await entered({ email })]
    await compare()
    expect(await pairsOf(...pair)).toHaveLength(1)
    return pair
  }

  it('different: it goes at once, stays away whatever is compared, and comes back when that is taken back', async () => {
    const [a, b] = await twins('tau')
    must(await markDifferent(marketer, { leadId: b, otherId: a }))
    expect(await pairsOf(a, b)).toEqual([])
    must(await editLead(marketer, { leadId: a, version: 2, patch: { contactName: 'Theo Tau' } }))
    await compare()
    expect(await pairsOf(a, b)).toEqual([])
    expect(code(await takeBackDifferent(company.rep, { leadId: a, otherId: b }))).toBe('FORBIDDEN')
    must(await takeBackDifferent(marketer, { leadId: a, otherId: b }))
    expect(await pairsOf(a, b)).toHaveLength(1)
    await compare()
    expect(await pairsOf(a, b)).toHaveLength(1)
  })

  it('merged: it goes at once with all that the other was in, and comes back at once when undone', async () => {
    const [a, b] = await twins('ypsilon')
    const { mergeId } = must(await mergeLeads(marketer, { leadId: a, otherId: b, fields: {} }))
    expect(await pairsOf(a, b)).toEqual([])
    must(await undoMerge(marketer, { mergeId }))
    expect(await pairsOf(a, b)).toHaveLength(1)
  })

  it('different from one is different from what that becomes, as long as it is that', async () => {
    const [a, b] = await twins('phi')
    const c = await entered({ email: 'phi@twins-phi.example' })
    await compare()
    must(await markDifferent(marketer, { leadId: b, otherId: c }))
    const { mergeId } = must(await mergeLeads(marketer, { leadId: a, otherId: b, fields: {} }))
    await compare()
    expect(await pairsOf(a, c)).toEqual([])
    must(await undoMerge(marketer, { mergeId }))
    await compare()
    expect((await pairsOf(a, b, c)).map((pair) => pair.split(' ')[0]).sort()).toEqual([
      `${a}-${b}`,
      `${a}-${c}`,
    ])
  })
})

describe('keys made anew', () => {
  const keys = (id: number) =>
    db.one(sql`
      select phone_key as phone, email_key as email, company_key as company, website_key as website
      from lead where id = ${id}`)
  const country = (iso: string) => db.run(sql`update organisation set default_country = ${iso}`)

  it('when the company moves to another country: its phones are those of there', async () => {
    await renewKeys()
    const id = await entered({ phone: '(11) 98765-4321', email: 'chi@chi.example', company: 'Chi GmbH' })
    const merged = await entered({ phone: '(11) 98765-4322' })
    const { mergeId } = must(
      await mergeLeads(marketer, {
        leadId: id,
        otherId: merged,
        fields: { phone: id, externalId: id },
      }),
    )
    expect(await keys(id)).toMatchObject({ phone: '+4911987654321' })
    await country('BR')
    expect(await renewKeys(3)).toBeGreaterThan(0)
    expect(await keys(id)).toEqual({
      phone: '+5511987654321',
      email: 'chi@chi.example',
      company: 'chi',
      website: 'chi.example',
    })
    expect(await renewKeys()).toBe(0)
    // the merged lead is found under its number as it is written there, and gets it when it is parted
    const again = must(await createLead(marketer, { phone: '+55 11 98765-4322' }))
    expect(again).toMatchObject({ duplicate: true, lead: { id } })
    must(await undoMerge(marketer, { mergeId }))
    expect(await keys(merged)).toMatchObject({ phone: '+5511987654322' })
    await country('DE')
    await renewKeys()
    expect(await keys(merged)).toMatchObject({ phone: '+4911987654322' })
  })

  it('when the rules are others: for all, from where it stopped, without a new version', async () => {
    const id = await entered({ email: 'psi@psi.example', website: 'https://www.psi-psi.example' })
    const before = await leadRow(id)
    await db.run(sql`update lead set website_key = null, company_key = 'old' where id = ${id}`)
    expect(await renewKeys()).toBe(0)
    await db.run(sql`update lead_keys set rules = 0`)
    expect(await renewKeys(2)).toBe(1)
    expect(await keys(id)).toMatchObject({ website: 'psi-psi.example', company: null })
    expect((await leadRow(id)).version).toBe(before.version)
    // stopped in between
    await db.run(sql`update lead set website_key = null where id = ${id}`)
    await db.run(sql`update lead_keys set cursor = ${id}`)
    expect(await renewKeys()).toBe(0)
    await db.run(sql`update lead_keys set cursor = ${id - 1}`)
    expect(await renewKeys()).toBe(1)
    // by other rules others may look alike: all are compared
    const { leads } = (await db.one<{ leads: number }>(sql`select count(*)::int as leads from lead`)) ?? {
      leads: 0,
    }
    expect(await compare()).toBe(leads)
  })

  it('by two at once: each lead once', async () => {
    await db.run(sql`update lead set company_key = 'old'`)
    await db.run(sql`update lead_keys set rules = 0`)
    const { n } = (await db.one<{ n: number }>(sql`select count(*)::int as n from lead`)) ?? { n: 0 }
    const renewed = await Promise.all([renewKeys(5), renewKeys(5)])
    expect(renewed[0] + renewed[1]).toBe(n)
    expect(await db.rows(sql`select 1 from lead where company_key = 'old'`)).toEqual([])
  })
})

describe('at the same moment', () => {
  const rounds = 4

  async function pair(): Promise<[number, number]> {
    serial++
    const email = `race@race-${serial}.example`
    return [await entered({ email }), await entered({ email })]
  }

  it('two people merge the same pair: one does, the other is told', async () => {
    for (let round = 0; round < rounds; round++) {
      const [a, b] = await pair()
      const seen = { version: 2, otherVersion: 2, fields: {} }
      const results = await Promise.all([
        mergeLeads(marketer, { leadId: a, otherId: b, ...seen }),
        mergeLeads(marketer, { leadId: a, otherId: b, ...seen }),
        editLead(marketer, { leadId: a, version: 2, patch: { note: 'meanwhile' } }),
      ])
      const codes = results.map(code)
      // whoever came first stands, and nobody overwrites anybody
      expect(codes.filter((each) => each === 'ok')).toHaveLength(1)
      expect(
        codes.filter((each) => each !== 'ok').every((each) => /^(MERGED|STALE_VERSION)$/.test(each)),
      ).toBe(true)
    }
  })

  it.each(['merge first', 'different first'])(
    'one merges them, one says that they are different: %s',
    async (order) => {
      const [a, b] = await pair()
      await compare()
      const merging = () => mergeLeads(marketer, { leadId: a, otherId: b, fields: {} })
      const telling = () => markDifferent(marketer, { leadId: a, otherId: b })
      const works = order === 'merge first' ? [merging, telling] : [telling, merging]
      const codes = (await inOrder<Result<unknown>>(a, works)).map(code)
      expect(codes).toEqual(order === 'merge first' ? ['ok', 'MERGED'] : ['ok', 'ok'])
      expect(await pairsOf(a, b)).toEqual([])
    },
  )

  it('the job, merges and undoing: no pair of a lead that is gone, none forgotten', async () => {
    const groups = await Promise.all(Array.from({ length: 6 }, () => pair()))
    const jobs = Promise.all([compare(), compare(), compare()])
    const merges = await Promise.all(
      groups.map(([a, b]) => mergeLeads(marketer, { leadId: a, otherId: b, fields: {} })),
    )
    const undone = merges.filter((_merge, index) => index % 2 === 0)
    await Promise.all([
      jobs,
      compare(),
      ...undone.map((merge) => undoMerge(marketer, { mergeId: must(merge).mergeId })),
    ])
    await compare()
    const orphans = await db.rows(sql`
      select 1 from lead_suspect s
      where not exists (select from lead where id = s.low_id) or not exists (select from lead where id = s.high_id)`)
    expect(orphans).toEqual([])
    const left = await Promise.all(groups.map((group) => pairsOf(...group)))
    expect(left.map((pairs) => pairs.length)).toEqual([1, 0, 1, 0, 1, 0])
    expect(await db.rows(sql`select 1 from lead_to_compare`)).toEqual([])
  })
})
