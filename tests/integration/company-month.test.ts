import { afterAll, beforeAll, expect, it } from 'vitest'
import { editDraft, signDraft, startDraft } from '@/lib/agreements/commands'
import { DEFAULT_TERMS } from '@/lib/agreements/definition'
import { addAbsence, addHolidays, chooseBranch, createCalendar } from '@/lib/calendars/commands'
import { loseDeal, openDeal, winDeal } from '@/lib/deals/commands'
import { funnel } from '@/lib/funnel/queries/funnel'
import { funnelInput } from '@/lib/funnel/schema'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { ringDueAlarms } from '@/lib/handoffs/commands/alarms'
import {
  contestRejection,
  escalateContests,
  giveContestPosition,
  ruleOnContest,
} from '@/lib/handoffs/commands/contest'
import { disablePerson, updatePerson } from '@/lib/handoffs/commands/leaving'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { answerHandoff, askAboutHandoff } from '@/lib/handoffs/commands/question'
import { reassignHandoff } from '@/lib/handoffs/commands/reassign'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { markRejectionSeen } from '@/lib/handoffs/commands/seen'
import { takeNext } from '@/lib/handoffs/commands/take-next'
import { undoVerdict } from '@/lib/handoffs/commands/undo'
import { contestsWaitingFor } from '@/lib/handoffs/queries/contests'
import { listHandoffs } from '@/lib/handoffs/queries/list'
import { addActivity, addTouch } from '@/lib/leads/commands/contact'
import { createLead } from '@/lib/leads/commands/create'
import { disqualifyLead, nurtureLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { deliverLetters } from '@/lib/notices/commands/letters'
import { attachPlan } from '@/lib/nurture/commands/attach'
import { createPlan } from '@/lib/nurture/commands/plans'
import { remindOfNurture } from '@/lib/nurture/commands/remind'
import { resumeRuns } from '@/lib/nurture/commands/run'
import { finishStep } from '@/lib/nurture/commands/steps'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { addDays, dayOf } from '@/lib/platform/calendar'
import { db, type Sql, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { writeWeeklyLetters } from '@/lib/promises/commands'
import { createRule } from '@/lib/routing/commands/rules'
import { createTeam, setCapacity } from '@/lib/routing/commands/teams'
import { ruleInput } from '@/lib/routing/schema'
import { seeded } from '@/prisma/seed/random'
import { actorWith } from '../support/actors'
import { makePeople } from '../support/life'
import { type Mailbox, openMailbox } from '../support/mailbox'

/*
 * A company for a month, March 2026: the clocks change in New York on the 8th and in Berlin on the 29th. Chance is seeded
 * and the clock is the simulation's. People do what people do; jobs run in the minutes in which they would run, except in
 * the outages. After each day the database is asked, by other means than the product's, whether all that was promised holds.
 */

const MINUTE = 60_000
const TICK = 15 * MINUTE
const START = new Date('2026-03-01T23:00:00Z') // midnight in Berlin, a Monday
const DAYS = 30
const END = new Date('2026-03-31T22:00:00Z')

type Opening = readonly (readonly [from: number, to: number])[]
type Branch = { id: number; zone: string; week: readonly Opening[]; holidays: readonly string[] }

const day = (from: number, to: number): Opening => [[from * 60, to * 60]]
const FIVE_DAYS = [1, 2, 3, 4, 5].map(() => day(9, 18))
const BERLIN: Branch = {
  id: 1,
  zone: 'Europe/Berlin',
  week: [...FIVE_DAYS, [], []],
  holidays: ['2026-03-13'],
}
const BRANCHES = {
  Kathmandu: {
    id: 0,
    zone: 'Asia/Kathmandu',
    week: [...[1, 2, 3, 4, 5].map(() => day(10, 17)), [], day(10, 17)],
    holidays: ['2026-03-03', '2026-03-27'],
  },
  'New York': {
    id: 0,
    zone: 'America/New_York',
    week: [
      ...[1, 2, 3, 4, 5].map(
        (): Opening => [
          [540, 720],
          [780, 1020],
        ],
      ),
      [],
      [],
    ],
    holidays: ['2026-03-17'],
  },
} satisfies Record<string, Branch>
const calendars = new Map<number, Branch>([[1, BERLIN]])

const between = (at: Date, from: string, to: string) => at >= new Date(from) && at < new Date(to)
/** No job runs: a night and a day; and once over a weekend's end. */
const jobsAreOff = (at: Date) =>
  between(at, '2026-03-10T17:00:00Z', '2026-03-11T23:00:00Z') ||
  between(at, '2026-03-22T20:00:00Z', '2026-03-23T13:00:00Z')
const mailIsOff = (at: Date) =>
  between(at, '2026-03-17T09:00:00Z', '2026-03-17T15:00:00Z') ||
  between(at, '2026-03-24T18:00:00Z', '2026-03-25T08:30:00Z')

const random = seeded(2026)
type Colleague = { actor: Actor; branch: Branch; gone?: Date; lazy: number; away?: [string, string] }
let marketers: Colleague[]
let reps: Colleague[]
let heads: { marketing: Colleague; sales: Colleague; executive: Colleague }
let admin: Actor
let plan: number
let mailbox: Mailbox
let port: number
/** what each letter that arrived says it is */
const arrived: string[] = []
const done = new Map<string, number>()

// ── time ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const clocks = new Map<string, Intl.DateTimeFormat>()

function clock(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  })
  clocks.set(timeZone, made)
  return made
}

