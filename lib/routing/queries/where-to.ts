import { ORGANISATION_CALENDAR } from '@/lib/calendars/queries'
import type { Grade, RoutedBy, RoutingGap, RoutingStrategy } from '@/lib/platform/db/generated/enums'
import { type Database, type Sql, sql } from '@/lib/platform/db/sql'
import { CLOSER_LEADS, canTake, choose, type Load, type Member, MOST_COUNTED } from '../choose'
import { matching, type RoutingFacts, type Rule } from '../rules'

/** Where a handoff goes and why. */
export type Route = {
  assigneeId: number | null
  assigneeName: string | null
  routedBy: RoutedBy
  ruleId: number | null
  ruleName: string | null
  /** it goes to everyone although no rule says so */
  gap: RoutingGap | null
  /** by whose working hours its clocks run: the assignee's branch's, else the organisation's */
  calendarId: number
}

export type Rep = Load & { personId: number; name: string; calendarId: number }
export type NamedMember = Member & { name: string; calendarId: number }

/** What the real thing locks on its way, and the preview does not. */
export type Locks = {
  team(teamId: number): Promise<void>
  /** true when the person, now held, can still take it */
  person(personId: number): Promise<boolean>
}

/**
 * Asks the rules in their order: the first that catches the lead decides, and where nobody whom it names can take it,
 * the next one does; at last the open queue.
 */
export async function whereTo(
  on: Database,
  at: Date,
  facts: RoutingFacts,
  locks?: Locks,
): Promise<Route & { teamId: number | null }> {
  const caught = matching(await rulesInOrder(on), facts)
  for (const rule of caught) {
    const by = { routedBy: 'rule' as const, ruleId: rule.id, ruleName: rule.name, gap: null }
    if (rule.teamId !== null) {
      await locks?.team(rule.teamId)
      const chosen = await fromTeam(on, at, rule.teamId, facts.grade, locks)
      if (chosen) return { ...by, ...assigned(chosen), teamId: rule.teamId }
    } else if (rule.personId !== null) {
      const rep = await repNow(on, at, rule.personId)
      if (rep && canTake(rep) && (await held(rep.personId, locks))) {
        return { ...by, ...assigned(rep), teamId: null }
      }
    } else {
      return { ...by, ...EVERYONE, teamId: null }
    }
  }
  const gap = caught.length > 0 ? 'nobody_free' : 'no_match'
  return { ...EVERYONE, routedBy: 'no_rule', ruleId: null, ruleName: null, gap, teamId: null }
}

const EVERYONE = { assigneeId: null, assigneeName: null, calendarId: ORGANISATION_CALENDAR }

function assigned({ personId, name, calendarId }: Pick<Rep, 'personId' | 'name' | 'calendarId'>) {
  return { assigneeId: personId, assigneeName: name, calendarId }
}

async function held(personId: number, locks: Locks | undefined): Promise<boolean> {
  return locks ? locks.person(personId) : true
}

async function fromTeam(
  on: Database,
  at: Date,
  teamId: number,
  grade: Grade | null,
  locks: Locks | undefined,
): Promise<NamedMember | undefined> {
  const team = await on.one<{ strategy: RoutingStrategy }>(
    sql`select strategy from team where id = ${teamId} and archived_at is null`,
  )
  if (!team) return undefined
  let members = await membersNow(on, at, teamId, team.strategy, grade)
  for (;;) {
    const chosen = choose(team.strategy, members)
    const one = members.find(({ personId }) => personId === chosen?.personId)
    if (!one || (await held(one.personId, locks))) return one
    // got too much, or left, in this very moment
    members = members.filter((member) => member !== one)
  }
}

/** What rules ask of this lead. */
export function factsOfLead(on: Database, leadId: number): Promise<RoutingFacts | undefined> {
  return on.one<RoutingFacts>(sql`
    select region, segment, channel_id as "channelId", campaign_id as "campaignId", grade,
      expected_amount as "expectedAmount" from lead where id = ${leadId}`)
}

/** The rules in force, in their order. */
export function rulesInOrder(on: Database): Promise<Rule[]> {
  return on.rows<Rule>(sql`
    select id, name, conditions, person_id as "personId", team_id as "teamId"
    from routing_rule where archived_at is null order by position, id`)
}

/** Whether somebody is here, away today (the person's own today), and how much they have; columns of a Rep. */
const repColumns = (at: Date, counted: Sql): Sql => sql`
  p.id as "personId", p.name, p.status = 'active' and 'sales' = any (p.roles) as here, p.capacity,
  exists (
    select 1 from absence a
    where a.person_id = p.id and a.last_day >= ${at}::timestamptz::date - 1
      and (${at}::timestamptz at time zone coalesce(p.time_zone, o.time_zone))::date
        between a.first_day and a.last_day) as away,
  (select count(*)::int from (
    select 1 from handoff h where h.assignee_id = p.id and h.state = 'pending' limit ${counted}) undecided) as load,
  coalesce((select c.id from work_calendar c where c.id = p.calendar_id and c.archived_at is null),
    ${ORGANISATION_CALENDAR}) as "calendarId"`

/** How a rep stands; undefined when there is no such person. */
export function repNow(on: Database, at: Date, personId: number): Promise<Rep | undefined> {
  return on.one<Rep>(sql`
    select ${repColumns(at, sql`coalesce(p.capacity, 0)`)}
    from person p, organisation o where p.id = ${personId}`)
}

/** How each member of a team stands, as far as its strategy asks. */
export function membersNow(
  on: Database,
  at: Date,
  teamId: number,
  strategy: RoutingStrategy,
  grade: Grade | null,
): Promise<NamedMember[]> {
  const counted =
    strategy === 'round_robin' ? sql`coalesce(p.capacity, 0)` : sql`coalesce(p.capacity, ${MOST_COUNTED})`
  const record =
    strategy === 'best_closers'
      ? sql`
        (select jsonb_build_array(count(*), count(closed.won_at)) from (
          select l.won_at from lead l
          where l.assignee_id = p.id and l.grade = ${grade}::grade and (l.won_at is not null or l.lost_at is not null)
          order by coalesce(l.won_at, l.lost_at) desc limit ${CLOSER_LEADS}) closed)`
      : sql`'[0, 0]'::jsonb`
  return on.rows<NamedMember>(sql`
    select m.position, m.last_turn as "lastTurn", (record->>0)::int as decided, (record->>1)::int as won, rep.*
    from team_member m
    join lateral (
      select ${repColumns(at, counted)}, ${record} as record
      from person p, organisation o where p.id = m.person_id) rep on true
    where m.team_id = ${teamId}`)
}
