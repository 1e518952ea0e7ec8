import type { Actor } from '@/lib/platform/actor'
import { dayOf, endOfDay, startOfDay } from '@/lib/platform/calendar'
import type { Grade, RoutingStrategy } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import { fail, ok, type Result } from '@/lib/platform/result'
import { CLOSER_LEADS } from '../choose'
import { type DryPerson, type DryTeam, dryRun, type Outcome, type PastHandoff } from '../dry-run'
import type { RoutingFacts, Rule } from '../rules'
import type { DryRunInput, RuleInput } from '../schema'
import { rulesInOrder } from './where-to'

/** At most so many handoffs are looked at, the newest of the period. */
export const MOST_DRY = 10_000

/** Who got how many, and would have got. `id` null: the open queue. */
export type DryShare = { id: number | null; name: string | null; would: number; did: number }

export type DryLead = {
  handoffId: number
  leadId: number
  leadName: string
  offeredAt: Date
  facts: RoutingFacts
  would: { personId: number | null; rule: number; gap: Outcome['gap'] }
  did: number | null
}

export type DryRun = {
  from: string
  to: string
  total: number
  /** the period has more handoffs than were looked at */
  more: boolean
  people: DryShare[]
  teams: { id: number; name: string; would: number }[]
  rules: { name: string; would: number }[]
  noMatch: number
  nobodyFree: number
  /** handoffs that would be with another than they were */
  moved: number
  leads: DryLead[]
}

type Row = Omit<PastHandoff, 'facts'> &
  RoutingFacts & { leadId: number; leadName: string; did: number | null }

/**
 * Where the handoffs of a period would have gone under these rules, or under those in force. Reads everything that it
 * needs at once and writes nothing. UNKNOWN_PERSON or INVALID for a rule that names nobody.
 */
export async function tryRules(
  _actor: Actor,
  { from, to, rules: tried }: DryRunInput,
): Promise<Result<DryRun>> {
  const organisation = await db.one<{ timeZone: string }>(
    sql`select time_zone as "timeZone" from organisation`,
  )
  const timeZone = organisation?.timeZone ?? 'UTC'
  const [stored, people, teams, handoffs] = await Promise.all([
    tried ? [] : rulesInOrder(db),
    allPeople(from, to, timeZone),
    allTeams(),
    offeredIn(startOfDay(from, timeZone), endOfDay(to, timeZone)),
  ])
  const rules = tried ? resolved(tried, people, teams) : ok(stored)
  if (!rules.ok) return rules
  const more = handoffs.length > MOST_DRY
  const looked = handoffs.slice(0, MOST_DRY).reverse()
  const past = looked.map(({ id, offeredAt, decidedAt, ...facts }) => ({ id, offeredAt, decidedAt, facts }))
  const outcomes = dryRun({ rules: rules.value, people, teams, dayOf }, past)
  return ok({ from, to, more, ...summed(looked, outcomes, rules.value, people, teams) })
}

function summed(
  handoffs: readonly Row[],
  outcomes: readonly Outcome[],
  rules: readonly Rule[],
  people: readonly Named<DryPerson>[],
  teams: readonly Named<DryTeam>[],
) {
  const shares = new Map<number | null, DryShare>()
  const share = (id: number | null): DryShare => {
    const known = shares.get(id)
    if (known) return known
    const name = people.find((person) => person.id === id)?.name ?? null
    const added = { id, name, would: 0, did: 0 }
    shares.set(id, added)
    return added
  }
  share(null)
  const leads: DryLead[] = []
  let moved = 0
  for (const [index, row] of handoffs.entries()) {
    const outcome = outcomes[index]
    if (!outcome) throw new Error('an outcome is missing')
    share(outcome.personId).would++
    share(row.did).did++
    if (outcome.personId !== row.did) moved++
    const {
      id,
      leadId,
      leadName,
      offeredAt,
      did,
      region,
      segment,
      channelId,
      campaignId,
      grade,
      expectedAmount,
    } = row
    leads.push({
      handoffId: id,
      leadId,
      leadName,
      offeredAt,
      facts: { region, segment, channelId, campaignId, grade, expectedAmount },
      would: { personId: outcome.personId, rule: outcome.rule, gap: outcome.gap },
      did,
    })
  }
  const count = (holds: (outcome: Outcome) => boolean) => outcomes.filter(holds).length
  return {
    total: handoffs.length,
    people: [...shares.values()].sort((a, b) => byShare(a, b)),
    teams: teams
      .map(({ id, name }) => ({ id, name, would: count(({ teamId }) => teamId === id) }))
      .filter(({ would }) => would > 0),
    rules: rules.map(({ name }, place) => ({ name, would: count(({ rule }) => rule === place) })),
    noMatch: count(({ gap }) => gap === 'no_match'),
    nobodyFree: count(({ gap }) => gap === 'nobody_free'),
    moved,
    leads,
  }
}