/** What the wall shows, by other means than the product's. */
function wall(at: Date, zone: string): { day: string; weekday: number; minute: number } {
  const parts = clock(zone).format(at)
  const [date = '', time = ''] = parts.split(', ')
  const [hour = '0', minute = '0'] = time.split(':')
  return {
    day: date,
    weekday: (new Date(`${date}T12:00:00Z`).getUTCDay() + 6) % 7,
    minute: Number(hour) * 60 + Number(minute),
  }
}

function isOpen(branch: Branch, at: Date): boolean {
  const { day: today, weekday, minute } = wall(at, branch.zone)
  if (branch.holidays.includes(today)) return false
  return (branch.week[weekday] ?? []).some(([from, to]) => minute >= from && minute < to)
}

function isHere({ branch, gone, away }: Colleague, at: Date): boolean {
  if (gone && at >= gone) return false
  const { day: today } = wall(at, branch.zone)
  if (away && today >= away[0] && today <= away[1]) return false
  return isOpen(branch, at)
}

// ── the company ─────────────────────────────────────────────────────────────────────────────────────────────────────

beforeAll(async () => {
  mailbox = await openMailbox()
  port = mailbox.port
  process.env.SMTP_URL = mailbox.url
  const company = await makePeople(START)
  admin = company.admin
  for (const [name, branch] of Object.entries(BRANCHES)) {
    const { id } = must(
      await createCalendar(admin, {
        name,
        timeZone: branch.zone,
        week: branch.week.map((opening) => opening.map(([from, to]): [number, number] => [from, to])),
      }),
    )
    branch.id = id
    calendars.set(id, branch)
  }
  for (const { id, holidays } of calendars.values()) {
    for (const from of holidays) {
      must(await addHolidays(admin, { calendarId: id, name: 'A holiday', from, hours: [] }))
    }
  }
  const hire = async (
    role: 'marketer' | 'sales',
    name: string,
    branch: Branch,
    lazy: number,
  ): Promise<Colleague> => {
    const actor = await actorWith({ roles: [role], name, at: START })
    if (branch.id !== 1) {
      must(await chooseBranch(admin, { personId: actor.personId, calendarId: branch.id }))
    }
    return { actor, branch, lazy }
  }
  const { Kathmandu, 'New York': newYork } = BRANCHES
  marketers = [
    await hire('marketer', 'Mia', BERLIN, 0.1),
    await hire('marketer', 'Max', BERLIN, 0.2),
    await hire('marketer', 'Mel', newYork, 0.3),
  ]
  reps = [
    await hire('sales', 'Ben', BERLIN, 0.1),
    await hire('sales', 'Bea', BERLIN, 0.3),
    await hire('sales', 'Bob', BERLIN, 0.6),
    await hire('sales', 'Bia', BERLIN, 0.2),
    await hire('sales', 'Kim', Kathmandu, 0.2),
    await hire('sales', 'Kay', Kathmandu, 0.8),
    await hire('sales', 'Nat', newYork, 0.2),
    await hire('sales', 'Ned', newYork, 0.5),
  ]
  const headOfMarketing = await actorWith({
    roles: ['marketer'],
    headOf: ['marketing'],
    name: 'Hanna',
    at: START,
  })
  heads = {
    marketing: { actor: headOfMarketing, branch: BERLIN, lazy: 0.2 },
    sales: { actor: company.head, branch: BERLIN, lazy: 0.2 },
    executive: { actor: company.executive, branch: BERLIN, lazy: 0.3 },
  }
  const [ben, bea, bob, bia, kim, kay, nat, ned] = reps as [
    Colleague,
    Colleague,
    Colleague,
    Colleague,
    Colleague,
    Colleague,
    Colleague,
    Colleague,
  ]
  for (const [person, from, to] of [
    [bea, '2026-03-09', '2026-03-12'],
    [kim, '2026-03-16', '2026-03-18'],
    [nat, '2026-03-25', '2026-03-31'],
  ] as const) {
    person.away = [from, to]
    must(await addAbsence(admin, { personId: person.actor.personId, from, to }))
  }
  bia.gone = new Date('2026-03-18T11:00:00Z')
  ned.gone = new Date('2026-03-24T15:00:00Z')
  const emails = (people: Colleague[]) => people.map(({ actor }) => actor.email ?? '')
  for (const [person, capacity] of [
    [ben, 6],
    [bob, 4],
    [kay, 3],
  ] as const) {
    must(await setCapacity(company.head, { person: person.actor.email ?? '', capacity }))
  }
  const team = async (
    name: string,
    strategy: 'round_robin' | 'least_loaded' | 'best_closers',
    members: Colleague[],
  ) => must(await createTeam(company.head, { name, strategy, members: emails(members) })).id
  const europe = await team('Europe', 'round_robin', [ben, bea, bob, bia])
  const asia = await team('Asia', 'least_loaded', [kim, kay])
  const america = await team('America', 'best_closers', [nat, ned])
  for (const rule of [
    { name: 'Large', amountFrom: '50000', person: ben.actor.email },
    { name: 'Asia', regions: ['Asia'], teamId: asia },
    { name: 'America', regions: ['America'], teamId: america },
    { name: 'Hot', grades: ['hot'], teamId: europe },
  ]) {
    must(await createRule(company.head, ruleInput.parse(rule)))
  }
  plan = must(
    await createPlan(headOfMarketing, {
      name: 'Keep warm',
      steps: [
        { afterDays: 2, kind: 'call', text: 'Call' },
        { afterDays: 6, kind: 'letter', text: 'Write' },
      ],
    }),
  ).id
})

