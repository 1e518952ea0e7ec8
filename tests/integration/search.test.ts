import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createLead } from '@/lib/leads/commands/create'
import { editLead } from '@/lib/leads/commands/edit'
import { countLeads, type LeadPage, listLeads, neighboursOf } from '@/lib/leads/queries/list'
import { leadById } from '@/lib/leads/queries/record'
import { searchLeads } from '@/lib/leads/queries/search'
import type { LeadFilters, LeadSort } from '@/lib/leads/search-params'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { clientWith, makeCompany } from '../support/api'

/** What a question finds and in which order; the lists of many leads are filtered by other conditions than those of few. */

const CROWD = 260

let marketer: Actor
const ids = new Map<string, number>()

beforeAll(async () => {
  await makeCompany()
  marketer = await actorWith({ roles: ['marketer'] })
  await enter('romashka', {
    company: 'ООО «Ромашка»',
    contactName: 'Пётр Щербаков',
    email: 'info@romashka.example',
  })
  await enter('romanova', { company: 'Сады', contactName: 'Анна Романова', email: 'a.romanova@sady.example' })
  await enter('schmidt', {
    company: 'Schmidt & Söhne KG',
    contactName: 'Jörg Müller',
    phone: '+49 (0)30 1234567 ext. 12',
  })
  await enter('schmitz', { company: 'Schmitz AG', email: 'schmidt.fan@schmitz.example' })
  await enter('moscow', { company: 'Phone only', phone: '8 (495) 123-45-67' })
  await enter('yamada', { company: '株式会社山田製作所', email: 'y@yamada.example' })
  await enter('brown', { company: 'Brown', email: 'brown@example.com', externalId: 'MQL-00042' })
  for (let n = 0; n < CROWD; n++) {
    await enter(`crowd${n}`, {
      company: `Gemeinde ${n}`,
      email: `crowd${n}@${n % 2 ? 'odd' : 'even'}.example`,
    })
  }
})

type Given = Parameters<typeof createLead>[1]

async function enter(name: string, input: Partial<Given>): Promise<void> {
  const at = new Date(Date.UTC(2026, 0, 1) + ids.size * 60_000)
  const made = must(await createLead(actorAt(marketer, at), input as Given))
  ids.set(name, made.lead.id)
}

function names(found: readonly number[]): string[] {
  const byId = new Map([...ids].map(([name, id]) => [id, name]))
  return found.map((id) => byId.get(id) ?? String(id))
}

async function all(
  filters: LeadFilters,
  { sort, limit = 50 }: { sort?: LeadSort; limit?: number } = {},
): Promise<string[]> {
  const found: number[] = []
  for (let cursor: string | null = null; ; ) {
    const page: LeadPage = must(await listLeads(marketer, { filters, sort, limit, cursor }))
    found.push(...page.rows.map(({ id }) => id))
    if (!page.next) return names(found)
    cursor = page.next
  }
}

describe('a question finds', () => {
  it.each([
    ['ромашка', ['romashka']],
    ['РОМАШКА ооо', ['romashka']],
    ['Ромшка', ['romashka']],
    ['ромакша', ['romashka']],
    ['hjvfirf', ['romashka']],
    ['петр щербаков', ['romashka']],
    ['щербаков ромашка', ['romashka']],
    ['щербаков сады', []],
    ['машка', ['romashka']],
    ['rom', ['romanova', 'romashka']],
    ['schmidt', ['schmitz', 'schmidt']],
    ['Shmidt', ['schmitz', 'schmidt']],
    ['muller', ['schmidt']],
    ['Mülelr', ['schmidt']],
    ['sohne schmidt', ['schmidt']],
    ['brwon', ['brown']],
    ['mql-00042', ['brown']],
    ['00042', ['brown']],
    ['+7 495 123-45-67', ['moscow']],
    ['84951234567', ['moscow']],
    ['007 495 1234567', ['moscow']],
    ['495 123', ['moscow']],
    ['123-45-67 доб. 3', ['moscow', 'schmidt']],
    ['030 1234567', ['schmidt']],
    ['0049 30 1234567', ['schmidt']],
    ['山田', ['yamada']],
    ['作所', ['yamada']],
    ['所', ['yamada']],
    ['a.romanova@', ['romanova']],
    ['romanova@sady.example', ['romanova']],
    ['crowd259@odd', ['crowd259']],
    ['%', []],
    ["' or 1=1 --", []],
    ["'':*|", []],
  ])('%s: %j', async (q, expected) => {
    const found = await all({ q })
    expect([...found].sort()).toEqual([...expected].sort())
    expect(await countLeads(marketer, { q })).toEqual({ count: expected.length, more: false })
    expect(names((await searchLeads(marketer, q)).map(({ id }) => id))).toEqual(found.slice(0, 8))
  })

  it('what is meant before what is like it, and of what fits alike the newest', async () => {
    expect(await all({ q: 'schmidt' })).toEqual(['schmitz', 'schmidt'])
    expect(await all({ q: 'schmi' })).toEqual(['schmitz', 'schmidt'])
    expect(await all({ q: 'romanova' })).toEqual(['romanova'])
    expect(await all({ q: 'schmitd' })).toEqual(['schmitz', 'schmidt'])
  })

  it('the new name of a lead that was renamed, mistyped or not', async () => {
    const lead = await leadById(marketer, ids.get('crowd0') ?? 0)
    if (!lead) throw new Error('no lead')
    must(
      await editLead(marketer, { leadId: lead.id, version: lead.version, patch: { company: 'Wunderlich' } }),
    )
    expect(await all({ q: 'wunderlich' })).toEqual(['crowd0'])
    expect(await all({ q: 'wundrelich' })).toEqual(['crowd0'])
    must(
      await editLead(marketer, {
        leadId: lead.id,
        version: lead.version + 1,
        patch: { company: 'Gemeinde 0' },
      }),
    )
    expect(await all({ q: 'wunderlich' })).toEqual([])
  })
})

