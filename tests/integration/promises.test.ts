import { beforeAll, describe, expect, it } from 'vitest'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { contestRejection, giveContestPosition } from '@/lib/handoffs/commands/contest'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { answerHandoff, askAboutHandoff } from '@/lib/handoffs/commands/question'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { markRejectionSeen } from '@/lib/handoffs/commands/seen'
import { HANDOFF_SETS, type HandoffSet } from '@/lib/handoffs/handoff-sets'
import { countedHandoffs } from '@/lib/handoffs/queries/counted'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { type Actor, actorAt } from '@/lib/platform/actor'
import type { Side } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { writeWeeklyLetters } from '@/lib/promises/commands'
import { type Counts, NO_COUNTS } from '@/lib/promises/measure'
import { type Promises, promises } from '@/lib/promises/queries'
import { behindHref, readBehind } from '@/lib/promises/search-params'
import { actorWith } from '../support/actors'
import { type Company, HOT, makePeople, newLead } from '../support/life'

/** Monday 2 to Sunday 8 March 2026 in Berlin is the week that is looked at, from Monday the 9th on. */
const at = (day: number, time: string) => new Date(`2026-03-0${day}T${time}:00+01:00`)
const WEEK = { from: '2026-03-02', to: '2026-03-08' }
const NOW = new Date('2026-03-09T12:00:00+01:00')

let company: Company
let headOfMarketing: Actor
let otherMarketer: Actor

const by = (actor: Actor, when: Date) => actorAt(actor, when)

async function offered(marketer: Actor, when: Date, assignee?: Actor): Promise<number> {
  const leadId = await newLead(by(marketer, when))
  must(await qualifyLead(by(marketer, when), { leadId, ...HOT }))
  return must(await handOffLead(by(marketer, when), { leadId, assignee: assignee?.email ?? null })).id
}

beforeAll(async () => {
  company = await makePeople(at(1, '10:00'))
  const { marketer, rep, otherRep, head } = company
  headOfMarketing = await actorWith({ roles: ['marketer'], headOf: ['marketing'], name: 'Hanna Head' })
  otherMarketer = await actorWith({ roles: ['marketer'], name: 'Olga Other', locale: 'ru' })
  await db.run(sql`update person set created_at = ${at(1, '10:00')}::timestamptz`)
  // kept: accepted in time
  const kept = await offered(marketer, at(2, '09:00'))
  must(await acceptHandoff(by(rep, at(2, '12:00')), { handoffId: kept }))
  // broken: offered to Otto, accepted late by the head
  const broken = await offered(marketer, at(2, '09:00'), otherRep)
  must(await acceptHandoff(by(head, at(4, '10:00')), { handoffId: broken }))
  // broken: nobody took it from the open queue, and nobody has yet
  await offered(otherMarketer, at(3, '09:00'))
  // rejected in time, contested and overturned
  const overturned = await offered(marketer, at(3, '10:00'))
  must(await rejectHandoff(by(rep, at(3, '11:00')), { handoffId: overturned, reason: 'no_budget' }))
  const { id } = must(
    await contestRejection(by(marketer, at(3, '12:00')), {
      handoffId: overturned,
      argument: 'They have one.',
    }),
  )
  for (const one of [head, headOfMarketing])
    must(
      await giveContestPosition(by(one, at(3, '15:00')), {
        contestId: id,
        opinion: 'overturn',
        text: 'Yes.',
      }),
    )
  // rejected in time; marketing has not looked at it since
  const rejected = await offered(otherMarketer, at(4, '10:00'))
  must(await rejectHandoff(by(rep, at(4, '11:00')), { handoffId: rejected, reason: 'no_need' }))
  const seen = await offered(otherMarketer, at(4, '10:00'))
  must(await rejectHandoff(by(rep, at(4, '11:00')), { handoffId: seen, reason: 'no_need' }))
  must(await markRejectionSeen(by(otherMarketer, at(4, '12:00')), { handoffId: seen }))
  // a question answered in time, by a colleague; one answered late; one that waits; one whose verdict came first
  const asked = async (answer?: [Actor, Date], verdict?: Date) => {
    const handoffId = await offered(marketer, at(5, '09:00'))
    must(await askAboutHandoff(by(rep, at(5, '10:00')), { handoffId, question: 'Who decides?' }))
    if (answer) must(await answerHandoff(by(...answer), { handoffId, text: 'The owner.' }))
    if (verdict) must(await acceptHandoff(by(rep, verdict), { handoffId }))
  }
  await asked([otherMarketer, at(5, '12:00')], at(5, '13:00'))
  await asked([marketer, at(6, '17:00')])
  await asked()
  await asked(undefined, at(5, '16:00'))
  // after the week
  await offered(marketer, NOW)
}, 60_000)

const measured = (actor: Actor) => promises(by(actor, NOW), WEEK)

function row(counted: Promises, side: Side, person: Actor | null) {
  return counted.people[side].find(({ personId }) => personId === (person?.personId ?? null))?.counts
}