afterAll(() => mailbox.close())

// ── what people do ──────────────────────────────────────────────────────────────────────────────────────────────────

const HOT = {
  needFormed: 'yes',
  valueUnderstood: 'yes',
  hasBudget: 'yes',
  readySoon: 'yes',
  response: 'engaged',
} as const
const ANSWERS = [HOT, { ...HOT, readySoon: 'no' }, { ...HOT, needFormed: 'unknown' }] as const
const MIX = [
  [0, 6],
  [1, 3],
  [2, 1],
] as const

function count(what: string): void {
  done.set(what, (done.get(what) ?? 0) + 1)
}

async function anyId(query: Sql): Promise<number | undefined> {
  const rows = await db.rows<{ id: number }>(query)
  return rows.length === 0 ? undefined : random.pick(rows).id
}

let enquiries = 0

async function enquiry(me: Actor): Promise<void> {
  enquiries++
  const region = random.weighted([
    ['Europe', 5],
    ['Asia', 2],
    ['America', 3],
    ['Elsewhere', 1],
  ])
  must(
    await createLead(me, {
      company: `Customer ${enquiries}`,
      email: `customer-${enquiries}@example.org`,
      region,
      expectedAmount: random.chance(0.5) ? `${random.between(1, 70) * 1000}.00` : undefined,
    }),
  )
  count('enquiry')
}

async function work(colleague: Colleague, at: Date): Promise<void> {
  const me = actorAt(colleague.actor, at)
  if (me.roles.includes('marketer')) await market(me)
  else await sell(me, colleague.lazy)
}

async function market(me: Actor): Promise<void> {
  const question = await anyId(sql`
    select id from handoff where state = 'pending' and asked_at is not null and answered_at is null
      and offered_by_id = ${me.personId} order by id`)
  if (question && random.chance(0.5)) {
    must(await answerHandoff(me, { handoffId: question, text: 'Two of them, in May' }))
    return count('answer')
  }
  const returned = await anyId(sql`
    select h.id from handoff h join lead l on l.id = h.lead_id where h.state = 'rejected' and h.seen_at is null
      and h.offered_by_id = ${me.personId} and h.decided_at < ${me.at}::timestamptz - interval '1 hour' order by h.id`)
  if (returned && random.chance(0.6)) {
    if (random.chance(0.3)) {
      must(await contestRejection(me, { handoffId: returned, argument: 'They told us otherwise' }))
      return count('contest')
    }
    must(await markRejectionSeen(me, { handoffId: returned }))
    return count('seen')
  }
  const step = await anyId(sql`
    select s.id from nurture_step s where s.done_at is null and s.skipped_at is null
      and s.due_on <= ${me.at}::timestamptz::date order by s.id`)
  if (step && random.chance(0.3)) {
    must(await finishStep(me, { stepId: step, note: 'Done' }))
    return count('step')
  }
  const awake = await anyId(sql`
    select id from lead where status = 'nurture' and nurture_wake_on <= ${me.at}::timestamptz::date order by id`)
  if (awake && random.chance(0.5)) {
    must(await qualifyLead(me, { leadId: awake, ...HOT }))
    return count('requalify')
  }
  const qualified = await anyId(sql`select id from lead where status = 'qualified' order by id`)
  if (qualified && random.chance(0.8)) return offer(me, qualified)
  const fresh = await anyId(sql`select id from lead where status = 'new' order by id`)
  if (fresh && random.chance(0.8)) {
    if (random.chance(0.06)) {
      must(await disqualifyLead(me, { leadId: fresh, reason: 'A student' }))
      return count('disqualify')
    }
    must(await qualifyLead(me, { leadId: fresh, ...ANSWERS[random.weighted(MIX)] }))
    return count('qualify')
  }
  const unripe = await anyId(sql`
    select id from lead l where status = 'nurture' and not exists (
      select from nurture_enrolment e where e.lead_id = l.id and e.ended_at is null) order by id`)
  if (unripe && random.chance(0.3)) {
    must(await attachPlan(me, { leadId: unripe, planId: plan }))
    return count('plan')
  }
  await enquiry(me)
}

