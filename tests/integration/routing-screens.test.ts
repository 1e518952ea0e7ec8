import { beforeAll, describe, expect, it } from 'vitest'
import { editLead } from '@/lib/leads/commands/edit'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must, type Result } from '@/lib/platform/result'
import { archiveRule, changeRule, createRule, moveRule, restoreRule } from '@/lib/routing/commands/rules'
import { archiveTeam, changeTeam, createTeam, setCapacity } from '@/lib/routing/commands/teams'
import { tryRules } from '@/lib/routing/queries/dry-run'
import { countUnrouted, listRules, listUnrouted } from '@/lib/routing/queries/rules'
import { listRepLoads, listTeams } from '@/lib/routing/queries/teams'
import { changeRuleForm, newRuleForm, ruleInput } from '@/lib/routing/schema'
import { type Company, makePeople } from '../support/life'
import { away, handOff, onlyRules, readyLead, reps, teamOf } from '../support/routing'
import { tableSums } from '../support/table-sums'

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
const code = <T>(result: Result<T>) => (result.ok ? 'ok' : result.failure.code)
const named = (name: string, more: object = {}) => ruleInput.parse({ name, ...more })

describe('who may', () => {
  it.each(['rep', 'marketer', 'executive'] as const)('%s reads and changes nothing', async (who) => {
    const actor = company[who]
    const [rule] = await onlyRules(head, {})
    const teamId = await teamOf(head, [])
    const ruleId = rule ?? 0
    expect(code(await createRule(actor, named('x')))).toBe('FORBIDDEN')
    expect(code(await changeRule(actor, { ...named('x'), ruleId, version: 1 }))).toBe('FORBIDDEN')
    expect(code(await moveRule(actor, { ruleId, place: 1 }))).toBe('FORBIDDEN')
    expect(code(await archiveRule(actor, { ruleId }))).toBe('FORBIDDEN')
    expect(code(await restoreRule(actor, { ruleId }))).toBe('FORBIDDEN')
    const team = { name: 'T', strategy: 'round_robin' as const, members: [] }
    expect(code(await createTeam(actor, team))).toBe('FORBIDDEN')
    expect(code(await changeTeam(actor, { ...team, teamId, version: 1 }))).toBe('FORBIDDEN')
    expect(code(await archiveTeam(actor, { teamId }))).toBe('FORBIDDEN')
    expect(code(await setCapacity(actor, { person: emailOf(company.rep), capacity: 3 }))).toBe('FORBIDDEN')
    expect(await listRules(actor)).not.toEqual([])
    expect(await listTeams(actor)).not.toEqual([])
  })

  it('heads of sales and administrators change', async () => {
    expect(code(await createRule(head, named('by the head')))).toBe('ok')
    expect(code(await createRule(company.admin, named('by the admin')))).toBe('ok')
  })
})

describe('the order of the rules', () => {
  it('is changed one place at a time, also by ten people at once, and keeps each rule once', async () => {
    const ids = await onlyRules(head, { name: 'a' }, { name: 'b' }, { name: 'c' }, { name: 'd' })
    const order = async () => (await listRules(head)).filter((rule) => !rule.archived).map(({ name }) => name)
    must(await moveRule(head, { ruleId: ids[3] ?? 0, place: 1 }))
    expect(await order()).toEqual(['d', 'a', 'b', 'c'])
    must(await moveRule(head, { ruleId: ids[3] ?? 0, place: 99 }))
    expect(await order()).toEqual(['a', 'b', 'c', 'd'])
    must(await archiveRule(head, { ruleId: ids[1] ?? 0 }))
    must(await moveRule(head, { ruleId: ids[2] ?? 0, place: 1 }))
    must(await restoreRule(head, { ruleId: ids[1] ?? 0 }))
    expect((await order()).toSorted()).toEqual(['a', 'b', 'c', 'd'])
    await Promise.all(ids.flatMap((ruleId) => [1, 3].map((place) => moveRule(head, { ruleId, place }))))
    expect((await order()).toSorted()).toEqual(['a', 'b', 'c', 'd'])
    expect(code(await moveRule(head, { ruleId: 999_999, place: 1 }))).toBe('NOT_FOUND')
  })

  it('a rule that somebody changed meanwhile is not overwritten', async () => {
    const { id, version } = must(await createRule(head, named('first')))
    must(await changeRule(head, { ...named('second'), ruleId: id, version }))
    expect(code(await changeRule(company.admin, { ...named('third'), ruleId: id, version }))).toBe(
      'STALE_VERSION',
    )
  })

  it('names a rep or a team that there is', async () => {
    expect(code(await createRule(head, named('x', { person: emailOf(marketer) })))).toBe('UNKNOWN_PERSON')
    expect(code(await createRule(head, named('x', { teamId: 999_999 })))).toBe('INVALID')
    expect(ruleInput.safeParse({ name: 'x', teamId: 1, person: 'a@b.co' }).error?.issues[0]?.message).toBe(
      'one_of_both',
    )
    expect(
      ruleInput.safeParse({ name: 'x', amountFrom: '10', amountTo: '9.99' }).error?.issues[0]?.message,
    ).toBe('amount_order')
  })
})