describe('the promises of a week', () => {
  it('are counted for each side', async () => {
    const { sides, reasons } = await measured(company.executive)
    expect(sides.sales).toMatchObject({
      decided: 7,
      accepted: 4,
      rejected: 3,
      contested: 1,
      overturned: 1,
      asked: 4,
      // the one that waits for its answer owes nothing; the one answered late fell due after the week
      settled: 8,
      inTime: 6,
      broken: 2,
    })
    expect(sides.marketing).toMatchObject({
      offered: 10,
      ready: 10,
      complete: 10,
      answerSettled: 3,
      answerInTime: 1,
      answerBroken: 2,
      returned: 1,
      returnedLate: 1,
      waiting: 1,
      waitingLate: 1,
    })
    expect(
      reasons.map(({ nameEn, count, contested, overturned }) => [nameEn, count, contested, overturned]),
    ).toEqual([
      ['No need', 2, 0, 0],
      ['No budget', 1, 1, 1],
    ])
  })

  it('are kept by who kept them and broken by whose they were', async () => {
    const counted = await measured(company.head)
    const { rep, otherRep, head, marketer } = company
    expect(row(counted, 'sales', rep)).toMatchObject({
      settled: 6,
      inTime: 6,
      decided: 6,
      asked: 4,
      overturned: 1,
    })
    expect(row(counted, 'sales', otherRep)).toMatchObject({ settled: 1, inTime: 0, decided: 0 })
    expect(row(counted, 'sales', head)).toMatchObject({ settled: 0, decided: 1, accepted: 1 })
    expect(row(counted, 'sales', null)).toMatchObject({ settled: 1, inTime: 0, pending: 3 })
    expect(row(counted, 'marketing', otherMarketer)).toMatchObject({
      answerSettled: 1,
      answerInTime: 1,
      returned: 1,
      rejected: 2,
    })
    expect(row(counted, 'marketing', marketer)).toMatchObject({
      answerSettled: 2,
      answerInTime: 0,
      waiting: 1,
    })
  })

  it('show each person to heads and executives, and to the others both sides and their own row', async () => {
    for (const manager of [company.head, headOfMarketing, company.executive]) {
      const { people } = await measured(manager)
      expect(people.sales.map(({ name }) => name)).toEqual(['Hedda Head', 'Otto Other', 'Rita Rep', null])
      expect(people.marketing.map(({ name }) => name)).toEqual(['Hanna Head', 'Mara Keter', 'Olga Other'])
    }
    const all = await measured(company.executive)
    for (const [person, sales, marketing] of [
      [company.rep, ['Rita Rep'], []],
      [company.marketer, [], ['Mara Keter']],
      [company.admin, [], []],
    ] as const) {
      const { people, sides } = await measured(person)
      expect(people.sales.map(({ name }) => name)).toEqual(sales)
      expect(people.marketing.map(({ name }) => name)).toEqual(marketing)
      expect(sides).toEqual(all.sides)
    }
  })

  it('lead each number to exactly the handoffs that it counts, person by person and in all', async () => {
    const counted = await measured(company.executive)
    const behind = async (set: HandoffSet, whose = {}) => {
      const { searchParams } = new URL(behindHref(WEEK, set, whose), 'http://baton')
      const asked = readBehind(Object.fromEntries(searchParams), '2026-03-09')
      const { total, rows } = await countedHandoffs(by(company.rep, NOW), asked)
      expect(rows).toHaveLength(total)
      return total
    }
    for (const side of ['sales', 'marketing'] as const) {
      // the others are numbers of quality, rejections and people
      for (const set of HANDOFF_SETS.filter(
        (name): name is Extract<HandoffSet, keyof Counts> => name in NO_COUNTS,
      )) {
        expect(await behind(set), `${side} ${set}`).toBe(counted.sides[side][set])
        let sum = 0
        for (const { personId, counts } of counted.people[side]) {
          const own = await behind(set, { side, personId })
          expect(own, `${side} ${set} of ${personId}`).toBe(counts[set])
          sum += own
        }
        // what sales did not ask or decide is nobody's row
        expect(sum, `${side} ${set}`).toBe(counted.sides[side][set])
      }
    }
    for (const { id, count } of counted.reasons)
      expect(await behind('rejected', { reasonId: id })).toBe(count)
  })

  it('tell how long verdicts took and since when things wait, as the handoffs themselves do', async () => {
    const { sides, people } = await measured(company.executive)
    const found = async (
      owner: 'offered_by_id' | 'decided_by_id' | 'assignee_id',
      personId?: number | null,
    ) => {
      const column = {
        offered_by_id: sql`offered_by_id`,
        decided_by_id: sql`decided_by_id`,
        assignee_id: sql`assignee_id`,
      }
      const whose =
        personId === undefined ? sql`true` : sql`${column[owner]} is not distinct from ${personId}::int`
      return db.one<{ response: number[] | null; pending: Date | null }>(sql`
        select percentile_cont(array[0.25, 0.5, 0.75]) within group (order by response_minutes)
            filter (where decided_at >= ${at(2, '00:00')}::timestamptz and decided_at < ${at(9, '00:00')}::timestamptz) as response,
          min(offered_at) filter (where state = 'pending' and (asked_at is null or answered_at is not null)) as pending
        from handoff where ${whose}`)
    }
    const quartiles = (response: Counts['response']) => response && Object.values(response)
    for (const side of ['sales', 'marketing'] as const) {
      const whole = await found('offered_by_id')
      expect(quartiles(sides[side].response)).toEqual(whole?.response)
      expect(sides[side].oldestPending).toEqual(whole?.pending)
      for (const { personId, counts } of people[side]) {
        const decided = await found(side === 'sales' ? 'decided_by_id' : 'offered_by_id', personId)
        expect(quartiles(counts.response), `${side} ${personId}`).toEqual(decided?.response ?? null)
        const owed = await found(side === 'sales' ? 'assignee_id' : 'offered_by_id', personId)
        expect(counts.oldestPending, `${side} ${personId}`).toEqual(owed?.pending ?? null)
      }
    }
    expect(sides.sales.response).not.toBeNull()
    expect(sides.sales.oldestPending).not.toBeNull()
  })

  it('say nothing where nothing happened', async () => {
    const { sides, reasons } = await promises(by(company.head, at(1, '11:00')), {
      from: '2025-01-01',
      to: '2025-01-31',
    })
    expect(reasons).toEqual([])
    expect({
      ...sides.sales,
      pending: 0,
      oldestPending: null,
      waiting: 0,
      oldestWaiting: null,
      returned: 0,
      oldestReturned: null,
    }).toEqual(NO_COUNTS)
  })
})