async function offer(me: Actor, leadId: number): Promise<void> {
  const lead = await db.one<{ grade: string }>(sql`select grade from lead where id = ${leadId}`)
  if (lead?.grade === 'cold') {
    must(
      await nurtureLead(me, { leadId, wakeAt: addDays(dayOf(me.at, BERLIN.zone), 9), nextStep: 'Ask again' }),
    )
    return count('nurture')
  }
  const reason = lead?.grade === 'hot' ? {} : { overrideReason: 'They insist' }
  const handoff = must(await handOffLead(me, { leadId, ...reason }))
  count(handoff.assignee ? 'offer to a rep' : 'offer to everyone')
  if (handoff.assignee) await checkRoute(handoff.assignee.id, me.at)
}

/** Whom the rules choose is here today, sells, and has room. */
async function checkRoute(personId: number, at: Date): Promise<void> {
  const rep = reps.find(({ actor }) => actor.personId === personId)
  expect(rep).toBeDefined()
  if (!rep) return
  expect(rep.gone && at >= rep.gone).toBeFalsy()
  const { day: today } = wall(at, rep.branch.zone)
  if (rep.away) expect(today >= rep.away[0] && today <= rep.away[1]).toBe(false)
  const load = await db.one<{ fits: boolean }>(sql`
    select capacity is null or capacity >= (
      select count(*) from handoff where assignee_id = p.id and state = 'pending') as fits
    from person p where id = ${personId}`)
  expect(load?.fits).toBe(true)
}

const REASONS = ['no_budget', 'no_need', 'too_early', 'wrong_contact', 'not_target', 'other']

async function sell(me: Actor, lazy: number): Promise<void> {
  const mine = await anyId(sql`
    select id from handoff where state = 'pending' and assignee_id = ${me.personId}
      and (asked_at is null or answered_at is not null) order by due_at, id limit 1`)
  if (mine && !random.chance(lazy)) return decide(me, mine)
  if (random.chance(0.4)) {
    const next = must(await takeNext(me))
    if (next) {
      count('next')
      if (!random.chance(lazy)) await decide(me, next.id)
      return
    }
  }
  const deal = await anyId(
    sql`select id from deal where state = 'open' and owner_id = ${me.personId} order by id`,
  )
  if (deal && random.chance(0.4)) {
    if (random.chance(0.5)) must(await winDeal(me, { dealId: deal }))
    else must(await loseDeal(me, { dealId: deal, reason: 'Too dear' }))
    return count('deal closed')
  }
  const taken = await anyId(sql`
    select id from lead where status = 'accepted' and assignee_id = ${me.personId} order by id`)
  if (taken && random.chance(0.5)) {
    if (random.chance(0.2)) {
      must(
        await nurtureLead(me, {
          leadId: taken,
          wakeAt: addDays(dayOf(me.at, BERLIN.zone), 5),
          nextStep: 'Call',
        }),
      )
      return count('nurture by sales')
    }
    must(await openDeal(me, { leadId: taken, title: 'Pumps', amount: '5000.00' }))
    return count('deal')
  }
  if (taken) must(await addActivity(me, { leadId: taken, kind: 'call', text: 'Talked' }))
}

async function decide(me: Actor, handoffId: number): Promise<void> {
  const row = await db.one<{ asked: boolean }>(sql`
    select asked_at is not null as asked from handoff where id = ${handoffId}`)
  const what = random.weighted([
    ['accept', 45],
    ['reject', 35],
    ['ask', row?.asked ? 0 : 15],
    ['give away', 4],
  ])
  if (what === 'ask') must(await askAboutHandoff(me, { handoffId, question: 'How many?' }))
  else if (what === 'give away')
    must(await reassignHandoff(me, { handoffId, assignee: null, note: 'Not mine' }))
  else {
    if (what === 'accept') must(await acceptHandoff(me, { handoffId }))
    else must(await rejectHandoff(me, { handoffId, reason: random.pick(REASONS), comment: 'As said' }))
    if (random.chance(0.08)) {
      must(await undoVerdict(actorAt(me, new Date(me.at.getTime() + 6000)), { handoffId }))
      count('undo')
    }
  }
  count(what)
}

async function lead(at: Date): Promise<void> {
  for (const colleague of [heads.marketing, heads.sales, heads.executive]) {
    if (!isHere(colleague, at) || !random.chance(0.05)) continue
    const me = actorAt(colleague.actor, at)
    for (const contest of await contestsWaitingFor(me)) {
      if (me.roles.includes('executive')) {
        must(await ruleOnContest(me, { contestId: contest.id, outcome: 'overturn', ruling: 'Take it' }))
        count('ruling')
      } else {
        const opinion = random.chance(0.5) ? 'uphold' : 'overturn'
        must(await giveContestPosition(me, { contestId: contest.id, opinion, text: 'As I see it' }))
        count('position')
      }
    }
  }
}

/** The customers do something too. */
async function touch(at: Date): Promise<void> {
  const leadId = await anyId(sql`select id from lead where status = 'nurture' order by id`)
  if (!leadId) return
  const me = actorAt(heads.marketing.actor, at)
  must(await addTouch(me, { leadId, kind: 'price_request', note: 'Prices?' }))
  count('touch')
}

