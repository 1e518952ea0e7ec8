import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { disablePerson, updatePerson } from '@/lib/handoffs/commands/leaving'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { askAboutHandoff } from '@/lib/handoffs/commands/question'
import { reassignHandoff } from '@/lib/handoffs/commands/reassign'
import { takeNext } from '@/lib/handoffs/commands/take-next'
import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must, type Result } from '@/lib/platform/result'
import { createTeam } from '@/lib/routing/commands/teams'
import { type Company, eventTypes, inOrder, makePeople } from '../support/life'
import { away, handOff, loads, onlyRules, readyLead, reps, teamOf } from '../support/routing'

const AT = new Date('2026-03-04T09:00:00Z')
let company: Company
let marketer: Actor
let head: Actor
let anna: Actor
let ben: Actor

beforeAll(async () => {
  company = await makePeople(AT)
  head = company.head
  marketer = company.marketer
})

beforeEach(async () => {
  const pair = await reps(2, AT)
  anna = pair[0] as Actor
  ben = pair[1] as Actor
  await onlyRules(head)
})

const emailOf = (actor: Actor) => actor.email ?? ''
const code = <T>(result: Result<T>) => (result.ok ? 'ok' : result.failure.code)

/** A handoff that waits with Anna. */
async function withAnna() {
  const leadId = await readyLead(marketer)
  return must(await handOffLead(marketer, { leadId, assignee: emailOf(anna) }))
}

const noticesOf = (person: Actor, handoffId: number) =>
  db.rows<{ kind: string }>(sql`
    select kind from notice where person_id = ${person.personId} and handoff_id = ${handoffId}
      and kind in ('reassigned', 'handed_to_me') order by id`)

describe('giving a handoff to somebody else', () => {
  it('keeps the clock, tells both, and is in the history', async () => {
    const handoff = await withAnna()
    const before = await db.one(sql`select due_at, alarm, alarm_at from handoff where id = ${handoff.id}`)
    const given = must(
      await reassignHandoff(head, { handoffId: handoff.id, assignee: emailOf(ben), note: 'On site' }),
    )
    expect(given).toMatchObject({ assignee: { id: ben.personId }, routedBy: 'reassigned', state: 'pending' })
    expect(given.leadVersion).toBe(handoff.leadVersion + 1)
    const after = await db.one(sql`select due_at, alarm, alarm_at from handoff where id = ${handoff.id}`)
    expect(after).toEqual(before)
    expect((await noticesOf(anna, handoff.id)).at(-1)).toEqual({ kind: 'reassigned' })
    expect((await noticesOf(ben, handoff.id)).at(-1)).toEqual({ kind: 'handed_to_me' })
    expect(await noticesOf(head, handoff.id)).toEqual([])
    const event = await db.one(sql`
      select reason, data from lead_event where lead_id = ${handoff.leadId} order by id desc limit 1`)
    expect(event).toMatchObject({ reason: 'On site', data: { from: anna.name, assignee: ben.name } })
    expect(code(await acceptHandoff(anna, { handoffId: handoff.id }))).toBe('FORBIDDEN')
    expect(code(await acceptHandoff(ben, { handoffId: handoff.id }))).toBe('ok')
  })

  it('is for whoever has it and for the head, to who sells and is here', async () => {
    const handoff = await withAnna()
    const to = (by: Actor, assignee: string | null) =>
      reassignHandoff(by, { handoffId: handoff.id, assignee }).then(code)
    expect(await to(ben, emailOf(ben))).toBe('FORBIDDEN')
    expect(await to(marketer, emailOf(ben))).toBe('FORBIDDEN')
    expect(await to(company.admin, null)).toBe('FORBIDDEN')
    expect(await to(head, emailOf(marketer))).toBe('UNKNOWN_PERSON')
    expect(await to(head, 'nobody@example.org')).toBe('UNKNOWN_PERSON')
    await away(ben, '2026-03-03', '2026-03-06')
    const refused = await reassignHandoff(anna, { handoffId: handoff.id, assignee: emailOf(ben) })
    expect(refused).toMatchObject({
      failure: { code: 'PERSON_AWAY', params: { name: ben.name, until: '2026-03-06' } },
    })
    expect(await to(anna, null)).toBe('ok')
    expect(await to(anna, emailOf(anna))).toBe('FORBIDDEN')
    expect(await to(head, emailOf(anna))).toBe('ok')
  })

  it('to whom has it already is nothing', async () => {
    const handoff = await withAnna()
    must(await reassignHandoff(head, { handoffId: handoff.id, assignee: emailOf(anna) }))
    expect(await eventTypes(handoff.leadId)).not.toContain('reassigned')
  })

  it('against an acceptance, both ways round: one result, and one notice', async () => {
    const first = await withAnna()
    const accept = (id: number) => () => acceptHandoff(anna, { handoffId: id }).then(code)
    const reassign = (id: number) => () =>
      reassignHandoff(head, { handoffId: id, assignee: emailOf(ben) }).then(code)
    const told = async (id: number) =>
      (await Promise.all([anna, ben].map((person) => noticesOf(person, id)))).flat()
    const before = (await told(first.id)).length
    expect(await inOrder(first.leadId, [accept(first.id), reassign(first.id)])).toEqual([
      'ok',
      'ALREADY_DECIDED',
    ])
    expect(await told(first.id)).toHaveLength(before)

    const second = await withAnna()
    const seen = (await told(second.id)).length
    expect(await inOrder(second.leadId, [reassign(second.id), accept(second.id)])).toEqual([
      'ok',
      'FORBIDDEN',
    ])
    expect(await told(second.id)).toHaveLength(seen + 2)
    const types = (await eventTypes(second.leadId)).slice(-2)
    expect(types).toEqual(['handed_off', 'reassigned'])
  })

  it('against another giving: both happen, one after the other', async () => {
    const handoff = await withAnna()
    const [carl] = (await reps(1, AT)) as [Actor]
    const give = (by: Actor, to: Actor) => () =>
      reassignHandoff(by, { handoffId: handoff.id, assignee: emailOf(to) }).then(code)
    expect(await inOrder(handoff.leadId, [give(head, ben), give(anna, carl)])).toEqual(['ok', 'FORBIDDEN'])
    expect(await loads([anna, ben, carl])).toEqual([0, 1, 0])
  })
})

