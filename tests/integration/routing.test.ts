import { beforeAll, describe, expect, it } from 'vitest'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { editLead } from '@/lib/leads/commands/edit'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { setCapacity } from '@/lib/routing/commands/teams'
import { actorWith } from '../support/actors'
import { type Company, HOT, leadIn, makePeople, newLead } from '../support/life'
import { away, handOff, loads, onlyRules, readyLead, reps, teamOf } from '../support/routing'

const AT = new Date('2026-03-04T09:00:00Z')
let company: Company
let head: Actor
let marketer: Actor

beforeAll(async () => {
  company = await makePeople(AT)
  head = company.head
  marketer = company.marketer
})

const emailOf = (actor: Actor) => actor.email ?? ''
const idsOf = (people: readonly Actor[]) => people.map(({ personId }) => personId)

async function capacity(person: Actor, most: number | null): Promise<void> {
  must(await setCapacity(head, { person: emailOf(person), capacity: most }))
}

/** Hands off so many leads at once, and answers to whom each went. */
async function handOffAtOnce(count: number): Promise<(number | null)[]> {
  const leads = await Promise.all(Array.from({ length: count }, () => readyLead(marketer)))
  const handoffs = await Promise.all(leads.map((leadId) => handOffLead(marketer, { leadId })))
  return handoffs.map((handoff) => must(handoff).assignee?.id ?? null)
}

describe('many at once', () => {
  it('spreads 500 leads over 7 people to within one, in turn', async () => {
    const team = await reps(7, AT)
    await onlyRules(head, { teamId: await teamOf(head, team) })
    const assigned = await handOffAtOnce(500)
    expect(assigned.every((id) => id !== null)).toBe(true)
    const spread = await loads(team)
    expect(spread.reduce((sum, load) => sum + load, 0)).toBe(500)
    expect(Math.max(...spread) - Math.min(...spread)).toBeLessThanOrEqual(1)
  })

  it('passes over who is away, and fills who has a capacity to it', async () => {
    const team = await reps(7, AT)
    const [gone, full, ...others] = team as [Actor, Actor, ...Actor[]]
    await away(gone, '2026-03-02', '2026-03-04')
    await capacity(full, 11)
    await onlyRules(head, { teamId: await teamOf(head, team) })
    await handOffAtOnce(200)
    expect(await loads([gone, full])).toEqual([0, 11])
    const spread = await loads(others)
    expect(spread.reduce((sum, load) => sum + load, 0)).toBe(189)
    expect(Math.max(...spread) - Math.min(...spread)).toBeLessThanOrEqual(1)
  })

  it('evens out what people have, by load', async () => {
    const team = await reps(5, AT)
    await onlyRules(head, { teamId: await teamOf(head, team, 'least_loaded') })
    const [first] = team as [Actor]
    for (let given = 0; given < 20; given++) {
      must(await handOffLead(marketer, { leadId: await readyLead(marketer), assignee: emailOf(first) }))
    }
    await handOffAtOnce(180)
    expect(await loads(team)).toEqual([40, 40, 40, 40, 40])
  })

  it('never gives more than the capacity, from however many sides it comes', async () => {
    const shared = await reps(3, AT)
    const [one] = shared as [Actor]
    for (const rep of shared) await capacity(rep, 7)
    const [a, b] = [await teamOf(head, shared), await teamOf(head, [...shared].reverse())]
    await onlyRules(
      head,
      { grades: ['hot'], regions: ['North'], teamId: a },
      { regions: ['South'], teamId: b },
      { person: emailOf(one) },
    )
    const leads = await Promise.all(
      Array.from({ length: 60 }, async (_, index) => {
        const leadId = await readyLead(marketer)
        const region = ['North', 'South', null][index % 3] ?? null
        must(await editLead(marketer, { leadId, version: 2, patch: { region } }))
        return leadId
      }),
    )
    const handoffs = await Promise.all(leads.map((leadId) => handOffLead(marketer, { leadId })))
    expect(await loads(shared)).toEqual([7, 7, 7])
    const rest = handoffs.map(must).filter(({ assignee }) => assignee === null)
    expect(rest).toHaveLength(60 - 21)
    const gaps = await db.rows<{ gap: string }>(sql`
      select distinct routing_gap as gap from handoff where id = any (${rest.map(({ id }) => id)}::int[])`)
    expect(gaps).toEqual([{ gap: 'nobody_free' }])
  })
})