/** What the calendar of the company says. */
async function occasions(at: Date): Promise<void> {
  const is = (moment: string) => at.getTime() === Date.parse(moment)
  if (is('2026-03-10T09:00:00Z')) {
    const [marketing, sales] = [actorAt(heads.marketing.actor, at), actorAt(heads.sales.actor, at)]
    const draft = must(await startDraft(marketing, { kind: 'definition' }))
    const content = {
      ...DEFAULT_TERMS,
      sales: { ...DEFAULT_TERMS.sales, verdictWithin: { hot: 240, warm: 540, cold: 540 } },
      escalation: { ...DEFAULT_TERMS.escalation, openQueueAfter: 270 },
    }
    const { agreement } = must(
      await editDraft(sales, {
        kind: 'definition',
        content,
        inForceFrom: '2026-03-16',
        revision: draft.revision,
      }),
    )
    must(await signDraft(marketing, { kind: 'definition', revision: agreement.revision }))
    must(await signDraft(sales, { kind: 'definition', revision: agreement.revision }))
  }
  for (const { actor, gone } of reps) {
    if (!gone || at.getTime() !== gone.getTime()) continue
    const boss = actorAt(admin, at)
    const version =
      (await db.one<{ version: number }>(sql`select version from person where id = ${actor.personId}`))
        ?.version ?? 0
    const { personId, name, email } = actor
    if (name === 'Ned') {
      must(await updatePerson(boss, { personId, version, name, email, roles: ['marketer'], headOf: [] }))
    } else must(await disablePerson(boss, { personId, version }))
    count('leaves')
  }
}

// ── what jobs do ────────────────────────────────────────────────────────────────────────────────────────────────────

/** The first minute before `to` in which the jobs of each minute find something, if any: all others are passed over. */
async function nextWork(from: Date, to: Date): Promise<Date | null> {
  const open = [...calendars.values()].filter((branch) => isOpen(branch, from)).map(({ id }) => id)
  const work = await db.one<{ at: Date | null }>(sql`
    select least(
      (select min(alarm_at) from handoff where calendar_id = any(${open}::int[])),
      (select min(mail_at) from notice where letter_id is null),
      (select min(send_at) from letter where sent_at is null)) as at`)
  if (!work?.at || work.at >= to) return null
  return new Date(Math.max(Math.ceil(work.at.getTime() / MINUTE) * MINUTE, from.getTime()))
}

async function runJobs(from: Date, to: Date): Promise<void> {
  if (jobsAreOff(from)) return
  const { minute } = wall(from, BERLIN.zone)
  // these find nothing to do at night
  if (minute % 60 === 0 && minute >= 7 * 60 && minute <= 19 * 60) {
    await resumeRuns(from)
    await remindOfNurture(from)
    await escalateContests(from)
    await writeWeeklyLetters(from)
  }
  let at = await nextWork(from, to)
  while (at && at < to) {
    const open = [...calendars.values()].filter((branch) => isOpen(branch, at as Date)).map(({ id }) => id)
    await ringDueAlarms(at)
    await none(
      'an alarm is due in opening hours and did not ring',
      sql`select id, alarm from handoff where alarm_at <= ${at}::timestamptz and calendar_id = any(${open}::int[])`,
    )
    await mail(at)
    // while the mail server is away what waits for it is tried once in a while
    at = mailIsOff(at) ? null : await nextWork(new Date(at.getTime() + MINUTE), to)
  }
}
let mailWas: 'on' | 'off' = 'on'

async function mail(at: Date): Promise<void> {
  const wanted = mailIsOff(at) ? 'off' : 'on'
  if (wanted !== mailWas) {
    if (wanted === 'off') {
      arrived.push(...mailbox.letters.splice(0))
      await mailbox.close()
    } else mailbox = await openMailbox({ port })
    mailWas = wanted
  }
  await deliverLetters(at)
}

// ── what must hold ──────────────────────────────────────────────────────────────────────────────────────────────────

async function none(what: string, query: Sql): Promise<void> {
  expect({ [what]: await db.rows(query) }).toEqual({ [what]: [] })
}