describe('who leaves', () => {
  const versionOf = async (person: Actor) =>
    (await db.one<{ version: number }>(sql`select version from person where id = ${person.personId}`))
      ?.version ?? 0
  const disable = async (person: Actor) =>
    disablePerson(company.admin, { personId: person.personId, version: await versionOf(person) })

  /** Of nobody who is not here or does not sell. */
  const lost = () =>
    db.rows(sql`
      select h.id from handoff h join person p on p.id = h.assignee_id
      where h.state = 'pending' and (p.status <> 'active' or not 'sales' = any (p.roles))`)

  it('gives everything undecided back to the open queue, in the same transaction', async () => {
    const handoffs = [await withAnna(), await withAnna(), await withAnna()]
    const [asked, accepted] = handoffs
    must(await askAboutHandoff(anna, { handoffId: asked?.id ?? 0, question: 'Which site?' }))
    must(await acceptHandoff(anna, { handoffId: accepted?.id ?? 0 }))
    must(await disable(anna))
    expect(await loads([anna])).toEqual([0])
    expect(await lost()).toEqual([])
    for (const { id, leadId } of [handoffs[0], handoffs[2]].flatMap((one) => one ?? [])) {
      expect((await eventTypes(leadId)).at(-1)).toBe('given_back')
      expect(await db.one(sql`select state, assignee_id from handoff where id = ${id}`)).toEqual({
        state: 'pending',
        assignee_id: null,
      })
    }
    // what was decided stays theirs
    expect(await db.one(sql`select assignee_id from handoff where id = ${accepted?.id ?? 0}`)).toEqual({
      assignee_id: anna.personId,
    })
    const notice = await db.one(sql`
      select data from notice where person_id = ${head.personId} and kind = 'given_back' order by id desc`)
    expect(notice).toEqual({ data: { person: anna.name, count: 2 } })
  })

  it('as does who stops selling, and not who is only renamed', async () => {
    const handoff = await withAnna()
    const change = { personId: anna.personId, name: 'Anna N.', email: emailOf(anna), headOf: [] }
    const version = await versionOf(anna)
    const renamed = must(
      await updatePerson(company.admin, { ...change, version, roles: ['sales', 'marketer'] }),
    )
    expect(await loads([anna])).toEqual([1])
    must(await updatePerson(company.admin, { ...change, version: renamed.version, roles: ['marketer'] }))
    expect(await loads([anna])).toEqual([0])
    expect((await eventTypes(handoff.leadId)).at(-1)).toBe('given_back')
  })

  it('is refused to who may not manage people, and changes nothing', async () => {
    await withAnna()
    expect(code(await disablePerson(head, { personId: anna.personId, version: await versionOf(anna) }))).toBe(
      'FORBIDDEN',
    )
    expect(await loads([anna])).toEqual([1])
  })

  it('leaves nothing behind while leads are given to them from all sides', async () => {
    const team = await reps(4, AT)
    const leaver = team[0] as Actor
    const teamId = await teamOf(head, team)
    await onlyRules(head, { grades: ['hot'], teamId })
    const mine: number[] = []
    for (let n = 0; n < 12; n++) {
      const leadId = await readyLead(marketer)
      mine.push(must(await handOffLead(marketer, { leadId, assignee: emailOf(leaver) })).id)
    }
    const leads = await Promise.all(Array.from({ length: 60 }, () => readyLead(marketer)))
    const works = [
      ...leads.map(
        (leadId, index) => () =>
          handOffLead(marketer, index % 3 === 0 ? { leadId, assignee: emailOf(leaver) } : { leadId }).then(
            code,
          ),
      ),
      ...mine.map(
        (handoffId) => () =>
          reassignHandoff(head, { handoffId, assignee: emailOf(team[1] as Actor) }).then(code),
      ),
      ...mine.map((handoffId) => () => acceptHandoff(leaver, { handoffId }).then(code)),
      ...Array.from({ length: 12 }, () => () => takeNext(leaver).then(code)),
    ]
    const middle = Math.floor(works.length / 3)
    const running = works.map((work, index) =>
      index === middle ? [work(), disable(leaver).then(code)] : [work()],
    )
    const outcomes = await Promise.all(running.flat())
    const expected = ['ok', 'UNKNOWN_PERSON', 'FORBIDDEN', 'ALREADY_DECIDED']
    expect(outcomes.filter((outcome) => !expected.includes(outcome))).toEqual([])
    expect(await loads([leaver])).toEqual([0])
    expect(await lost()).toEqual([])
  })

  it('the database refuses an undecided handoff of somebody who is gone', async () => {
    const handoff = await withAnna()
    must(await disable(anna))
    await expect(
      db.run(sql`update handoff set assignee_id = ${anna.personId} where id = ${handoff.id}`),
    ).rejects.toThrow(/somebody who is here and sells/)
  })

  it('is passed over by the rules from then on, and stays readable in the teams', async () => {
    const teamId = must(
      await createTeam(head, { name: 'With a leaver', strategy: 'round_robin', members: [emailOf(anna)] }),
    ).id
    await onlyRules(head, { teamId })
    must(await disable(anna))
    expect((await handOff(marketer)).assignee).toBeNull()
  })
})
