import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { winDeal } from '@/lib/deals/commands'
import { funnel } from '@/lib/funnel/queries/funnel'
import { kpis } from '@/lib/funnel/queries/kpis'
import { countedHandoffs } from '@/lib/handoffs/queries/counted'
import { deliverLetters } from '@/lib/notices/commands/letters'
import { saveNoticePreferences, stopLetters } from '@/lib/notices/commands/preferences'
import { noticePreferences } from '@/lib/notices/schema'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { pool } from '@/lib/platform/db/pool'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { writeSummaryLetters } from '@/lib/reports/commands'
import { summary } from '@/lib/reports/queries'
import { actorWith } from '../support/actors'
import { type Company, leadIn, makePeople } from '../support/life'
import { type Mailbox, openMailbox, readLetter } from '../support/mailbox'

/** Berlin; Sunday 1 March 2026 is the first of the month, Monday the 2nd its first day of work. */
const at = (day: string, time = '10:00') => new Date(`${day}T${time}:00+01:00`)
const FEBRUARY = { from: '2026-02-01', to: '2026-02-28' }

let company: Company
let board: Actor
let russian: Actor
let mailbox: Mailbox

beforeAll(async () => {
  mailbox = await openMailbox()
  vi.stubEnv('SMTP_URL', mailbox.url)
  vi.stubEnv('BATON_URL', 'https://baton.example')
  company = await makePeople(at('2026-02-02'))
  board = await actorWith({ roles: ['executive'], name: 'Berta Board', email: 'berta@example.com' })
  russian = await actorWith({ roles: ['sales'], name: 'Рита', email: 'rita@example.com', locale: 'ru' })
  await db.run(sql`update person set created_at = ${at('2026-02-01')}::timestamptz`)
  for (let index = 0; index < 6; index++) await leadIn('qualified', company)
  const { dealId } = await leadIn('deal', company)
  must(await winDeal(actorAt(company.rep, at('2026-02-20')), { dealId: dealId ?? 0, amount: '1200.00' }))
}, 60_000)

afterAll(async () => {
  vi.unstubAllEnvs()
  await mailbox.close()
})

describe('the summary', () => {
  it('has the numbers of the screens that it leads to', async () => {
    const reader = actorAt(company.executive, at('2026-03-02'))
    const page = await summary(reader, FEBRUARY)
    const { data } = await kpis(reader, FEBRUARY)
    for (const { id, value, previous, numerator, denominator } of data)
      expect(page.kpis[id], id).toMatchObject({ value, previous, numerator, denominator })
    const { total } = await funnel(reader, {
      ...FEBRUARY,
      basis: 'cohort',
      groupBy: 'none',
      within: null,
      filters: {},
    })
    expect(page.funnel.stages).toEqual(total.stages)
    expect(page.kpis.customers.value).toBe(1)
    expect(page.kpis.revenue.value).toBe('1200.00')
    for (const [side, due, broken] of [
      ['sales', 'settled', 'broken'],
      ['marketing', 'answerSettled', 'answerBroken'],
    ] as const) {
      const count = async (set: typeof due | typeof broken) =>
        (await countedHandoffs(reader, { ...FEBRUARY, set, after: null })).total
      expect(page.promises[side], side).toEqual({ due: await count(due), broken: await count(broken) })
    }
  })

  it('is the same for every role', async () => {
    const read = async (actor: Actor) => summary(actorAt(actor, at('2026-03-02')), FEBRUARY)
    const { organisation: _, ...whole } = await read(company.executive)
    for (const one of [company.marketer, company.rep, company.admin])
      expect(await read(one)).toMatchObject(whole)
  })

  it('says nothing of a company in which nothing happened', async () => {
    const page = await summary(actorAt(company.executive, at('2026-03-02')), {
      from: '2020-01-01',
      to: '2020-01-31',
    })
    expect(page.channels).toEqual({ kind: 'no_leads' })
    expect(page.kpis.leadToSale.value).toBeNull()
    expect(page.needs.filter(({ kind }) => kind === 'worse' || kind === 'behind')).toEqual([])
  })
})