async function checkDay(at: Date): Promise<void> {
  await none(
    'a lead is with sales exactly while one handoff is undecided, its last round',
    sql`select l.id, l.status, count(h.id)::int as pending from lead l
      left join handoff h on h.lead_id = l.id and h.state = 'pending'
        and h.round = (select max(round) from handoff r where r.lead_id = l.id)
      group by l.id having (l.status = 'handed_off')::int <> count(h.id)
        or count(h.id) <> (select count(*) from handoff p where p.lead_id = l.id and p.state = 'pending')`,
  )
  await none(
    'undecided means due, and within an alarm or past them all',
    sql`select id from handoff where state = 'pending' and (due_at is null or (alarm is null and due_at > ${at}::timestamptz
      and (asked_at is null or answered_at is not null)))`,
  )
  await none(
    'nothing is with who has left or does not sell',
    sql`select h.id from handoff h join person p on p.id = h.assignee_id
      where h.state = 'pending' and (p.status <> 'active' or not 'sales' = any(p.roles))`,
  )
  await none(
    'the state is that of the last step, since then',
    sql`select l.id, l.status, e.to_status from lead l cross join lateral (
        select to_status, at from lead_event where lead_id = l.id and to_status is not null order by id desc limit 1) e
      where e.to_status <> l.status`,
  )
  await none(
    'the first time of each stage is its first event',
    sql`select l.id from lead l where l.qualified_at is distinct from
        (select min(at) from lead_event e where e.lead_id = l.id and e.to_status = 'qualified')
      or l.handed_off_at is distinct from
        (select min(at) from lead_event e where e.lead_id = l.id and e.type = 'handed_off')
      or l.accepted_at is distinct from
        (select min(e.at) from lead_event e where e.lead_id = l.id and e.type = 'accepted' and not exists (
          select from lead_event u where u.lead_id = l.id and u.type = 'verdict_undone' and u.id > e.id
            and u.data->>'verdict' = 'accepted' and u.data->>'handoffId' = e.data->>'handoffId'))
      or l.deal_at is distinct from (select min(at) from lead_event e where e.lead_id = l.id and e.type = 'deal_opened')`,
  )
  await none(
    'what sales did not take sleeps until a day, with a next step, or is closed',
    sql`select l.id from lead l where l.status = 'nurture' and (nurture_wake_on is null or coalesce(nurture_next_step, '') = '')
      union select l.id from lead l join lateral (
        select type, data from lead_event where lead_id = l.id and to_status is not null order by id desc limit 1) e on true
      where e.type = 'rejected' and l.status not in ('nurture', 'disqualified')`,
  )
  await none(
    'how often it went back is what the history says',
    sql`select l.id, l.times_returned from lead l where l.times_returned <>
      (select count(*) filter (where type = 'rejected' or (type = 'nurtured' and from_status in ('accepted', 'lost')))
        - count(*) filter (where type = 'verdict_undone' and data->>'verdict' = 'rejected')
        from lead_event e where e.lead_id = l.id)`,
  )
  await none(
    'nobody is told a thing of a handoff twice',
    sql`select person_id, handoff_id, kind from notice where kind ~ '^(verdict|answer)_'
      group by 1, 2, 3 having count(*) > 1`,
  )
  await none(
    'a plan of touches runs only while its lead is in nurture',
    sql`select e.id from nurture_enrolment e join lead l on l.id = e.lead_id where e.ended_at is null and l.status <> 'nurture'`,
  )
  await none(
    'each handoff is under the definition of its day',
    sql`select id, offered_at, definition_version from handoff where definition_version <>
      case when offered_at >= '2026-03-15T23:00:00Z' then 2 else 1 end`,
  )
  await checkAlarms(at)
  await checkOverdueList(at)
  await checkFunnel(at)
  await checkMail(at)
}

async function checkAlarms(at: Date): Promise<void> {
  const alarms = await db.rows<{ id: number; at: Date; calendarId: number }>(sql`
    select n.id, n.created_at as at, h.calendar_id as "calendarId" from notice n join handoff h on h.id = n.handoff_id
    where n.kind ~ '^(verdict|answer)_'
      and n.created_at >= ${new Date(at.getTime() - 86_400_000)}::timestamptz`)
  const atNight = alarms.filter((alarm) => {
    const branch = calendars.get(alarm.calendarId)
    return !branch || !isOpen(branch, alarm.at)
  })
  expect(atNight).toEqual([])
  count(alarms.length > 0 ? 'days with alarms' : 'days without alarms')
  await checkTold(at)
}

/** The first moment from `from` on at which the jobs run and this branch is open. */
function firstOccasion(from: Date, branch: Branch): Date {
  let at = from
  while (jobsAreOff(at) || !isOpen(branch, at)) at = new Date((Math.floor(at.getTime() / TICK) + 1) * TICK)
  return at
}

/** Whose time ran out before a verdict or a question: somebody was told at the first occasion. */
async function checkTold(at: Date): Promise<void> {
  const late = await db.rows<{
    id: number
    dueAt: Date
    until: Date
    calendarId: number
    toldAt: Date | null
  }>(sql`
    select h.id, h.due_at as "dueAt", coalesce(h.decided_at, ${at}::timestamptz) as until, h.calendar_id as "calendarId",
      (select min(created_at) from notice n where n.handoff_id = h.id and n.kind in ('verdict_due', 'verdict_expired'))
        as "toldAt"
    from handoff h where h.asked_at is null and h.due_at < coalesce(h.decided_at, ${at}::timestamptz)`)
  const unheard = late.filter(({ dueAt, until, calendarId, toldAt }) => {
    const occasion = firstOccasion(dueAt, calendars.get(calendarId) ?? BERLIN)
    const latest = new Date(occasion.getTime() + 2 * MINUTE)
    return latest < until && (toldAt === null || toldAt > latest)
  })
  expect(unheard).toEqual([])
  count(late.length > 0 ? 'fell due' : 'in time')
}

async function idsOf(request: Parameters<typeof listHandoffs>[1], at: Date): Promise<number[]> {
  const page = await listHandoffs(actorAt(heads.executive.actor, at), request)
  expect(page.nextCursor).toBeNull()
  return page.rows.map(({ id }) => id).sort((a, b) => a - b)
}

