import { createTranslator } from 'next-intl'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { answerHandoff, askAboutHandoff } from '@/lib/handoffs/commands/question'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { undoVerdict } from '@/lib/handoffs/commands/undo'
import { messagesFor } from '@/lib/i18n/messages'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { notify } from '@/lib/notices/commands/notify'
import { readAllNotices, readNotice } from '@/lib/notices/commands/read'
import { CHOOSABLE_KINDS, NOTICE_KINDS, type NoticeKind } from '@/lib/notices/kinds'
import { kindsFor } from '@/lib/notices/policy'
import { listNotices, unreadCount } from '@/lib/notices/queries'
import { noticeCursor } from '@/lib/notices/schema'
import { type NoticeTranslator, placeOf, type Told, wordNotice } from '@/lib/notices/words'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { formatter } from '@/lib/platform/i18n/format'
import { Hub } from '@/lib/platform/realtime/hub'
import { must } from '@/lib/platform/result'
import { type Company, HOT, inOrder, leadIn, makePeople, newLead } from '../support/life'

const NOON = new Date('2026-11-18T11:00:00Z')
let company: Company
let hub: Hub
const heard = new Map<number, number>()

beforeAll(async () => {
  company = await makePeople(NOON)
  hub = new Hub()
  for (const { personId } of Object.values(company)) {
    const tell = (piece: Uint8Array) => {
      const text = new TextDecoder().decode(piece)
      if (text.includes('"topic":"notice"')) heard.set(personId, (heard.get(personId) ?? 0) + 1)
    }
    await hub.join({ personId, sessionId: '', tell, close: () => {} }, Date.now())
  }
})

beforeEach(async () => {
  await db.run(sql`delete from notice`)
  heard.clear()
})

afterAll(() => hub.close())

async function offered(to?: Actor) {
  const leadId = await newLead(company.marketer)
  must(await qualifyLead(company.marketer, { leadId, ...HOT }))
  const assignee = to?.email ?? undefined
  return { leadId, handoffId: must(await handOffLead(company.marketer, { leadId, assignee })).id }
}

async function kindsOf(person: Actor): Promise<string[]> {
  const { rows } = await listNotices(person, { limit: 50 })
  return rows.map(({ kind, readAt }) => (readAt ? `(${kind})` : kind))
}

describe('who is told', () => {
  it('the rep to whom a lead was handed, and nobody when it is offered to all', async () => {
    const { leadId, handoffId } = await offered(company.rep)
    await offered()
    expect(await kindsOf(company.rep)).toEqual(['handed_to_me'])
    const [notice] = (await listNotices(company.rep, { limit: 1 })).rows
    expect(notice).toMatchObject({ leadId, handoffId, readAt: null, data: { by: 'Mara Keter' } })
    expect(await kindsOf(company.otherRep)).toEqual([])
    expect(await kindsOf(company.marketer)).toEqual([])
  })

  it('the marketer, of the verdict; what waited for it counts as read by the rep', async () => {
    const { handoffId } = await offered(company.rep)
    must(await acceptHandoff(company.rep, { handoffId }))
    expect(await kindsOf(company.marketer)).toEqual(['accepted'])
    expect(await kindsOf(company.rep)).toEqual(['(handed_to_me)'])
    expect(await unreadCount(company.rep)).toBe(0)
  })

  it('both of a question and its answer', async () => {
    const { handoffId } = await offered(company.rep)
    must(await askAboutHandoff(company.rep, { handoffId, question: 'Which budget?' }))
    expect(await kindsOf(company.marketer)).toEqual(['asked'])
    must(await answerHandoff(company.marketer, { handoffId, text: 'This year’s' }))
    expect(await kindsOf(company.marketer)).toEqual(['(asked)'])
    expect(await kindsOf(company.rep)).toEqual(['answered', 'handed_to_me'])
    must(await rejectHandoff(company.rep, { handoffId, reason: 'no_budget', comment: 'Sold out' }))
    expect(await kindsOf(company.rep)).toEqual(['(answered)', '(handed_to_me)'])
    const [told] = (await listNotices(company.marketer, { limit: 1 })).rows
    expect(told).toMatchObject({
      kind: 'rejected',
      data: { by: 'Rita Rep', reasonEn: 'No budget', comment: 'Sold out' },
    })
  })

  it('whoever asked, when the lead is offered to everyone', async () => {
    const { handoffId } = await offered()
    must(await askAboutHandoff(company.otherRep, { handoffId, question: 'Who decides?' }))
    must(await answerHandoff(company.marketer, { handoffId, text: 'The director' }))
    expect(await kindsOf(company.otherRep)).toEqual(['answered'])
    expect(await kindsOf(company.rep)).toEqual([])
  })

  it('nobody of what they did themselves, nor who has no access', async () => {
    const tell = (to: number[]) =>
      inTransaction((tx) => notify(tx, NOON, { to, kind: 'accepted', except: company.rep.personId }))
    await db.run(sql`update person set status = 'disabled' where id = ${company.head.personId}`)
    await tell([company.rep.personId, company.head.personId, company.otherRep.personId])
    await db.run(sql`update person set status = 'active' where id = ${company.head.personId}`)
    const told = await db.rows(sql`select person_id as id from notice`)
    expect(told).toEqual([{ id: company.otherRep.personId }])
  })

  it('once of the same thing', async () => {
    const tell = () =>
      inTransaction((tx) =>
        notify(tx, NOON, { to: [company.rep.personId], kind: 'verdict_due', key: 'verdict_due:1' }),
      )
    await Promise.all(Array.from({ length: 8 }, tell))
    expect(await kindsOf(company.rep)).toEqual(['verdict_due'])
  })

  it('once of a verdict that two gave at the same moment, in either order', async () => {
    for (const order of [0, 1]) {
      await db.run(sql`delete from notice`)
      const { leadId, handoffId } = await offered()
      const works = [
        () => acceptHandoff(company.rep, { handoffId }),
        () => rejectHandoff(company.otherRep, { handoffId, reason: 'no_need' }),
      ]
      await inOrder(leadId, order ? works.reverse() : works)
      expect(await kindsOf(company.marketer)).toEqual([order ? 'rejected' : 'accepted'])
    }
  })
})