describe('the forms', () => {
  it('read names one per line, amounts as typed, and one target', () => {
    const form = {
      name: ' DACH ',
      regions: 'Bavaria\n\n tyrol\r\nBAVARIA',
      segments: '',
      channelIds: ['3', '3'],
      campaignIds: [],
      grades: ['warm', 'hot'],
      amountFrom: '10 000,50',
      amountTo: '',
      target: 'team:7',
    }
    const read = {
      name: 'DACH',
      regions: ['Bavaria', 'tyrol'],
      segments: [],
      channelIds: [3],
      campaignIds: [],
      grades: ['hot', 'warm'],
      amountFrom: '10000.50',
      amountTo: null,
      person: null,
      teamId: 7,
    }
    expect(newRuleForm.parse(form)).toEqual(read)
    expect(changeRuleForm.parse({ ...form, ruleId: '4', version: '2', target: 'person:a@b.co' })).toEqual({
      ...read,
      ruleId: 4,
      version: 2,
      teamId: null,
      person: 'a@b.co',
    })
    expect(newRuleForm.parse({ ...form, target: 'queue' })).toEqual({ ...read, teamId: null })
  })
})

describe('teams', () => {
  it('keep the turn of who stays, and tell load, capacity and absence', async () => {
    const [anna, ben, cleo] = (await reps(3, AT)) as [Actor, Actor, Actor]
    const teamId = await teamOf(head, [anna, ben])
    await onlyRules(head, { teamId })
    await handOff(marketer)
    must(await setCapacity(head, { person: emailOf(ben), capacity: 4 }))
    await away(cleo, '2026-03-01', '2026-03-09')
    const before = (await listTeams(head)).find(({ id }) => id === teamId)
    must(
      await changeTeam(head, {
        teamId,
        version: before?.version ?? 0,
        name: 'Berlin',
        strategy: 'least_loaded',
        members: [cleo, ben, anna].map(emailOf),
      }),
    )
    const after = (await listTeams(head)).find(({ id }) => id === teamId)
    expect(after).toMatchObject({ name: 'Berlin', strategy: 'least_loaded', rules: ['Rule 1'] })
    expect(
      after?.members.map(({ id, load, capacity, awayUntil }) => [id, load, capacity, awayUntil]),
    ).toEqual([
      [cleo.personId, 0, null, '2026-03-09'],
      [ben.personId, 0, 4, null],
      [anna.personId, 1, null, null],
    ])
    const turns = await db.rows<{ turn: number }>(sql`
      select last_turn as turn from team_member where team_id = ${teamId} order by position`)
    expect(turns.map(({ turn }) => turn)).toEqual([0, 0, 1])
    expect((await listRepLoads(head)).find(({ id }) => id === anna.personId)?.load).toBe(1)
  })

  it('have a name of their own, reps as members, and stay while rules need them', async () => {
    const [anna] = (await reps(1, AT)) as [Actor]
    const members = [emailOf(anna)]
    const team = must(await createTeam(head, { name: 'Needed', strategy: 'round_robin', members }))
    expect(code(await createTeam(head, { name: 'NEEDED', strategy: 'round_robin', members }))).toBe(
      'ALREADY_EXISTS',
    )
    expect(
      code(await createTeam(head, { name: 'Odd', strategy: 'round_robin', members: [emailOf(marketer)] })),
    ).toBe('UNKNOWN_PERSON')
    await onlyRules(head, { teamId: team.id })
    expect(await archiveTeam(head, { teamId: team.id })).toMatchObject({
      failure: { code: 'TEAM_IN_USE', params: { rules: 'Rule 1' } },
    })
    await onlyRules(head)
    expect(code(await archiveTeam(head, { teamId: team.id }))).toBe('ok')
  })
})