/** The most first, the open queue last. */
function byShare(a: DryShare, b: DryShare): number {
  if ((a.id === null) !== (b.id === null)) return a.id === null ? 1 : -1
  return b.would - a.would || b.did - a.did || (a.name ?? '').localeCompare(b.name ?? '')
}

type Named<T> = T & { name: string; email?: string | null }

/** The newest first. What really happened: who decided it, else with whom it is. */
function offeredIn(from: Date, until: Date): Promise<Row[]> {
  return db.rows<Row>(sql`
    select h.id, h.offered_at as "offeredAt", h.decided_at as "decidedAt", h.lead_id as "leadId",
      l.display_name as "leadName", coalesce(h.decided_by_id, h.assignee_id) as did, l.region, l.segment,
      l.channel_id as "channelId", l.campaign_id as "campaignId", h.grade, l.expected_amount as "expectedAmount"
    from handoff h join lead l on l.id = h.lead_id
    where h.offered_at >= ${from}::timestamptz and h.offered_at < ${until}::timestamptz
    order by h.offered_at desc, h.id desc limit ${MOST_DRY + 1}`)
}

function allPeople(from: string, to: string, timeZone: string): Promise<Named<DryPerson>[]> {
  return db.rows<Named<DryPerson>>(sql`
    select p.id, p.name, p.email, p.status = 'active' and 'sales' = any (p.roles) as here, p.capacity,
      coalesce(p.time_zone, ${timeZone}) as "timeZone",
      coalesce((
        select json_agg(json_build_object('firstDay', a.first_day, 'lastDay', a.last_day)) from absence a
        where a.person_id = p.id and a.last_day >= ${from}::date - 1 and a.first_day <= ${to}::date + 1),
        '[]') as absences
    from person p`)
}

async function allTeams(): Promise<Named<DryTeam>[]> {
  const grades: Grade[] = ['hot', 'warm', 'cold']
  const rows = await db.rows<{
    teamId: number
    name: string
    strategy: RoutingStrategy
    personId: number | null
    position: number
    lastTurn: number
    record: DryTeam['members'][number]['record']
  }>(sql`
    select t.id as "teamId", t.name, t.strategy, m.person_id as "personId", m.position, m.last_turn as "lastTurn",
      case when t.strategy = 'best_closers' then (
        select json_object_agg(g.grade, (
          select json_build_object('decided', count(*), 'won', count(closed.won_at)) from (
            select l.won_at from lead l
            where l.assignee_id = m.person_id and l.grade = g.grade and (l.won_at is not null or l.lost_at is not null)
            order by coalesce(l.won_at, l.lost_at) desc limit ${CLOSER_LEADS}) closed))
        from unnest(${grades}::grade[]) as g(grade))
      else '{}'::json end as record
    from team t left join team_member m on m.team_id = t.id and t.archived_at is null
    order by t.id, m.position`)
  const teams = new Map<number, Named<DryTeam>>()
  for (const { teamId, name, strategy, personId, position, lastTurn, record } of rows) {
    const team = teams.get(teamId) ?? { id: teamId, name, strategy, members: [] }
    const member = personId === null ? [] : [{ personId, position, lastTurn, record }]
    teams.set(teamId, { ...team, members: [...team.members, ...member] })
  }
  return [...teams.values()]
}

/** The rules that are tried, with ids instead of names; one that names who has left gives them nothing, as in earnest. */
function resolved(
  rules: readonly RuleInput[],
  people: readonly Named<DryPerson>[],
  teams: readonly Named<DryTeam>[],
): Result<Rule[]> {
  const found: Rule[] = []
  for (const [index, { name, person, teamId, ...conditions }] of rules.entries()) {
    const rep = person === null ? null : people.find(({ email }) => email === person.toLowerCase())
    const path = (field: string) => `rules.${index}.${field}`
    if (rep === undefined) {
      const problem = { path: path('person'), code: 'unknown_person', message: 'there is no such rep' }
      return fail('UNKNOWN_PERSON', { name: person }, [problem])
    }
    if (teamId !== null && !teams.some(({ id }) => id === teamId)) {
      const problem = { path: path('teamId'), code: 'unknown_team', message: 'there is no such team' }
      return fail('INVALID', {}, [problem])
    }
    found.push({ id: index, name, conditions, personId: rep?.id ?? null, teamId })
  }
  return ok(found)
}
