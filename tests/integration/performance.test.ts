import { beforeAll, describe, expect, it } from 'vitest'
import { loseDeal, openDeal, winDeal } from '@/lib/deals/commands'
import { gradingCalibration, qualityMix } from '@/lib/funnel/queries/quality'
import { rejections } from '@/lib/funnel/queries/rejections'
import { handoffsHref, readHandoffsState, segmentHref, stageHref } from '@/lib/funnel/search-params'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { contestRejection, giveContestPosition } from '@/lib/handoffs/commands/contest'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { answerHandoff, askAboutHandoff } from '@/lib/handoffs/commands/question'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import type { HandoffFilters, HandoffSet } from '@/lib/handoffs/handoff-sets'
import { countedHandoffs } from '@/lib/handoffs/queries/counted'
import { createLead } from '@/lib/leads/commands/create'
import { takeLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { countLeads } from '@/lib/leads/queries/list'
import { readLeadFilters } from '@/lib/leads/search-params'
import { setPointWeights } from '@/lib/performance/commands'
import { performance, personPerformance } from '@/lib/performance/queries/people'
import { sideWeights } from '@/lib/performance/queries/weights'
import { lineHref } from '@/lib/performance/search-params'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import type { Query } from '@/lib/platform/url-state'
import { actorWith } from '../support/actors'
import { type Company, HOT, makePeople, newLead } from '../support/life'

/** A random but seeded spring of a small company, from March to May 2026 in Berlin, looked at in June. */

const PERIOD = { from: '2026-03-01', to: '2026-05-31' }
const NOW = new Date('2026-06-15T12:00:00+02:00')
const GRADES = ['hot', 'warm', 'cold'] as const

let company: Company
let headOfMarketing: Actor
let marketers: Actor[]
let reps: Actor[]

/** Mulberry32: the same spring each time. */
function seeded(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

beforeAll(async () => {
  const start = new Date('2026-02-20T10:00:00+01:00')
  company = await makePeople(start)
  headOfMarketing = await actorWith({
    roles: ['marketer'],
    headOf: ['marketing'],
    name: 'Hanna Head',
    at: start,
  })
  const other = await actorWith({ roles: ['marketer'], name: 'Olga Other', at: start })
  marketers = [company.marketer, headOfMarketing, other]
  reps = [company.rep, company.otherRep]
  await db.run(sql`insert into channel (name) values ('Search'), ('Fair')`)
  await db.run(sql`insert into campaign (channel_id, name) select id, name || ' one' from channel`)
  await weigh()
  const random = seeded(4)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  // Over the summer time's beginning and both ends of the period.
  const begin = Date.parse('2026-02-26T08:00:00Z')
  for (let n = 0; n < 90; n++) {
    const at = new Date(begin + n * 26 * 3_600_000 + Math.floor(random() * 3_600_000))
    await oneLead(at, pick, random)
  }
}, 120_000)

/** Versions of March, of mid-April and one that never came into force. */
async function weigh() {
  const head = (day: string) => actorAt(headOfMarketing, new Date(`${day}T12:00:00+01:00`))
  const set = async (actor: Actor, inForceFrom: string, weights: Record<string, number>) => {
    const side = actor.headOf[0] ?? 'marketing'
    must(await setPointWeights(actor, { side, inForceFrom, weights }))
  }
  await set(head('2026-02-25'), '2026-03-10', {
    acceptedHot: 3,
    acceptedWarm: 1,
    wonHot: 10,
    'rejected:wrong_contact': -2,
    'rejected:no_budget': -1,
  })
  await set(head('2026-04-01'), '2026-09-01', { acceptedHot: 99 })
  await set(head('2026-04-02'), '2026-04-15', {
    acceptedHot: 4,
    acceptedCold: -1,
    wonHot: 8,
    wonWarm: 12,
    answerInTime: 1,
    answerLate: -1,
    'rejected:wrong_contact': -3,
    'rejected:no_need': -1,
  })
  const sales = actorAt(company.head, new Date('2026-02-25T12:00:00+01:00'))
  await set(sales, '2026-03-01', {
    verdictInTime: 1,
    verdictLate: -2,
    acceptedHot: 1,
    won: 20,
    overturned: -5,
  })
}

async function oneLead(at: Date, pick: <T>(list: readonly T[]) => T, random: () => number) {
  let clock = at
  const later = (hours: number) => {
    clock = new Date(clock.getTime() + hours * 3_600_000)
    return clock
  }
  const marketer = pick(marketers)
  const rep = pick(reps)
  const as = (who: Actor) => actorAt(who, clock)
  if (random() < 0.15) {
    const leadId = await newLead(as(rep), 'sales')
    later(1)
    must(await takeLead(as(rep), { leadId }))
    await deal(leadId)
    return
  }
  const channel = pick(['Search', 'Fair', null])
  const made = must(
    await createLead(as(marketer), {
      company: `Spring ${at.getTime()}`,
      email: `spring-${at.getTime()}@example.org`,
      ...(channel ? { channel, campaign: random() < 0.5 ? `${channel} one` : null } : {}),
    }),
  )
  const leadId = made.lead.id
  if (random() < 0.1) return
  for (let round = 0; round < 3; round++) {
    const computed = pick(GRADES)
    const answers = {
      ...HOT,
      hasBudget: computed === 'hot' ? 'yes' : 'no',
      needFormed: computed === 'cold' ? 'no' : 'yes',
    } as const
    const grade = random() < 0.3 ? pick(GRADES) : computed
    later(3)
    must(await qualifyLead(as(marketer), { leadId, ...answers, grade, overrideReason: 'I know them' }))
    if (random() < 0.1) return
    later(2)
    const offered = must(
      await handOffLead(as(marketer), {
        leadId,
        overrideReason: 'They asked',
        assignee: random() < 0.4 ? rep.email : null,
      }),
    )
    const handoffId = offered.id
    if (random() < 0.05) return
    if (random() < 0.2) {
      later(1)
      must(await askAboutHandoff(as(rep), { handoffId, question: 'Who decides?' }))
      later(random() < 0.5 ? 2 : 100)
      if (random() < 0.7) must(await answerHandoff(as(pick(marketers)), { handoffId, text: 'The owner.' }))
    }
    later(random() < 0.7 ? 4 : 70)
    if (random() < 0.5) {
      must(await acceptHandoff(as(rep), { handoffId }))
      await deal(leadId)
      return
    }
    const reason = pick(['wrong_contact', 'no_budget', 'no_need', 'too_early'])
    must(await rejectHandoff(as(rep), { handoffId, reason, comment: 'As said' }))
    if (random() < 0.3) {
      later(1)
      const { id } = must(await contestRejection(as(marketer), { handoffId, argument: 'No.' }))
      const opinion = random() < 0.7 ? 'overturn' : 'uphold'
      // who contested has spoken: then the other head alone settles it
      for (const head of [company.head, headOfMarketing])
        await giveContestPosition(as(head), { contestId: id, opinion, text: 'So.' })
    }
    if (random() < 0.4) return
    later(90)
  }

  async function deal(leadId: number) {
    if (random() < 0.2) return
    later(30)
    const opened = must(await openDeal(as(rep), { leadId, title: 'Pumps', amount: '1000.50' }))
    if (random() < 0.2) return
    later(24 * 20 * random())
    if (random() < 0.6) must(await winDeal(as(rep), { dealId: opened.id }))
    else must(await loseDeal(as(rep), { dealId: opened.id, reason: 'Too dear' }))
  }
}

const executive = () => actorAt(company.executive, NOW)

function queryOf(href: string): Query {
  return Object.fromEntries(new URL(href, 'http://baton').searchParams)
}

/** How many the list behind a number has, through its address. */
async function behind(href: string): Promise<number> {
  if (href.startsWith('/funnel/handoffs')) {
    const { total, rows, next } = await countedHandoffs(
      executive(),
      readHandoffsState(queryOf(href), '2026-06-15'),
    )
    if (next === null) expect(rows).toHaveLength(total)
    return total
  }
  return (await countLeads(executive(), readLeadFilters(queryOf(href)), { exact: true })).count
}

const handoffs = (set: HandoffSet, filters: HandoffFilters = {}) =>
  behind(handoffsHref({ ...PERIOD, ...filters }, set))

describe('the quality mix', () => {
  it.each(['channel', 'campaign'] as const)(
    'by %s counts exactly the leads of its lists',
    async (groupBy) => {
      const { rows, total } = await qualityMix(executive(), { ...PERIOD, groupBy })
      expect(total.leads).toBeGreaterThan(50)
      expect(rows.reduce((sum, { leads }) => sum + leads, 0)).toBe(total.leads)
      expect(rows.at(-1)?.key).toBeNull()
      for (const row of rows) {
        const filters = { [groupBy]: row.key ?? 'none' }
        const leads = (more: object) =>
          behind(stageHref({ ...PERIOD, basis: 'cohort', within: null }, 'leads', { ...filters, ...more }))
        expect(await leads({})).toBe(row.leads)
        for (const grade of GRADES) expect(await leads({ grade })).toBe(row[grade])
        expect(await leads({ grade: 'none' })).toBe(row.ungraded)
        expect(await behind(segmentHref(PERIOD, 'graded', filters))).toBe(row.graded)
        expect(row.shares.hot).toMatchObject({ count: row.hot, base: row.graded })
      }
    },
  )

  it('agrees with an independent count', async () => {
    const { rows } = await qualityMix(executive(), { ...PERIOD, groupBy: 'channel' })
    const counted = await db.rows(sql`
      select c.id as key, c.name as label, count(l.id)::int as leads,
        sum((l.grade = 'hot')::int)::int as hot, sum((l.grade is null)::int)::int as ungraded
      from lead l left join channel c on c.id = l.channel_id
      where (l.created_at at time zone 'Europe/Berlin')::date between '2026-03-01' and '2026-05-31'
      group by 1, 2`)
    const by = (list: object[]) => new Map(list.map((row) => [(row as { key: unknown }).key, row]))
    const found = by(
      rows.map(({ key, label, leads, hot, ungraded }) => ({ key, label, leads, hot, ungraded })),
    )
    expect(found).toEqual(by(counted))
  })
})

describe('the calibration of grading', () => {
  it('counts exactly the handoffs of its lists, in all and for each marketer', async () => {
    const found = await gradingCalibration(executive(), PERIOD)
    expect(found.people.map(({ name }) => name)).toEqual(['Hanna Head', 'Mara Keter', 'Olga Other'])
    for (const row of [{ ...found.total, leads: found.leads, personId: undefined }, ...found.people]) {
      const whose = row.personId === undefined ? {} : { marketerId: row.personId }
      for (const grade of GRADES) {
        const { accepted, won, atWork } = row.grades[grade]
        expect(await handoffs('decided', { ...whose, grade })).toBe(accepted.base)
        expect(await handoffs('accepted', { ...whose, grade })).toBe(accepted.count)
        expect(await handoffs('won', { ...whose, grade })).toBe(won.count)
        expect(won.base).toBe(accepted.base)
        expect(await handoffs('atWork', { ...whose, grade })).toBe(atWork)
      }
      const { overrides } = row
      expect(await handoffs('overriddenUp', whose)).toBe(overrides.up)
      expect(await handoffs('overriddenDown', whose)).toBe(overrides.down)
      expect(await handoffs('overridden', whose)).toBe(overrides.right.base)
      expect(await handoffs('overrideRight', whose)).toBe(overrides.right.count)
      expect(overrides.upAccepted + overrides.downRejected).toBe(overrides.right.count)
      for (const segment of ['overriddenUp', 'overriddenDown'] as const)
        expect(await behind(segmentHref(PERIOD, segment, row.personId ? { owner: row.personId } : {}))).toBe(
          segment === 'overriddenUp' ? row.leads.up : row.leads.down,
        )
    }
    const { overridden, answered } = found.hot
    expect(await handoffs('decided', { grade: 'hot', computedGrade: 'hot' })).toBe(answered.base)
    expect(await handoffs('overriddenUp', { grade: 'hot' })).toBe(overridden.base)
    expect(found.total.overrides.down).toBeGreaterThan(3)
  })

  it('agrees with an independent count from the history', async () => {
    const found = await gradingCalibration(executive(), PERIOD)
    // The verdicts and the grades as the events tell them; the win by the day of the deal.
    const counted = await db.one<Record<string, number>>(sql`
      with verdict as (
        select e.lead_id, e.at, e.type, (e.data->>'handoffId')::int as handoff_id,
          (select q.data->>'grade' from lead_event q where q.lead_id = e.lead_id and q.type = 'qualified' and q.id < e.id order by q.id desc limit 1) as grade,
          (select q.data->>'computedGrade' from lead_event q where q.lead_id = e.lead_id and q.type = 'qualified' and q.id < e.id order by q.id desc limit 1) as computed
        from lead_event e where e.type in ('accepted', 'rejected')
      )
      select count(*)::int as decided, sum((type = 'accepted')::int)::int as accepted,
        sum((type = 'accepted' and exists (select from deal d where d.lead_id = verdict.lead_id and d.state = 'won'))::int)::int as won,
        sum((array_position(array['hot','warm','cold'], grade) < array_position(array['hot','warm','cold'], computed))::int)::int as up,
        sum((array_position(array['hot','warm','cold'], grade) > array_position(array['hot','warm','cold'], computed))::int)::int as down
      from verdict where (at at time zone 'Europe/Berlin')::date between '2026-03-01' and '2026-05-31'`)
    const all = GRADES.map((grade) => found.total.grades[grade])
    const sum = (of: (one: (typeof all)[number]) => number) => all.reduce((total, one) => total + of(one), 0)
    expect({
      decided: sum(({ accepted }) => accepted.base),
      accepted: sum(({ accepted }) => accepted.count),
      won: sum(({ won }) => won.count),
      up: found.total.overrides.up,
      down: found.total.overrides.down,
    }).toEqual(counted)
    expect(counted?.won).toBeGreaterThan(5)
  })

  it('shows each marketer to heads and executives, and to the others the whole and themselves', async () => {
    const names = async (actor: Actor) =>
      (await gradingCalibration(actorAt(actor, NOW), PERIOD)).people.map(({ name }) => name)
    expect(await names(company.head)).toHaveLength(3)
    expect(await names(company.marketer)).toEqual(['Mara Keter'])
    for (const actor of [company.rep, company.admin]) expect(await names(actor)).toEqual([])
  })
})

describe('rejections', () => {
  const FILTER = {
    channel: 'channelId',
    campaign: 'campaignId',
    marketer: 'marketerId',
    rep: 'repId',
  } as const

  it.each(['channel', 'campaign', 'marketer', 'rep'] as const)(
    'by %s are those of their lists',
    async (groupBy) => {
      const found = await rejections(executive(), { ...PERIOD, groupBy })
      for (const row of [{ ...found.total, key: undefined, reasons: [] }, ...found.rows]) {
        const whose = row.key === undefined ? {} : { [FILTER[groupBy]]: row.key }
        expect(await handoffs('decided', whose)).toBe(row.decided)
        expect(await handoffs('rejected', whose)).toBe(row.rejected)
        expect(await handoffs('contested', whose)).toBe(row.contested)
        expect(await handoffs('overturned', whose)).toBe(row.overturned)
        expect(await handoffs('againstMarketing', whose)).toBe(row.against)
        for (const { reasonId, count, base } of row.reasons) {
          expect(await handoffs('rejected', { ...whose, reasonId })).toBe(count)
          expect(base).toBe(row.rejected)
        }
      }
      for (const { reasonId, rejected, contested, overturned } of found.reasons) {
        expect(await handoffs('rejected', { reasonId })).toBe(rejected)
        expect(await handoffs('contested', { reasonId })).toBe(contested)
        expect(await handoffs('overturned', { reasonId })).toBe(overturned)
      }
      expect(found.total.overturned).toBeGreaterThan(2)
      expect(found.total.against).toBeLessThan(found.total.rejected)

      // What was handed off long before it was decided is looked up in another way.
      const moved = sql`handed_off_at = handed_off_at + make_interval(years => ${-2}::int)`
      const back = sql`handed_off_at = handed_off_at + make_interval(years => ${2}::int)`
      const every = sql`id % 2 = 0 and handed_off_at is not null`
      await db.run(sql`update lead set ${moved} where ${every}`)
      try {
        expect(await rejections(executive(), { ...PERIOD, groupBy })).toEqual(found)
      } finally {
        await db.run(sql`update lead set ${back} where ${every}`)
      }
    },
  )

  it('of one reason rate that reason', async () => {
    const all = await rejections(executive(), { ...PERIOD, groupBy: 'rep' })
    const reason = all.reasons[0]?.reasonId
    const one = await rejections(executive(), { ...PERIOD, groupBy: 'rep', reason })
    for (const row of one.rows)
      expect(row.rate).toMatchObject({
        count: await handoffs('rejected', { repId: row.key ?? 0, reasonId: reason }),
        base: row.decided,
      })
  })

  it('agree with an independent count from the history', async () => {
    const { reasons } = await rejections(executive(), { ...PERIOD, groupBy: 'channel' })
    const counted = await db.rows(sql`
      select data->>'reasonCode' as code, count(*)::int as count from lead_event
      where type = 'rejected' and (at at time zone 'Europe/Berlin')::date between '2026-03-01' and '2026-05-31'
      group by 1 order by 1`)
    const codes = await db.rows<{ id: number; code: string }>(sql`select id, code from rejection_reason`)
    const found = reasons.map(({ reasonId, rejected }) => ({
      code: codes.find(({ id }) => id === reasonId)?.code,
      count: rejected,
    }))
    expect(found.toSorted((a, b) => ((a.code ?? '') < (b.code ?? '') ? -1 : 1))).toEqual(counted)
  })

  it('tell what a definition changed, and that the first one changed nothing', async () => {
    expect((await rejections(executive(), { ...PERIOD, groupBy: 'rep' })).definition).toBeNull()
    await db.run(sql`
      insert into agreement (kind, version, state, content, in_force_from, created_by_id, created_at, updated_by_id, updated_at, signed_at)
      select 'definition', 2, 'draft', '{}', '2026-04-01', ${company.head.personId}, ${NOW}::timestamptz, ${company.head.personId}, ${NOW}::timestamptz, null`)
    await db.run(sql`
      insert into agreement_signature (agreement_id, side, person_id, revision, signed_at)
      select id, side, person, 1, ${NOW}::timestamptz from agreement, (values ('sales'::side, ${company.head.personId}::int), ('marketing'::side, ${headOfMarketing.personId}::int)) s(side, person)`)
    await db.run(sql`update agreement set state = 'signed', signed_at = '2026-04-01'`)
    await db.run(sql`update handoff set definition_version = 2 where offered_at >= '2026-04-01'`)
    const { definition } = await rejections(executive(), { ...PERIOD, groupBy: 'rep' })
    if (!definition) throw new Error('there is a second version')
    expect(definition).toMatchObject({ before: 1, version: 2, inForceFrom: '2026-04-01' })
    const ever = { from: '2000-01-01', to: '2026-06-15' }
    const list = (set: HandoffSet, version: number, reasonId?: number) =>
      behind(handoffsHref({ ...ever, version, reasonId }, set))
    for (const { reasonId, before, since } of [
      { reasonId: undefined, ...definition.rejected },
      ...definition.reasons,
    ]) {
      expect(await list('rejected', 1, reasonId)).toBe(before.count)
      expect(await list('rejected', 2, reasonId)).toBe(since.count)
      expect(await list('decided', 1)).toBe(before.base)
      expect(await list('decided', 2)).toBe(since.base)
    }
  })

  it('show people to heads and executives, and to the others their own row', async () => {
    const keys = async (actor: Actor, groupBy: 'marketer' | 'rep') =>
      (await rejections(actorAt(actor, NOW), { ...PERIOD, groupBy })).rows.map(({ key }) => key)
    expect(await keys(headOfMarketing, 'rep')).toHaveLength(2)
    expect(await keys(company.rep, 'rep')).toEqual([company.rep.personId])
    expect(await keys(company.rep, 'marketer')).toEqual([])
    expect(await keys(company.admin, 'rep')).toEqual([])
  })
})

describe('people', () => {
  it('are counted by their lists', async () => {
    const { marketing, sales } = await performance(executive(), PERIOD)
    for (const { personId, counts } of marketing?.people ?? []) {
      const marketerId = personId
      const owner = { owner: { side: 'marketing' as const, personId } }
      const leads = (more: object) =>
        behind(stageHref({ ...PERIOD, basis: 'cohort', within: null }, 'leads', { owner: personId, ...more }))
      expect(counts).toMatchObject({
        leads: await leads({}),
        hot: await leads({ grade: 'hot' }),
        graded: await behind(segmentHref(PERIOD, 'graded', { owner: personId })),
        customers: await behind(segmentHref(PERIOD, 'customers', { owner: personId })),
        decided: await handoffs('decided', { marketerId }),
        accepted: await handoffs('accepted', { marketerId }),
        againstMarketing: await handoffs('againstMarketing', { marketerId }),
        won: await handoffs('won', { marketerId }),
        overridden: await handoffs('overridden', { marketerId }),
        overrideRight: await handoffs('overrideRight', { marketerId }),
        answerSettled: await handoffs('answerSettled', owner),
        answerInTime: await handoffs('answerInTime', owner),
      })
    }
    for (const { personId, counts } of sales?.people ?? []) {
      const repId = personId
      const owner = { owner: { side: 'sales' as const, personId } }
      const entered = (stage: 'accepted' | 'deals') =>
        behind(stageHref({ ...PERIOD, basis: 'period', within: null }, stage, { assignee: personId }))
      expect(counts).toMatchObject({
        taken: await entered('accepted'),
        deals: await entered('deals'),
        closedDeals: await behind(segmentHref(PERIOD, 'closedDeals', { assignee: personId })),
        customers: await behind(segmentHref(PERIOD, 'customers', { assignee: personId })),
        decided: await handoffs('decided', { repId }),
        accepted: await handoffs('accepted', { repId }),
        rejected: await handoffs('rejected', { repId }),
        overturned: await handoffs('overturned', { repId }),
        settled: await handoffs('settled', owner),
        inTime: await handoffs('inTime', owner),
        timed: await handoffs('timed', { repId }),
      })
    }
    expect(marketing?.people).toHaveLength(3)
    expect(sales?.people).toHaveLength(3)
  })

  it('have the revenue of their leads, to the cent, and the sides what their people have', async () => {
    const { marketing, sales } = await performance(executive(), PERIOD)
    const counted = await db.rows<{ id: number; owned: string; taken: string }>(sql`
      select p.id,
        coalesce((select sum(d.amount) from deal d join lead l on l.id = d.lead_id where l.owner_id = p.id and d.state = 'won' and (d.closed_at at time zone 'Europe/Berlin')::date between '2026-03-01' and '2026-05-31'), 0.00)::text as owned,
        coalesce((select sum(d.amount) from deal d join lead l on l.id = d.lead_id where l.assignee_id = p.id and d.state = 'won' and (d.closed_at at time zone 'Europe/Berlin')::date between '2026-03-01' and '2026-05-31'), 0.00)::text as taken
      from person p`)
    const of = (id: number) => counted.find((row) => row.id === id)
    for (const row of marketing?.people ?? []) expect(row.counts.revenue).toBe(of(row.personId)?.owned)
    for (const row of sales?.people ?? []) expect(row.counts.revenue).toBe(of(row.personId)?.taken)
    const all = sales?.people.reduce((sum, { counts }) => sum + counts.decided, 0)
    expect(sales?.whole.counts.decided).toBe(all)
  })

  it('are read by themselves, their head and executives; administering is no licence', async () => {
    const names = async (actor: Actor) => {
      const { marketing, sales } = await performance(actorAt(actor, NOW), PERIOD)
      return [marketing?.people.map(({ name }) => name), sales?.people.map(({ name }) => name)]
    }
    const everybody = [
      ['Hanna Head', 'Mara Keter', 'Olga Other'],
      ['Hedda Head', 'Otto Other', 'Rita Rep'],
    ]
    expect(await names(company.executive)).toEqual(everybody)
    expect(await names(headOfMarketing)).toEqual([everybody[0], undefined])
    expect(await names(company.head)).toEqual([undefined, everybody[1]])
    expect(await names(company.rep)).toEqual([undefined, ['Rita Rep']])
    expect(await names(company.marketer)).toEqual([['Mara Keter'], undefined])
    expect(await names(company.admin)).toEqual([undefined, undefined])
    // What one reads of oneself is what an executive reads.
    const own = await performance(actorAt(company.rep, NOW), PERIOD)
    const { sales } = await performance(executive(), PERIOD)
    expect(own.sales?.people[0]).toEqual(
      sales?.people.find(({ personId }) => personId === company.rep.personId),
    )
    expect(own.sales?.whole).toEqual(sales?.whole)
  })

  it('have a page of their own, closed to the others', async () => {
    const page = async (actor: Actor, personId: number) => {
      const found = await personPerformance(actorAt(actor, NOW), personId, PERIOD)
      return found.ok ? [found.value.marketing?.own.name, found.value.sales?.own.name] : found.failure.code
    }
    const { rep, otherRep, head, admin, marketer } = company
    expect(await page(rep, rep.personId)).toEqual([undefined, 'Rita Rep'])
    expect(await page(head, rep.personId)).toEqual([undefined, 'Rita Rep'])
    expect(await page(company.executive, marketer.personId)).toEqual(['Mara Keter', undefined])
    expect(await page(otherRep, rep.personId)).toBe('FORBIDDEN')
    expect(await page(marketer, rep.personId)).toBe('FORBIDDEN')
    expect(await page(headOfMarketing, rep.personId)).toBe('FORBIDDEN')
    expect(await page(head, marketer.personId)).toBe('FORBIDDEN')
    expect(await page(admin, rep.personId)).toBe('FORBIDDEN')
    expect(await page(admin, admin.personId)).toEqual([undefined, undefined])
    expect(await page(company.executive, 2_000_000_000)).toBe('NOT_FOUND')
  })
})

describe('points', () => {
  it('are so many times so much, each line with its list', async () => {
    const { marketing, sales } = await performance(executive(), PERIOD)
    let counted = 0
    for (const [side, people] of [
      ['marketing', marketing?.people],
      ['sales', sales?.people],
    ] as const)
      for (const { personId, points } of people ?? []) {
        expect(points.total).toBe(points.lines.reduce((sum, line) => sum + line.count * line.weight, 0))
        for (const line of points.lines) {
          const reasons = await db.rows<{ id: number; code: string }>(
            sql`select id, code from rejection_reason`,
          )
          const href = lineHref(side, line, personId, new Map(reasons.map(({ id, code }) => [code, id])))
          expect(await behind(href ?? ''), `${side} ${line.key} ${line.from}`).toBe(line.count)
          counted += line.count
        }
      }
    expect(counted).toBeGreaterThan(100)
  })

  it('count from their day by the weights of that day, and nothing before it', async () => {
    const { marketing } = await performance(executive(), PERIOD)
    const spans = new Set(
      marketing?.people.flatMap(({ points }) =>
        points.lines.map(({ version, from, to }) => `${version} ${from} ${to}`),
      ),
    )
    expect([...spans].toSorted()).toEqual(['1 2026-03-10 2026-04-14', '3 2026-04-15 2026-05-31'])
    // Independently, from the verdicts: hot ones accepted, at three points and then at four.
    const hot = await db.one<{ points: number }>(sql`
      select coalesce(sum(case when day < '2026-03-10' then 0 when day < '2026-04-15' then 3 else 4 end), 0)::int as points
      from (select (decided_at at time zone 'Europe/Berlin')::date as day from handoff
        where state = 'accepted' and grade = 'hot') h
      where day between '2026-03-01' and '2026-05-31'`)
    const lines = marketing?.people.flatMap(({ points }) => points.lines) ?? []
    const sum = lines
      .filter(({ key }) => key === 'acceptedHot')
      .reduce((total, { points }) => total + points, 0)
    expect(sum).toBe(hot?.points)
    expect(sum).toBeGreaterThan(10)
    const before = await performance(executive(), { from: '2026-01-01', to: '2026-03-09' })
    expect(before.marketing?.people.map(({ points }) => points)).toEqual(
      Array.from({ length: 3 }, () => ({ total: null, lines: [] })),
    )
  })

  it('are set by the head of the side alone, from today on, on what they saw', async () => {
    const at = (actor: Actor) => actorAt(actor, NOW)
    const wish = { side: 'sales' as const, inForceFrom: '2026-06-15', weights: { won: 1 } }
    const { head, rep, executive, admin } = company
    for (const actor of [rep, executive, admin, headOfMarketing])
      expect(await setPointWeights(at(actor), wish)).toMatchObject({ failure: { code: 'FORBIDDEN' } })
    const refused = async (more: object) => {
      const result = await setPointWeights(at(head), { ...wish, ...more })
      return result.ok ? null : [result.failure.code, result.failure.fields[0]?.path]
    }
    expect(await refused({ inForceFrom: '2026-06-14' })).toEqual(['INVALID', 'inForceFrom'])
    expect(await refused({ weights: { wonHot: 1 } })).toEqual(['INVALID', 'weights.wonHot'])
    expect(await refused({ weights: { 'rejected:no_need': 1 } })).toEqual([
      'INVALID',
      'weights.rejected:no_need',
    ])
    expect(await refused({ version: 7 })).toEqual(['STALE_VERSION', undefined])
    const both = await Promise.all(
      [1, 2].map((won) => setPointWeights(at(head), { ...wish, version: 1, weights: { won } })),
    )
    expect(both.map((one) => (one.ok ? one.value.version : one.failure.code)).toSorted()).toEqual([
      2,
      'STALE_VERSION',
    ])

    const { versions, inForce, version } = await sideWeights(at(rep), 'sales')
    expect([version, inForce]).toEqual([2, 2])
    expect(versions.map(({ validity }) => validity.is)).toEqual(['in_force', 'past'])
    const again = { ...wish, weights: versions[0]?.weights ?? {}, version: 1 }
    expect(must(await setPointWeights(at(head), again)).version).toBe(2)
    await expect(db.run(sql`update point_weights set weights = '{}'`)).rejects.toThrow()
    expect((await sideWeights(at(rep), 'marketing')).versions.map(({ validity }) => validity.is)).toEqual([
      'in_force',
      'never',
      'past',
    ])
  })
})
