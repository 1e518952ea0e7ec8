import type { Actor } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import { canEditRouting } from '../policy'
import { findRule, type RuleView } from '../queries/rules'
import type { Conditions } from '../rules'
import type { ChangeRuleInput, MoveRuleInput, OneRuleInput, RuleInput } from '../schema'

/** A new rule, after all others. */
export function createRule(actor: Actor, input: RuleInput): Promise<Result<RuleView>> {
  return inTransaction(async (tx) => {
    await lockRules(tx, actor)
    const { personId, teamId } = await targetOf(tx, input)
    return saved(
      tx,
      actor,
      await tx.one<{ id: number }>(sql`
        insert into routing_rule (position, name, conditions, person_id, team_id)
        values ((select coalesce(max(position), 0) + 1 from routing_rule), ${input.name},
          ${JSON.stringify(conditionsOf(input))}::jsonb, ${personId}::int, ${teamId}::int)
        returning id`),
    )
  })
}

export function changeRule(actor: Actor, input: ChangeRuleInput): Promise<Result<RuleView>> {
  return inTransaction(async (tx) => {
    await lockRules(tx, actor)
    const before = await tx.one<{ version: number }>(
      sql`select version from routing_rule where id = ${input.ruleId} and archived_at is null`,
    )
    if (!before) return refuse('NOT_FOUND')
    if (input.version !== undefined && input.version !== before.version)
      return refuse('STALE_VERSION', { version: before.version })
    const { personId, teamId } = await targetOf(tx, input)
    return saved(
      tx,
      actor,
      await tx.one<{ id: number }>(sql`
        update routing_rule set name = ${input.name}, conditions = ${JSON.stringify(conditionsOf(input))}::jsonb,
          person_id = ${personId}::int, team_id = ${teamId}::int, version = version + 1
        where id = ${input.ruleId} returning id`),
    )
  })
}

/** An archived rule catches nothing more; the handoffs that it sent keep its name. */
export function archiveRule(actor: Actor, { ruleId }: OneRuleInput): Promise<Result<RuleView>> {
  return inTransaction(async (tx) => {
    await lockRules(tx, actor)
    return saved(
      tx,
      actor,
      await tx.one<{ id: number }>(sql`
        update routing_rule set archived_at = coalesce(archived_at, ${actor.at}::timestamptz), version = version + 1
        where id = ${ruleId} returning id`),
    )
  })
}

/** Back at the place where it was. */
export function restoreRule(actor: Actor, { ruleId }: OneRuleInput): Promise<Result<RuleView>> {
  return inTransaction(async (tx) => {
    await lockRules(tx, actor)
    return saved(
      tx,
      actor,
      await tx.one<{ id: number }>(sql`
        update routing_rule set archived_at = null, version = version + 1
        where id = ${ruleId} returning id`),
    )
  })
}

/** To another place among the rules in force; the archived ones keep theirs between them. */
export function moveRule(actor: Actor, { ruleId, place }: MoveRuleInput): Promise<Result<RuleView>> {
  return inTransaction(async (tx) => {
    await lockRules(tx, actor)
    const all = await tx.rows<{ id: number; archived: boolean }>(
      sql`select id, archived_at is not null as archived from routing_rule order by position, id`,
    )
    const order = all.filter(({ archived }) => !archived).map(({ id }) => id)
    const from = order.indexOf(ruleId)
    if (from < 0) return refuse('NOT_FOUND')
    order.splice(Math.min(place, order.length) - 1, 0, ...order.splice(from, 1))
    const next = order.values()
    const ids = all.map(({ id, archived }) => (archived ? id : (next.next().value ?? id)))
    await tx.run(sql`
      update routing_rule r set position = o.position
      from unnest(${ids}::int[]) with ordinality as o(id, position) where r.id = o.id`)
    return saved(
      tx,
      actor,
      await tx.one<{ id: number }>(sql`select id from routing_rule where id = ${ruleId}`),
    )
  })
}

function conditionsOf(input: RuleInput): Conditions {
  const { regions, segments, channelIds, campaignIds, grades, amountFrom, amountTo } = input
  return { regions, segments, channelIds, campaignIds, grades, amountFrom, amountTo }
}

const RULES = 20_014

/** Whoever changes the rules holds them all: their order and their targets are decided one after another. */
export async function lockRules(tx: Tx, actor: Actor): Promise<void> {
  if (!canEditRouting(actor)) refuse('FORBIDDEN')
  await tx.run(sql`select pg_advisory_xact_lock(${RULES})`)
}

type Target = { personId: number | null; teamId: number | null }

/** A rule names somebody who sells, or a team in use. */
async function targetOf(tx: Tx, { person, teamId }: RuleInput): Promise<Target> {
  if (teamId !== null) {
    const team = await tx.one(sql`select 1 from team where id = ${teamId} and archived_at is null`)
    if (team) return { personId: null, teamId }
    return refuse('INVALID', {}, [{ path: 'teamId', code: 'unknown_team', message: 'there is no such team' }])
  }
  if (person === null) return { personId: null, teamId: null }
  const rep = await tx.one<{ id: number }>(sql`
    select id from person where email = lower(${person}) and status = 'active' and 'sales' = any (roles)`)
  if (rep) return { personId: rep.id, teamId: null }
  return refuse('UNKNOWN_PERSON', { name: person }, [
    { path: 'person', code: 'unknown_person', message: 'there is no such rep' },
  ])
}

/** The rule as the transaction leaves it. */
async function saved(tx: Tx, actor: Actor, rule: { id: number } | undefined): Promise<RuleView> {
  return (rule && (await findRule(tx, actor.at, rule.id))) ?? refuse('NOT_FOUND')
}
