import type { Actor } from '@/lib/platform/actor'
import type { RoutingStrategy } from '@/lib/platform/db/generated/enums'
import { type Database, db, type Sql, sql } from '@/lib/platform/db/sql'

/** A rep as the teams' screen shows them. */
export type RepView = {
  id: number
  name: string
  email: string | null
  /** an active account with the sales role */
  here: boolean
  capacity: number | null
  /** undecided handoffs; counted up to MOST_LOAD */
  load: number
  /** the last day of an absence that today is in */
  awayUntil: string | null
}

export type TeamView = {
  id: number
  version: number
  name: string
  strategy: RoutingStrategy
  archived: boolean
  members: RepView[]
  /** rules in force that send leads to it */
  rules: string[]
}

/** More undecided handoffs than this are "1,000+": nobody reads the difference. */
export const MOST_LOAD = 1000

const rep = (at: Date): Sql => sql`
  p.id, p.name, p.email, p.status = 'active' and 'sales' = any (p.roles) as here, p.capacity,
  (select count(*)::int from (
    select 1 from handoff h where h.assignee_id = p.id and h.state = 'pending' limit ${MOST_LOAD}) undecided) as load,
  (select max(a.last_day)::text from absence a
    where a.person_id = p.id and a.last_day >= ${at}::timestamptz::date - 1
      and (${at}::timestamptz at time zone coalesce(p.time_zone, o.time_zone))::date
        between a.first_day and a.last_day) as "awayUntil"`

/** Everybody to whom routing may give leads. */
export async function listRepLoads(actor: Actor): Promise<RepView[]> {
  return db.rows<RepView>(sql`
    select ${rep(actor.at)} from person p, organisation o
    where p.status = 'active' and 'sales' = any (p.roles) order by lower(p.name), p.id`)
}

/** All teams in use, or the archived ones too, each with its members in their order. */
export function listTeams(actor: Actor, archivedToo = false): Promise<TeamView[]> {
  return selectTeams(db, actor.at, sql`${archivedToo} or t.archived_at is null`)
}

export async function teamById(actor: Actor, id: number): Promise<TeamView | undefined> {
  return findTeam(db, actor.at, id)
}

export async function findTeam(on: Database, at: Date, id: number): Promise<TeamView | undefined> {
  return (await selectTeams(on, at, sql`t.id = ${id}`))[0]
}

async function selectTeams(on: Database, at: Date, condition: Sql): Promise<TeamView[]> {
  const teams = await on.rows<Omit<TeamView, 'members'>>(sql`
      select t.id, t.version, t.name, t.strategy, t.archived_at is not null as archived,
        coalesce((select json_agg(r.name order by r.position) from routing_rule r
          where r.team_id = t.id and r.archived_at is null), '[]') as rules
      from team t where ${condition}
      order by t.archived_at is not null, lower(t.name), t.id`)
  const members = await on.rows<RepView & { teamId: number }>(sql`
      select m.team_id as "teamId", r.* from team_member m
      join lateral (select ${rep(at)} from person p, organisation o where p.id = m.person_id) r on true
      where m.team_id = any (${teams.map(({ id }) => id)}::int[])
      order by m.team_id, m.position, r.id`)
  return teams.map((team) => ({
    ...team,
    members: members.filter(({ teamId }) => teamId === team.id).map(({ teamId: _, ...one }) => one),
  }))
}