async function checkOverdueList(at: Date): Promise<void> {
  const overdue = await db.rows<{ id: number }>(sql`
    select id from handoff where state = 'pending' and due_at < ${at}::timestamptz
      and (asked_at is null or answered_at is not null) order by id`)
  expect(await idsOf({ state: 'overdue', limit: 200 }, at)).toEqual(overdue.map(({ id }) => id))
}

/** Leads that have reached each stage, counted from the raw events in another way. */
async function checkFunnel(at: Date): Promise<void> {
  const events = await db.rows<{
    leadId: number
    type: string
    to: string | null
    handoff: string
    verdict: string
  }>(sql`
    select lead_id as "leadId", type, to_status as "to", data->>'handoffId' as handoff, data->>'verdict' as verdict
    from lead_event order by id`)
  const order = ['new', 'qualified', 'handed_off', 'accepted', 'deal', 'won']
  const reached = new Map<number, number>()
  const undone = new Map<string, number>()
  for (const { leadId, type, to, handoff, verdict } of events) {
    const before = reached.get(leadId) ?? 0
    if (type === 'accepted') undone.set(handoff, before)
    const stage = to === 'lost' ? order.indexOf('deal') : order.indexOf(to ?? '')
    if (type === 'verdict_undone' && verdict === 'accepted') reached.set(leadId, undone.get(handoff) ?? 0)
    else reached.set(leadId, Math.max(before, stage))
  }
  const atLeast = (stage: string) =>
    [...reached.values()].filter((furthest) => furthest >= order.indexOf(stage)).length
  const asked = funnelInput.parse({ from: '2026-03-01', to: '2026-04-30', groupBy: 'none' })
  const { stages } = (await funnel(actorAt(heads.executive.actor, at), asked)).total
  expect(stages).toMatchObject({
    leads: atLeast('new'),
    qualified: atLeast('qualified'),
    handedOff: atLeast('handed_off'),
    accepted: atLeast('accepted'),
    deals: atLeast('deal'),
    won: atLeast('won'),
  })
}

async function checkMail(at: Date): Promise<void> {
  arrived.push(...mailbox.letters.splice(0))
  const ids = arrived.map((letter) => /^message-id: (.+)$/im.exec(letter)?.[1] ?? letter)
  expect(new Set(ids).size).toBe(ids.length)
  const sent = await db.one<{ count: number }>(
    sql`select count(*)::int as count from letter where sent_at is not null`,
  )
  expect(ids.length).toBe(sent?.count)
  const today = wall(at, BERLIN.zone)
  const monday = addDays(today.day, -today.weekday)
  await none(
    'everybody on a side has this week’s letter',
    sql`select p.name from person p where p.status = 'active' and p.roles && array['marketer', 'sales']::role[]
      and (select count(*) from letter l where l.person_id = p.id and l.kind = 'weekly'
        and l.created_at >= (${monday}::date + time '08:00') at time zone ${BERLIN.zone}) <> 1`,
  )
  await none(
    'no letter comes in the quiet hours',
    sql`select l.id, l.sent_at from letter l join person p on p.id = l.person_id
        left join work_calendar c on c.id = p.calendar_id cross join organisation o
      where not (l.sent_at at time zone coalesce(p.time_zone, c.time_zone, o.time_zone))::time between '08:00' and '20:00'
        and l.sent_at >= ${new Date(at.getTime() - 86_400_000)}::timestamptz`,
  )
}

/**
 * The checks can fail: each of these would be found. What was changed is put back. (That nothing is with who has left, the
 * database itself refuses to forget.)
 */