describe('a verdict that is undone', () => {
  it('takes its notice back, unless it was read', async () => {
    const unread = await offered()
    must(await acceptHandoff(company.rep, unread))
    must(await undoVerdict(company.rep, unread))
    expect(await kindsOf(company.marketer)).toEqual([])
    must(await acceptHandoff(company.rep, unread))
    expect(await kindsOf(company.marketer)).toEqual(['accepted'])

    const read = await offered()
    must(await acceptHandoff(company.rep, read))
    must(await readAllNotices(company.marketer))
    must(await undoVerdict(company.rep, read))
    expect(await kindsOf(company.marketer)).toEqual(['(accepted)', '(accepted)'])
  })
})

describe('reading', () => {
  it('marks one, or all, of one’s own and leads to the matter', async () => {
    const { handoffId } = await offered(company.rep)
    await offered(company.rep)
    const [, first] = (await listNotices(company.rep, { limit: 2 })).rows
    const at = new Date(NOON.getTime() + 60_000)
    const read = must(await readNotice(actorAt(company.rep, at), { noticeId: first?.id ?? 0 }))
    expect(read).toEqual({ id: first?.id, place: `/queue?open=${handoffId}`, readAt: at })
    expect(await unreadCount(company.rep)).toBe(1)
    // again: the first time counts
    expect(must(await readNotice(company.rep, { noticeId: first?.id ?? 0 })).readAt).toEqual(at)
    expect(await readNotice(company.otherRep, { noticeId: first?.id ?? 0 })).toMatchObject({
      failure: { code: 'FORBIDDEN' },
    })
    expect(await readNotice(company.rep, { noticeId: 2_000_000_000 })).toMatchObject({
      failure: { code: 'NOT_FOUND' },
    })
    expect(must(await readAllNotices(company.rep))).toEqual({ read: 1 })
    expect(await unreadCount(company.rep)).toBe(0)
    expect((await listNotices(company.rep, { unread: true, limit: 50 })).rows).toEqual([])
  })

  it('pages through any number, each once', async () => {
    for (let round = 0; round < 25; round++) {
      await inTransaction((tx) => notify(tx, NOON, { to: [company.rep.personId], kind: 'accepted' }))
    }
    const seen: number[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const parsed: [number] | undefined = cursor ? noticeCursor.parse(cursor) : undefined
      const page = await listNotices(company.rep, { limit: 10, cursor: parsed })
      seen.push(...page.rows.map(({ id }) => id))
      cursor = page.nextCursor
    }
    expect(seen).toHaveLength(25)
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => b - a))
  })

  it('the bell counts no further than it can say, by its index, whatever there is', async () => {
    await db.run(sql`
      insert into notice (person_id, kind, created_at, read_at)
      select ${company.rep.personId}, 'accepted', ${NOON}, case when n > 300 then ${NOON}::timestamptz end
      from generate_series(1, 20000) n`)
    await db.run(sql`analyze notice`)
    expect(await unreadCount(company.rep)).toBe(100)
    const plan = await db.rows<{ 'QUERY PLAN': string }>(sql`
      explain select from notice where person_id = ${company.rep.personId} and read_at is null limit 100`)
    expect(plan.map((line) => line['QUERY PLAN']).join('\n')).toContain('notice_unread')
  })
})