describe('the letters of the week and the month', () => {
  const want = (actor: Actor, email: Record<string, string>) =>
    saveNoticePreferences(actor, noticePreferences.parse({ email }))
  const kept = () =>
    db.rows<{ name: string; kind: string; key: string }>(sql`
      select p.name, l.kind, l.key from letter l join person p on p.id = l.person_id order by p.name, l.kind`)

  beforeEach(async () => {
    mailbox.letters.length = 0
    await db.run(sql`delete from letter`)
    await db.run(sql`delete from notice_preference`)
    must(await want(board, { summary_weekly: 'at_once', summary_monthly: 'at_once' }))
    must(await want(russian, { summary_monthly: 'at_once' }))
  })

  it('come to who asked for them, from eight on the first day of work, once', async () => {
    // Sunday: late for the week that ends, too early for the month
    expect(await writeSummaryLetters(at('2026-03-01', '12:00'))).toBe(1)
    expect(await writeSummaryLetters(at('2026-03-02', '07:59'))).toBe(0)
    const both = await Promise.all([1, 2, 3].map(() => writeSummaryLetters(at('2026-03-02', '08:00'))))
    expect(both.reduce((sum, count) => sum + count, 0)).toBe(3)
    expect((await kept()).map(({ name, kind }) => [name, kind])).toEqual([
      ['Berta Board', 'summary_monthly'],
      ['Berta Board', 'summary_weekly'],
      ['Berta Board', 'summary_weekly'],
      ['Рита', 'summary_monthly'],
    ])
    expect(await writeSummaryLetters(at('2026-03-06'))).toBe(0)
    // the next week again, the month not
    expect(await writeSummaryLetters(at('2026-03-09'))).toBe(1)
  })

  it('come late after an outage, and once: also where the run before broke off half-way', async () => {
    await pool().query(`
      create function break_off() returns trigger language plpgsql as $$
      begin if new.person_id = ${russian.personId} then raise exception 'killed'; end if; return new; end $$;
      create trigger break_off before insert on letter for each row execute function break_off()`)
    await expect(writeSummaryLetters(at('2026-03-20'))).rejects.toThrow('killed')
    const before = (await kept()).length
    await pool().query('drop trigger break_off on letter; drop function break_off()')
    expect(before + (await writeSummaryLetters(at('2026-03-20', '10:10')))).toBe(3)
    expect(await writeSummaryLetters(at('2026-03-20', '10:20'))).toBe(0)
    expect(new Set((await kept()).map(({ key }) => key)).size).toBe(3)
  })

  it('go out with a stable id, a link that stops them, and the numbers with their bases', async () => {
    await writeSummaryLetters(at('2026-03-02', '09:00'))
    await deliverLetters(at('2026-03-02', '09:01'))
    await deliverLetters(at('2026-03-02', '09:02'))
    const letters = mailbox.letters.map(readLetter)
    expect(letters).toHaveLength(3)
    const month = letters.find(({ subject, head }) => /month/.test(subject) && /berta/.test(head))
    expect(month?.subject).toBe('Acme: the month 1 Feb 2026 – 28 Feb 2026')
    expect(month?.head).toMatch(/^Message-ID: <.+>$/im)
    expect(month?.head).toMatch(/^List-Unsubscribe: <https:\/\/baton\.example\/api\/unsubscribe/m)
    expect(month?.text).toContain('https://baton.example/kpis/summary?from=2026-02-01&to=2026-02-28')
    expect(month?.text).toMatch(/Customers won: 1 /)
    expect(month?.text).toMatch(/Leads: \d+/)
    expect(letters.find(({ head }) => /rita/.test(head))?.text).toContain('Что требует решения')
    for (const { text, html } of letters) {
      expect(html).toContain('<html>')
      expect(`${text} ${html}`).not.toMatch(/undefined|\{|letter\.|needs\.|kpis\./)
    }
    // the link in the letter
    const token = /unsubscribe\?token=([^\s]+)/.exec(month?.text ?? '')?.[1] ?? ''
    must(await stopLetters({ token: decodeURIComponent(token) }))
    await db.run(sql`delete from letter`)
    await writeSummaryLetters(at('2026-03-03', '09:00'))
    expect((await kept()).map(({ name, kind }) => [name, kind])).toEqual([
      ['Berta Board', 'summary_weekly'],
      ['Рита', 'summary_monthly'],
    ])
  })
})
