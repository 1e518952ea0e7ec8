import type { Actor } from '@/lib/platform/actor'
import { uniqueViolation } from '@/lib/platform/db/errors'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { fail, type Result, refuse } from '@/lib/platform/result'
import { canEditRouting } from '../policy'
import { findTeam, type TeamView } from '../queries/teams'
import type { CapacityInput, ChangeTeamInput, OneTeamInput, TeamInput } from '../schema'
import { lockRules } from './rules'

export type SavedCapacity = { id: number; name: string; email: string | null; capacity: number | null }

export function createTeam(actor: Actor, input: TeamInput): Promise<Result<TeamView>> {
  return naming(input.name, () =>
    inTransaction(async (tx) => {
      if (!canEditRouting(actor)) refuse('FORBIDDEN')
      const team = await tx.one<{ id: number }>(sql`
        insert into team (name, strategy) values (${input.name}, ${input.strategy}::routing_strategy)
        returning id`)
      if (!team) throw new Error('insert returned no row')
      await setMembers(tx, team.id, input.members)
      return saved(tx, actor, team)
    }),
  )
}

/** Name, strategy and members; who stays in the team keeps their turn. */
export function changeTeam(actor: Actor, input: ChangeTeamInput): Promise<Result<TeamView>> {
  return naming(input.name, () =>
    inTransaction(async (tx) => {
      if (!canEditRouting(actor)) refuse('FORBIDDEN')
      const before = await tx.one<{ version: number }>(
        sql`select version from team where id = ${input.teamId} and archived_at is null for update`,
      )
      if (!before) return refuse('NOT_FOUND')
      if (input.version !== undefined && input.version !== before.version)
        return refuse('STALE_VERSION', { version: before.version })
      await setMembers(tx, input.teamId, input.members)
      const team = await tx.one<{ id: number }>(sql`
        update team set name = ${input.name}, strategy = ${input.strategy}::routing_strategy, version = version + 1
        where id = ${input.teamId} returning id`)
      return saved(tx, actor, team)
    }),
  )
}

/** A team that rules send leads to stays. */
export function archiveTeam(actor: Actor, { teamId }: OneTeamInput): Promise<Result<TeamView>> {
  return inTransaction(async (tx) => {
    await lockRules(tx, actor)
    const rules = await tx.rows<{ name: string }>(
      sql`select name from routing_rule where team_id = ${teamId} and archived_at is null order by position`,
    )
    if (rules.length > 0) refuse('TEAM_IN_USE', { rules: rules.map(({ name }) => name).join(', ') })
    const team = await tx.one<{ id: number }>(sql`
      update team set archived_at = coalesce(archived_at, ${actor.at}::timestamptz), version = version + 1
      where id = ${teamId} returning id`)
    return saved(tx, actor, team)
  })
}

/** The team as the transaction leaves it. */
async function saved(tx: Tx, actor: Actor, team: { id: number } | undefined): Promise<TeamView> {
  return (team && (await findTeam(tx, actor.at, team.id))) ?? refuse('NOT_FOUND')
}

/** How many undecided handoffs routing may give somebody at a time; null: any number. */
export function setCapacity(
  actor: Actor,
  { person, capacity }: CapacityInput,
): Promise<Result<SavedCapacity>> {
  return inTransaction(async (tx) => {
    if (!canEditRouting(actor)) refuse('FORBIDDEN')
    const rep = await tx.one<SavedCapacity>(sql`
      update person set capacity = ${capacity}::int
      where email = lower(${person}) and status = 'active' and 'sales' = any (roles)
      returning id, name, email, capacity`)
    return rep ?? refuseUnknown('person', person)
  })
}

/** In the order given; e-mails of who sells. Whoever is in the team already may stay, even if they have left. */
async function setMembers(tx: Tx, teamId: number, emails: readonly string[]): Promise<void> {
  const people = await tx.rows<{ id: number; email: string }>(sql`
    select p.id, p.email from person p
    where p.email = any (${emails}::text[]) and (p.status = 'active' and 'sales' = any (p.roles)
      or exists (select 1 from team_member m where m.team_id = ${teamId} and m.person_id = p.id))`)
  const unknown = emails.find((email) => !people.some((one) => one.email === email))
  if (unknown !== undefined) refuseUnknown('members', unknown)
  const ids = emails.flatMap((email) => people.find((one) => one.email === email)?.id ?? [])
  await tx.run(sql`delete from team_member where team_id = ${teamId} and person_id <> all (${ids}::int[])`)
  await tx.run(sql`
    insert into team_member (team_id, person_id, position)
    select ${teamId}, o.id, o.position from unnest(${ids}::int[]) with ordinality as o(id, position)
    on conflict (team_id, person_id) do update set position = excluded.position`)
}

function refuseUnknown(path: string, email: string): never {
  return refuse('UNKNOWN_PERSON', { name: email }, [
    { path, code: 'unknown_person', message: 'there is no such rep' },
  ])
}

/** Names are unique in any case; the index decides. */
async function naming<T>(name: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    if (uniqueViolation(error) !== 'team_name') throw error
    return fail('ALREADY_EXISTS', { name }, [{ path: 'name', code: 'taken', message: 'is taken already' }])
  }
}