describe('what many leads have', () => {
  it.each(['relevance', 'company', '-updatedAt', 'createdAt'] as const)(
    'is gone through once, by %s',
    async (sort) => {
      for (const q of ['gemeinde', 'crowd', 'g', 'example', 'meinde']) {
        const whole = await all({ q }, { sort, limit: 200 })
        expect(new Set(whole).size, q).toBe(whole.length)
        expect(
          whole.filter((name) => name.startsWith('crowd')),
          q,
        ).toHaveLength(CROWD)
        expect(await all({ q }, { sort, limit: 37 })).toEqual(whole)
        expect(await countLeads(marketer, { q })).toEqual({ count: whole.length, more: false })
      }
    },
  )

  it('is combined with filters', async () => {
    expect(await all({ q: 'gemeinde', status: ['won'] })).toEqual([])
    expect(await all({ q: 'gemeinde odd', owner: 'me', createdTo: '2025-12-31' })).toEqual([])
    expect(await all({ q: 'gemeinde odd', owner: 'me', status: ['new'] }, { limit: 200 })).toHaveLength(
      CROWD / 2,
    )
  })

  it('is gone back through as it came', async () => {
    for (const q of ['gemeinde', 'rom', 'schmidt']) {
      const first = must(await listLeads(marketer, { filters: { q }, limit: 1 }))
      const second = must(await listLeads(marketer, { filters: { q }, limit: 1, cursor: first.next }))
      const back = must(
        await listLeads(marketer, {
          filters: { q },
          limit: 1,
          cursor: second.previous,
          direction: 'backward',
        }),
      )
      expect(back.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id))
      const [lead] = second.rows
      if (!lead) throw new Error('no second')
      const beside = await neighboursOf(marketer, lead, { filters: { q }, sort: 'relevance' })
      expect(beside.previous).toBe(first.rows[0]?.id)
    }
  })
})

describe('anything that is asked', () => {
  it('is answered, and finds every lead that has its words', async () => {
    const letters = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(letters, fc.string({ maxLength: 30 }), fc.constantFrom('(', "'", '\\', '0'.repeat(200))),
        async (q) => {
          if (q.includes('\u0000')) return
          expect(Array.isArray(await all({ q }, { limit: 200 }))).toBe(true)
        },
      ),
      { seed: 20_261_124, numRuns: 60 },
    )
  })

  it('at the API, by how well it fits unless another order is asked for', async () => {
    const client = await clientWith({ roles: ['sales'] })
    const { body } = await client.get('/leads?q=schmidt')
    expect(names(body.data.map(({ id }: { id: number }) => id))).toEqual(['schmitz', 'schmidt'])
    const byName = await client.get('/leads?q=schmidt&sort=company')
    expect(names(byName.body.data.map(({ id }: { id: number }) => id))).toEqual(['schmidt', 'schmitz'])
    const page = await client.get('/leads?q=gemeinde&limit=1')
    const next = await client.get(`/leads?q=gemeinde&limit=1&cursor=${page.body.nextCursor}`)
    expect(next.body.data[0].id).not.toBe(page.body.data[0].id)
    expect((await client.get(`/leads?sort=company&cursor=${page.body.nextCursor}`)).status).toBe(422)
  })
})

it('learns each word once, whoever comes in with it', async () => {
  const { words } = (await db.one<{ words: number }>(sql`
    select count(*)::int as words from lead_word where word = 'gemeinde'`)) ?? { words: 0 }
  expect(words).toBe(1)
  const twenty = Array.from({ length: 20 }, (_, n) =>
    createLead(marketer, { company: `Zwanzigfach ${n}`, email: `z${n}@zwanzig.example` } as Given),
  )
  expect((await Promise.all(twenty)).every(({ ok }) => ok)).toBe(true)
  expect(await all({ q: 'zwanzgifach' })).toHaveLength(20)
})