describe('the weekly letter', () => {
  type Letter = { name: string; subject: string; text: string; html: string; key: string; sendAt: Date }
  const letters = () =>
    db.rows<Letter>(sql`
      select p.name, l.subject, l.text, l.html, l.key, l.send_at as "sendAt" from letter l
      join person p on p.id = l.person_id where l.kind = 'weekly' order by p.name`)

  it('comes from eight on Monday, to each side, once a person and week', async () => {
    await db.run(sql`
      insert into notice_preference (person_id, kind, email) values (${company.otherRep.personId}, 'weekly', 'never')`)
    expect(await writeWeeklyLetters(new Date('2026-03-09T07:59:59+01:00'))).toBe(0)
    const both = await Promise.all([1, 2].map(() => writeWeeklyLetters(NOW)))
    expect(both.reduce((sum, count) => sum + count, 0)).toBe(5)
    expect(await writeWeeklyLetters(new Date('2026-03-13T12:00:00+01:00'))).toBe(0)
    expect((await letters()).map(({ name }) => name)).toEqual([
      'Hanna Head',
      'Hedda Head',
      'Mara Keter',
      'Olga Other',
      'Rita Rep',
    ])
  })

  it('says what was kept and broken; by whom, to the head alone', async () => {
    const byName = new Map((await letters()).map((letter) => [letter.name, letter]))
    const head = byName.get('Hedda Head')
    const rep = byName.get('Rita Rep')
    expect(rep?.subject).toBe('Acme: promises of the week, 2 Mar 2026 – 8 Mar 2026')
    expect(rep?.text).toContain('Verdicts in time: 6 of 8, 2 promises broken')
    expect(rep?.text).toContain('You: 6 of 6 in time')
    expect(rep?.text).toContain('Answers in time: 1 of 3, 2 promises broken')
    expect(rep?.text).toContain('No need: 2')
    expect(rep?.text).not.toContain('Otto Other')
    expect(head?.text).toContain('Otto Other: 0 of 1 in time')
    expect(head?.text).toContain('open queue: 0 of 1 in time')
    expect(head?.text).not.toContain('Olga Other')
    expect(byName.get('Hanna Head')?.text).toContain('Olga Other: 1 of 1 in time')
    expect(byName.get('Olga Other')?.text).toContain('Ответы в срок: 1 из 3, нарушено 2 обещания')
    for (const { html, text } of byName.values()) {
      expect(html).toContain('<html>')
      expect(html).not.toMatch(/undefined|\{|letter\./)
      expect(text).not.toMatch(/undefined|\{|letter\./)
      expect(text).toContain('/unsubscribe?token=')
    }
  })

  it('comes on Tuesday after a holiday, and the next week again', async () => {
    await db.run(sql`insert into holiday (calendar_id, day, name) values (1, '2026-03-16', 'Founding day')`)
    await db.run(sql`update work_calendar set version = version + 1 where id = 1`)
    expect(await writeWeeklyLetters(new Date('2026-03-16T12:00:00+01:00'))).toBe(0)
    expect(await writeWeeklyLetters(new Date('2026-03-17T08:00:00+01:00'))).toBe(5)
    expect(await letters()).toHaveLength(10)
  })
})