describe('the rules', () => {
  it('decide in their order, and the handoff says which one did', async () => {
    const [anna, ben, cleo] = (await reps(3, AT)) as [Actor, Actor, Actor]
    const rules = await onlyRules(
      head,
      { name: 'DACH', regions: ['bavaria', 'Tyrol'], grades: ['hot'], person: emailOf(anna) },
      { name: 'Big', amountFrom: '50000', person: emailOf(ben) },
      { name: 'Towns', segments: ['Public sector'], person: null },
      { name: 'Rest of Bavaria', regions: ['Bavaria'], person: emailOf(cleo) },
    )
    const lead = async (patch: Record<string, string>) => {
      const leadId = await readyLead(marketer)
      if (Object.keys(patch).length > 0) must(await editLead(marketer, { leadId, version: 2, patch }))
      const { assignee, rule, routedBy, id } = await handOff(marketer, leadId)
      const gap = await db.one<{ gap: string | null }>(
        sql`select routing_gap as gap from handoff where id = ${id}`,
      )
      return { assignee: assignee?.id ?? null, rule: rule?.id ?? null, routedBy, gap: gap?.gap ?? null }
    }
    const caught = (person: Actor | null, index: number) => ({
      assignee: person?.personId ?? null,
      rule: rules[index],
      routedBy: 'rule',
      gap: null,
    })
    expect(await lead({ region: 'BAVARIA', expectedAmount: '60000' })).toEqual(caught(anna, 0))
    expect(await lead({ region: 'Saxony', expectedAmount: '60000' })).toEqual(caught(ben, 1))
    expect(await lead({ region: 'Bavaria', segment: 'public sector' })).toEqual(caught(anna, 0))
    expect(await lead({ segment: 'public sector' })).toEqual(caught(null, 2))
    const open = { assignee: null, rule: null, routedBy: 'no_rule', gap: 'no_match' }
    expect(await lead({ region: 'Saxony' })).toEqual(open)
    expect(await lead({})).toEqual(open)
  })

  it('leave it to the marketer who names somebody', async () => {
    const [anna, ben] = (await reps(2, AT)) as [Actor, Actor]
    await onlyRules(head, { person: emailOf(anna) })
    await capacity(ben, 0)
    const leadId = await readyLead(marketer)
    const named = must(await handOffLead(marketer, { leadId, assignee: emailOf(ben) }))
    expect(named).toMatchObject({ assignee: { id: ben.personId }, routedBy: 'marketer', rule: null })
  })

  it.each(['away', 'full', 'left', 'no longer sells', 'empty team', 'nobody of the team'] as const)(
    'go on to the next one when the first names somebody who cannot take it: %s',
    async (why) => {
      const [anna, ben] = (await reps(2, AT)) as [Actor, Actor]
      const teamId = await teamOf(head, why === 'empty team' ? [] : [anna])
      const target = why.includes('team') ? { teamId } : { person: emailOf(anna) }
      const rules = await onlyRules(head, target, { person: emailOf(ben) })
      if (why === 'away' || why === 'nobody of the team') await away(anna, '2026-03-04', '2026-03-04')
      if (why === 'full') await capacity(anna, 0)
      if (why === 'left') await db.run(sql`update person set status = 'disabled' where id = ${anna.personId}`)
      if (why === 'no longer sells') {
        await db.run(sql`update person set roles = '{marketer}' where id = ${anna.personId}`)
      }
      expect(await handOff(marketer)).toMatchObject({
        assignee: { id: ben.personId },
        rule: { id: rules[1] },
      })
    },
  )

  it('know whose day it is: somebody away on the 5th is away when it is the 5th where they are', async () => {
    const [anna] = (await reps(1, AT)) as [Actor]
    await db.run(sql`update person set time_zone = 'Asia/Tokyo' where id = ${anna.personId}`)
    await away(anna, '2026-03-05', '2026-03-05')
    await onlyRules(head, { person: emailOf(anna) })
    const handedOffAt = async (time: string) => {
      const then = actorAt(marketer, new Date(time))
      return (await handOff(then, await readyLead(then))).assignee?.id ?? null
    }
    // Tokyo is nine hours ahead
    expect(await handedOffAt('2026-03-04T14:59:00Z')).toBe(anna.personId)
    expect(await handedOffAt('2026-03-04T15:01:00Z')).toBeNull()
    expect(await handedOffAt('2026-03-05T14:59:00Z')).toBeNull()
    expect(await handedOffAt('2026-03-05T15:01:00Z')).toBe(anna.personId)
  })
})

describe('best closers', () => {
  it('gets the leads of a grade to who wins most from it, and is not impressed by one of one', async () => {
    await onlyRules(head)
    const [lucky, steady, poor, new1] = (await reps(4, AT)) as [Actor, Actor, Actor, Actor]
    const record = async (rep: Actor, won: number, lost: number) => {
      for (let n = 0; n < won; n++) await leadIn('won', { ...company, rep })
      for (let n = 0; n < lost; n++) await leadIn('lost', { ...company, rep })
    }
    await record(lucky, 1, 0)
    await record(steady, 8, 4)
    await record(poor, 2, 10)
    const teamId = await teamOf(head, [lucky, poor, new1, steady], 'best_closers')
    await onlyRules(head, { teamId })
    expect((await handOff(marketer)).assignee?.id).toBe(steady.personId)
    await capacity(steady, 1)
    expect((await handOff(marketer)).assignee?.id).toBe(poor.personId)
    // of cold leads nobody has a record: the least loaded
    const leadId = await newLead(marketer)
    must(await qualifyLead(marketer, { leadId, ...HOT, needFormed: 'no' }))
    const cold = must(await handOffLead(marketer, { leadId, overrideReason: 'They asked for us' }))
    expect(idsOf([lucky, new1])).toContain(cold.assignee?.id)
  })
})

describe('turns', () => {
  it('are kept through an acceptance, and a new colleague is next', async () => {
    const [anna, ben] = (await reps(2, AT)) as [Actor, Actor]
    await onlyRules(head, { teamId: await teamOf(head, [anna, ben]) })
    const first = await handOff(marketer)
    expect(first.assignee?.id).toBe(anna.personId)
    must(await acceptHandoff(anna, { handoffId: first.id }))
    expect((await handOff(marketer)).assignee?.id).toBe(ben.personId)
    expect((await handOff(marketer)).assignee?.id).toBe(anna.personId)
  })

  it("run by the assignee's branch's hours", async () => {
    const rep = await actorWith({ roles: ['sales'], at: AT })
    await db.run(sql`
      with branch as (
        insert into work_calendar (name, time_zone, week)
        select 'Tokyo', 'Asia/Tokyo', week from work_calendar where id = 1 returning id)
      update person set calendar_id = branch.id from branch where person.id = ${rep.personId}`)
    await onlyRules(head, { person: emailOf(rep) })
    const { id } = await handOff(marketer)
    const kept = await db.one(sql`
      select c.name from handoff h join work_calendar c on c.id = h.calendar_id where h.id = ${id}`)
    expect(kept).toEqual({ name: 'Tokyo' })
  })
})