it('the bell of those concerned rings, and of nobody else', async () => {
  const { handoffId } = await offered(company.rep)
  await expect.poll(() => Object.fromEntries(heard)).toEqual({ [company.rep.personId]: 1 })
  heard.clear()
  // the marketer is told, and the rep's own notice is over
  must(await acceptHandoff(company.rep, { handoffId }))
  await expect
    .poll(() => Object.fromEntries(heard))
    .toEqual({ [company.rep.personId]: 1, [company.marketer.personId]: 1 })
})

describe('words', () => {
  const data: Told['data'] = {
    lead: 'Acme',
    by: 'Mara',
    assignee: 'Rita',
    person: 'Rita',
    reasonEn: 'No need',
    reasonRu: 'Не нужно',
    dueAt: '2026-11-18T15:30:00.000Z',
    kind: 'glossary',
    version: 3,
    from: '2026-12-01',
    outcome: 'overturn',
    why: 'price_request',
    count: 3,
    months: 6,
    contestId: 9,
  }
  const kinds = Object.keys(NOTICE_KINDS) as NoticeKind[]

  it.each(['en', 'ru'] as const)(
    'every kind is a sentence in %s, also when what it needs is missing',
    (locale) => {
      const t = createTranslator({
        locale,
        messages: messagesFor(locale),
        namespace: 'notices',
        onError: (error) => {
          throw error
        },
      }) as unknown as NoticeTranslator
      const format = formatter({ locale, timeZone: 'Europe/Berlin', now: NOON })
      for (const kind of kinds) {
        for (const given of [data, {}]) {
          const { text, detail } = wordNotice(t, format, { kind, leadId: 1, handoffId: 2, data: given })
          expect(text, kind).not.toMatch(/undefined|\{|notices\.|null/)
          expect(text.length, kind).toBeGreaterThan(10)
          if (given === data) expect(detail, kind).toContain('16:30')
        }
        expect(placeOf({ kind, leadId: 1, handoffId: 2, data })).toMatch(/^\/[a-z]+/)
        expect(placeOf({ kind, leadId: null, handoffId: null, data: {} })).toMatch(/^\/[a-z]+/)
      }
    },
  )

  it('every kind that can be chosen is offered to somebody', () => {
    const everybody = kindsFor({
      roles: ['marketer', 'sales', 'executive', 'admin'],
      headOf: ['marketing', 'sales'],
    })
    expect(Object.values(everybody).flat().sort()).toEqual([...CHOOSABLE_KINDS].sort())
    const rep = Object.values(kindsFor({ roles: ['sales'], headOf: [] })).flat()
    expect(rep).toContain('handed_to_me')
    expect(rep).not.toContain('rejected')
    expect(rep).not.toContain('verdict_head')
  })
})

it('a lead that is deleted takes its notices with it', async () => {
  const { leadId } = await leadIn('handed_off', company)
  await inTransaction((tx) =>
    notify(tx, NOON, { to: [company.rep.personId], kind: 'lead_woke', leadId, data: { lead: 'Gone' } }),
  )
  await db.run(sql`alter table lead_event disable trigger user`)
  await db.run(sql`delete from lead where id = ${leadId}`)
  await db.run(sql`alter table lead_event enable trigger user`)
  expect(await kindsOf(company.rep)).toEqual([])
})
