import { handOffLead } from '@/lib/handoffs/commands/offer'
import type { HandoffView } from '@/lib/handoffs/queries/handoff-view'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { archiveRule, createRule } from '@/lib/routing/commands/rules'
import { createTeam } from '@/lib/routing/commands/teams'
import { ruleInput } from '@/lib/routing/schema'
import { actorWith } from './actors'
import { HOT, newLead } from './life'

/** Reps of a new team, and rules that are the only ones. */

export function reps(count: number, at: Date): Promise<Actor[]> {
  return Promise.all(Array.from({ length: count }, () => actorWith({ roles: ['sales'], at })))
}

let teams = 0

export async function teamOf(
  head: Actor,
  members: readonly Actor[],
  strategy: 'round_robin' | 'least_loaded' | 'best_closers' = 'round_robin',
): Promise<number> {
  teams++
  const emails = members.map(({ email }) => email ?? '')
  return must(await createTeam(head, { name: `Team ${teams}`, strategy, members: emails })).id
}

type Wish = Partial<Parameters<typeof ruleInput.parse>[0] & object> & Record<string, unknown>

/** Puts these rules in force and no others. */
export async function onlyRules(head: Actor, ...wishes: Wish[]): Promise<number[]> {
  const old = await db.rows<{ id: number }>(sql`select id from routing_rule where archived_at is null`)
  for (const { id } of old) must(await archiveRule(head, { ruleId: id }))
  const ids: number[] = []
  for (const [index, wish] of wishes.entries()) {
    ids.push(must(await createRule(head, ruleInput.parse({ name: `Rule ${index + 1}`, ...wish }))).id)
  }
  return ids
}

/** A hot lead, ready to be handed off. */
export async function readyLead(marketer: Actor): Promise<number> {
  const leadId = await newLead(marketer)
  must(await qualifyLead(marketer, { leadId, ...HOT }))
  return leadId
}

export async function handOff(marketer: Actor, leadId?: number): Promise<HandoffView> {
  return must(await handOffLead(marketer, { leadId: leadId ?? (await readyLead(marketer)) }))
}

/** How many undecided handoffs each of them has. */
export async function loads(people: readonly Actor[]): Promise<number[]> {
  const rows = await db.rows<{ personId: number; count: number }>(sql`
    select assignee_id as "personId", count(*)::int as count from handoff
    where state = 'pending' and assignee_id is not null group by assignee_id`)
  return people.map(({ personId }) => rows.find((row) => row.personId === personId)?.count ?? 0)
}

/** Away on these days. */
export async function away(person: Actor, firstDay: string, lastDay: string): Promise<void> {
  await db.run(sql`
    insert into absence (person_id, first_day, last_day, created_by_id, created_at)
    values (${person.personId}, ${firstDay}::date, ${lastDay}::date, ${person.personId}, ${person.at}::timestamptz)`)
}