describe('what no rule catches', () => {
  it('is counted, and each can be found', async () => {
    const start = await countUnrouted(head)
    const [anna] = (await reps(1, AT)) as [Actor]
    must(await setCapacity(head, { person: emailOf(anna), capacity: 0 }))
    await onlyRules(head, { regions: ['Bavaria'], person: emailOf(anna) })
    const long = actorAt(marketer, new Date('2026-01-15T09:00:00Z'))
    const old = await handOff(long, await readyLead(long))
    const plain = await handOff(marketer)
    const caught = await readyLead(marketer)
    must(await editLead(marketer, { leadId: caught, version: 2, patch: { region: 'Bavaria' } }))
    const full = await handOff(marketer, caught)
    const { recent, ever } = await countUnrouted(head)
    expect(recent).toEqual({
      noMatch: start.recent.noMatch + 1,
      nobodyFree: start.recent.nobodyFree + 1,
    })
    expect(ever.noMatch).toBe(start.ever.noMatch + 2)
    const found: number[] = []
    let before: { at: string; id: number } | undefined
    do {
      const page = await listUnrouted(head, { limit: 1, before })
      found.push(...page.rows.map(({ id }) => id))
      before = page.next ?? undefined
    } while (before)
    expect(found).toHaveLength(ever.noMatch + ever.nobodyFree)
    expect(new Set(found).size).toBe(found.length)
    expect(found).toEqual(expect.arrayContaining([old.id, plain.id, full.id]))
    const only = await listUnrouted(head, { gap: 'nobody_free', recent: true, limit: 50 })
    expect(only.rows.map(({ id }) => id)).toContain(full.id)
    expect(only.rows.map(({ id }) => id)).not.toContain(plain.id)
  })
})

describe('a dry run', () => {
  it('says what would have been against what was, and writes nothing', async () => {
    const at = new Date('2026-06-10T09:00:00Z')
    const [anna, ben] = (await reps(2, at)) as [Actor, Actor]
    const teamId = await teamOf(head, [anna, ben])
    const by = actorAt(marketer, at)
    await onlyRules(head, { regions: ['Bavaria'], person: emailOf(anna) })
    for (let n = 0; n < 6; n++) {
      const leadId = await readyLead(by)
      if (n % 2 === 0) must(await editLead(by, { leadId, version: 2, patch: { region: 'Bavaria' } }))
      await handOff(by, leadId)
    }
    const sums = await tableSums(process.env.DATABASE_URL ?? '')
    const period = { from: '2026-06-10', to: '2026-06-10' }
    const stored = must(await tryRules(head, period))
    expect(stored).toMatchObject({ total: 6, more: false, moved: 0, noMatch: 3, nobodyFree: 0 })
    expect(stored.rules).toEqual([{ name: 'Rule 1', would: 3 }])
    const edited = must(
      await tryRules(head, { ...period, rules: [named('All', { teamId }), named('Never reached')] }),
    )
    expect(edited).toMatchObject({ total: 6, moved: 3, noMatch: 0 })
    const share = (id: number | null) => edited.people.find((one) => one.id === id)
    expect(share(anna.personId)).toMatchObject({ would: 3, did: 3 })
    expect(share(ben.personId)).toMatchObject({ would: 3, did: 0 })
    expect(share(null)).toMatchObject({ would: 0, did: 3 })
    expect(edited.teams).toMatchObject([{ id: teamId, would: 6 }])
    expect(edited.leads).toHaveLength(6)
    expect(await tableSums(process.env.DATABASE_URL ?? '')).toEqual(sums)
    expect(
      code(await tryRules(head, { ...period, rules: [named('x', { person: 'nobody@example.org' })] })),
    ).toBe('UNKNOWN_PERSON')
  })
})