async function wouldNotice(at: Date): Promise<void> {
  const night = new Date('2026-03-31T01:30:00Z')
  const someone = reps.find(({ gone }) => gone)?.actor.personId ?? 0
  const pick = async (query: Sql) => (await db.one<{ id: number }>(query))?.id ?? 0
  const waiting = await pick(sql`select max(id) as id from handoff where state = 'pending'`)
  const asleep = await pick(sql`select max(id) as id from lead where status = 'nurture'`)
  const fresh = await pick(
    sql`select max(id) as id from lead where qualified_at is not null and won_at is null`,
  )
  const told = await pick(sql`
    select max(id) as id from notice where kind = 'verdict_due' and created_at < '2026-03-20T00:00:00Z'`)
  const sent = await pick(sql`select max(id) as id from letter where sent_at is not null`)
  const plans = await pick(sql`
    select max(e.id) as id from nurture_enrolment e join lead l on l.id = e.lead_id where l.status <> 'nurture'`)
  const changes: [broken: Sql, mended: Sql][] = [
    [
      sql`update lead set times_returned = times_returned + 1 where id = ${asleep}`,
      sql`update lead set times_returned = times_returned - 1 where id = ${asleep}`,
    ],
    [
      sql`update lead set nurture_next_step = '' where id = ${asleep}`,
      sql`update lead set nurture_next_step = 'Call' where id = ${asleep}`,
    ],
    [
      sql`update lead set won_at = ${at}::timestamptz where id = ${fresh}`,
      sql`update lead set won_at = null where id = ${fresh}`,
    ],
    [
      sql`update lead set qualified_at = qualified_at - interval '1 second' where id = ${fresh}`,
      sql`update lead set qualified_at = qualified_at + interval '1 second' where id = ${fresh}`,
    ],
    [
      sql`update lead set status = 'qualified' where id = (select lead_id from handoff where id = ${waiting})`,
      sql`update lead set status = 'handed_off' where id = (select lead_id from handoff where id = ${waiting})`,
    ],
    [
      sql`update handoff set definition_version = 9 where id = ${waiting}`,
      sql`update handoff set definition_version = 2 where id = ${waiting}`,
    ],
    [
      sql`insert into notice (person_id, kind, handoff_id, created_at, key)
        select person_id, kind, handoff_id, created_at, 'twice' from notice where id = ${told}`,
      sql`delete from notice where key = 'twice'`,
    ],
    [
      sql`insert into notice (person_id, kind, handoff_id, created_at, key)
        values (${someone}, 'verdict_half', ${waiting}, ${night}::timestamptz, 'at night')`,
      sql`delete from notice where key = 'at night'`,
    ],
    [
      sql`update notice set kind = 'forgotten' where kind in ('verdict_due', 'verdict_expired')`,
      sql`update notice set kind = split_part(key, ':', 1) where kind = 'forgotten'`,
    ],
    [
      sql`update letter set sent_at = sent_at + interval '9 hours', failure = sent_at::text
        where sent_at >= ${at}::timestamptz - interval '1 day'`,
      sql`update letter set sent_at = failure::timestamptz, failure = null where failure like '2026%'`,
    ],
    [
      sql`update letter set failure = sent_at::text, sent_at = null where id = ${sent}`,
      sql`update letter set sent_at = failure::timestamptz, failure = null where id = ${sent}`,
    ],
    [
      sql`update nurture_enrolment set ended_at = null, "end" = null where id = ${plans}`,
      sql`update nurture_enrolment set ended_at = ${at}::timestamptz, "end" = 'left' where id = ${plans}`,
    ],
  ]
  for (const [index, [broken, mended]] of changes.entries()) {
    expect(await db.run(broken)).toBeGreaterThan(0)
    const found = await checkDay(at).then(
      () => `nobody noticed change ${index}`,
      () => 'noticed',
    )
    expect(found).toBe('noticed')
    await db.run(mended)
    await checkDay(at)
  }
}

// ── the month ───────────────────────────────────────────────────────────────────────────────────────────────────────

async function tick(at: Date, people: boolean): Promise<void> {
  if (people) {
    await occasions(at)
    for (const colleague of [...marketers, ...reps]) {
      if (isHere(colleague, at) && random.chance(0.2)) await work(colleague, at)
    }
    await lead(at)
    if (random.chance(0.02)) await touch(at)
  }
  await runJobs(at, new Date(at.getTime() + TICK))
}

it('goes through a month with absences, holidays, outages and quarrels, and loses nothing', {
  timeout: 120_000,
}, async () => {
  let at = START
  for (let days = 0; at < END; at = new Date(at.getTime() + TICK)) {
    await tick(at, true)
    if (wall(new Date(at.getTime() + TICK), BERLIN.zone).minute === 0) {
      days++
      await checkDay(new Date(at.getTime() + TICK - 1))
    }
    expect(days).toBeLessThanOrEqual(DAYS)
  }
  await wouldNotice(at)
  // Nobody comes any more; the jobs go on until every clock has run out.
  for (
    const last = new Date(END.getTime() + 14 * 86_400_000);
    at < last;
    at = new Date(at.getTime() + 60 * MINUTE)
  ) {
    await runJobs(at, new Date(at.getTime() + 60 * MINUTE))
  }
  await checkDay(at)
  await none('an alarm is still to come', sql`select id from handoff where alarm_at <= ${at}::timestamptz`)
  const undecided = await db.rows<{ id: number }>(
    sql`select id from handoff where state = 'pending' order by id`,
  )
  const visible = [
    ...(await idsOf({ state: 'overdue', limit: 200 }, at)),
    ...(await idsOf({ state: 'pending', waiting: true, limit: 200 }, at)),
  ].sort((a, b) => a - b)
  expect(visible).toEqual(undecided.map(({ id }) => id))
  await none(
    'a question waits without being overdue',
    sql`select id from handoff where state = 'pending' and asked_at is not null and answered_at is null
      and answer_due_at > ${at}::timestamptz`,
  )
  await none(
    'a notice that should have gone out waits',
    sql`select id, kind, mail_at from notice where mail_at <= ${at}::timestamptz and letter_id is null`,
  )
  await none('a letter waits', sql`select id from letter where sent_at is null`)
  // The month was a full one: every kind of thing happened.
  const expected = [
    'accept',
    'reject',
    'ask',
    'answer',
    'give away',
    'undo',
    'next',
    'contest',
    'position',
    'ruling',
    'requalify',
  ]
  expect([...done.keys()]).toEqual(
    expect.arrayContaining([...expected, 'plan', 'step', 'deal', 'leaves', 'nurture by sales']),
  )
})
