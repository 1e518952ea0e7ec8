import type { Actor } from '@/lib/platform/actor'
import type { RoutingGap, RoutingStrategy } from '@/lib/platform/db/generated/enums'
import { type Database, db, type Sql, sql } from '@/lib/platform/db/sql'
import type { Conditions } from '../rules'

export type NamedId = { id: number; name: string }

/** A rule as screens and the API show it: names beside the ids that its conditions hold. */
export type RuleView = {
  id: number
  version: number
  name: string
  conditions: Conditions
  channels: NamedId[]
  campaigns: (NamedId & { channel: string })[]
  person: (NamedId & { email: string | null; here: boolean }) | null
  team: (NamedId & { strategy: RoutingStrategy; archived: boolean }) | null
  archived: boolean
  /** handoffs that it sent in the last thirty days */
  recent: number
}

/** How far back the screens count what rules did. */
export const RECENT_DAYS = 30

/** All rules: those in force in their order, then the archived ones. */
export function listRules(actor: Actor): Promise<RuleView[]> {
  return selectRules(db, actor.at, sql`true`)
}

export async function ruleById(actor: Actor, id: number): Promise<RuleView | undefined> {
  return findRule(db, actor.at, id)
}

export async function findRule(on: Database, at: Date, id: number): Promise<RuleView | undefined> {
  return (await selectRules(on, at, sql`r.id = ${id}`))[0]
}

function selectRules(on: Database, at: Date, condition: Sql): Promise<RuleView[]> {
  return on.rows<RuleView>(sql`
    with sent as (
      select rule_id, count(*)::int as count from handoff
      where offered_at >= ${at}::timestamptz - make_interval(days => ${RECENT_DAYS}) and rule_id is not null
      group by rule_id)
    select r.id, r.version, r.name, r.conditions,
      coalesce((
        select json_agg(json_build_object('id', ch.id, 'name', ch.name) order by lower(ch.name)) from channel ch
        where ch.id in (select jsonb_array_elements_text(r.conditions->'channelIds')::int)), '[]') as channels,
      coalesce((
        select json_agg(json_build_object('id', ca.id, 'name', ca.name, 'channel', ch.name)
          order by lower(ch.name), lower(ca.name))
        from campaign ca join channel ch on ch.id = ca.channel_id
        where ca.id in (select jsonb_array_elements_text(r.conditions->'campaignIds')::int)), '[]') as campaigns,
      case when p.id is not null then json_build_object('id', p.id, 'name', p.name, 'email', p.email,
        'here', p.status = 'active' and 'sales' = any (p.roles)) end as person,
      case when t.id is not null then json_build_object('id', t.id, 'name', t.name, 'strategy', t.strategy,
        'archived', t.archived_at is not null) end as team,
      r.archived_at is not null as archived, coalesce(sent.count, 0) as recent
    from routing_rule r
    left join person p on p.id = r.person_id
    left join team t on t.id = r.team_id
    left join sent on sent.rule_id = r.id
    where ${condition}
    order by r.archived_at is not null, r.position, r.id`)
}

export type Unrouted = { noMatch: number; nobodyFree: number }

/** How many handoffs went to everyone although no rule says so: in the last thirty days, and ever. */
export async function countUnrouted(actor: Actor): Promise<{ recent: Unrouted; ever: Unrouted }> {
  const found = await db.one<{ r1: number; r2: number; e1: number; e2: number }>(sql`
    select
      count(*) filter (where routing_gap = 'no_match'
        and offered_at >= ${actor.at}::timestamptz - make_interval(days => ${RECENT_DAYS}))::int as r1,
      count(*) filter (where routing_gap = 'nobody_free'
        and offered_at >= ${actor.at}::timestamptz - make_interval(days => ${RECENT_DAYS}))::int as r2,
      count(*) filter (where routing_gap = 'no_match')::int as e1,
      count(*) filter (where routing_gap = 'nobody_free')::int as e2
    from handoff where routing_gap is not null`)
  const { r1 = 0, r2 = 0, e1 = 0, e2 = 0 } = found ?? {}
  return { recent: { noMatch: r1, nobodyFree: r2 }, ever: { noMatch: e1, nobodyFree: e2 } }
}

export type UnroutedHandoff = {
  id: number
  leadId: number
  leadName: string
  gap: RoutingGap
  offeredAt: Date
  grade: 'hot' | 'warm' | 'cold' | null
  region: string | null
  segment: string | null
  expectedAmount: string | null
  /** with whom it is, or who decided it */
  who: string | null
}

/** Those handoffs, the newest first. */
export async function listUnrouted(
  actor: Actor,
  options: { gap?: RoutingGap; recent?: boolean; before?: { at: string; id: number }; limit: number },
): Promise<{ rows: UnroutedHandoff[]; next: { at: string; id: number } | null }> {
  const { gap = null, recent = false, before, limit } = options
  const rows = await db.rows<UnroutedHandoff>(sql`
    select h.id, h.lead_id as "leadId", l.display_name as "leadName", h.routing_gap as gap,
      h.offered_at as "offeredAt", h.grade, l.region, l.segment,
      l.expected_amount as "expectedAmount", coalesce(d.name, a.name) as who
    from handoff h
    join lead l on l.id = h.lead_id
    left join person a on a.id = h.assignee_id
    left join person d on d.id = h.decided_by_id
    where h.routing_gap is not null and (${gap}::routing_gap is null or h.routing_gap = ${gap}::routing_gap)
      and (not ${recent} or h.offered_at >= ${actor.at}::timestamptz - make_interval(days => ${RECENT_DAYS}))
      and (${before?.at ?? null}::timestamptz is null
        or (h.offered_at, h.id) < (${before?.at ?? null}::timestamptz, ${before?.id ?? 0}))
    order by h.offered_at desc, h.id desc limit ${limit + 1}`)
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return { rows: page, next: last ? { at: last.offeredAt.toISOString(), id: last.id } : null }
}
