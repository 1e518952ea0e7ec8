import { z } from 'zod'
import { GRADES } from '@/lib/leads/schema'
import type { DryRun } from '@/lib/routing/queries/dry-run'
import type { RuleView, UnroutedHandoff } from '@/lib/routing/queries/rules'
import type { TeamView } from '@/lib/routing/queries/teams'
import { STRATEGIES } from '@/lib/routing/schema'
import { day, id, money, time } from './common'

const count = z.int().min(0)
const named = z.strictObject({ id, name: z.string() })
const rep = z.strictObject({ id, name: z.string(), email: z.string().nullable() })

export const rule = z
  .strictObject({
    id,
    version: z.int().min(1),
    place: z.int().min(1).nullable().meta({ description: 'among the rules in force, from 1' }),
    name: z.string(),
    regions: z.array(z.string()),
    segments: z.array(z.string()),
    channels: z.array(named),
    campaigns: z.array(z.strictObject({ id, name: z.string(), channel: z.string() })),
    grades: z.array(z.enum(GRADES)),
    amountFrom: money.nullable(),
    amountTo: money.nullable(),
    person: rep.nullable(),
    team: named.nullable(),
    archived: z.boolean(),
    recent: count.meta({ description: 'handoffs that it sent in the last 30 days' }),
  })
  .meta({ id: 'RoutingRule', description: 'with neither person nor team: to the open queue' })

export function ruleJson(view: RuleView, place: number | null = null): z.infer<typeof rule> {
  const { conditions, person, team } = view
  return {
    id: view.id,
    version: view.version,
    place,
    name: view.name,
    regions: conditions.regions,
    segments: conditions.segments,
    channels: view.channels,
    campaigns: view.campaigns,
    grades: conditions.grades,
    amountFrom: conditions.amountFrom,
    amountTo: conditions.amountTo,
    person: person && { id: person.id, name: person.name, email: person.email },
    team: team && { id: team.id, name: team.name },
    archived: view.archived,
    recent: view.recent,
  }
}

export const team = z
  .strictObject({
    id,
    version: z.int().min(1),
    name: z.string(),
    strategy: z.enum(STRATEGIES),
    archived: z.boolean(),
    members: z.array(
      z.strictObject({
        ...rep.shape,
        capacity: count.nullable(),
        load: count.meta({ description: 'undecided handoffs, counted up to 1,000' }),
        awayUntil: day.nullable(),
        active: z.boolean().meta({ description: 'false: left, or does not sell any more' }),
      }),
    ),
    rules: z.array(z.string()).meta({ description: 'names of the rules that send leads to it' }),
  })
  .meta({ id: 'Team' })

export function teamJson(view: TeamView): z.infer<typeof team> {
  return {
    id: view.id,
    version: view.version,
    name: view.name,
    strategy: view.strategy,
    archived: view.archived,
    members: view.members.map(({ here, ...member }) => ({
      id: member.id,
      name: member.name,
      email: member.email,
      capacity: member.capacity,
      load: member.load,
      awayUntil: member.awayUntil,
      active: here,
    })),
    rules: view.rules,
  }
}

export const capacity = z.strictObject({ ...rep.shape, capacity: count.nullable() }).meta({ id: 'Capacity' })

const gap = z.enum(['no_match', 'nobody_free'])

export const unrouted = z
  .strictObject({
    id: id.meta({ description: 'of the handoff' }),
    lead: z.strictObject({ id, displayName: z.string() }),
    why: gap,
    offeredAt: time,
    grade: z.enum(GRADES).nullable(),
    region: z.string().nullable(),
    segment: z.string().nullable(),
    expectedAmount: money.nullable(),
  })
  .meta({ id: 'UnroutedHandoff' })

export function unroutedJson(row: UnroutedHandoff): z.infer<typeof unrouted> {
  return {
    id: row.id,
    lead: { id: row.leadId, displayName: row.leadName },
    why: row.gap,
    offeredAt: row.offeredAt.toISOString(),
    grade: row.grade,
    region: row.region,
    segment: row.segment,
    expectedAmount: row.expectedAmount,
  }
}

export const dryRun = z
  .strictObject({
    from: day,
    to: day,
    total: count,
    more: z.boolean().meta({ description: 'the period has more handoffs: the newest 10,000 were looked at' }),
    moved: count.meta({ description: 'would be with another than they were' }),
    noMatch: count,
    nobodyFree: count,
    people: z
      .array(z.strictObject({ id: id.nullable(), name: z.string().nullable(), would: count, did: count }))
      .meta({ description: 'id null: the open queue' }),
    teams: z.array(z.strictObject({ id, name: z.string(), would: count })),
    rules: z.array(z.strictObject({ name: z.string(), would: count })),
    unmatched: z
      .array(z.strictObject({ leadId: id, handoffId: id, why: gap }))
      .meta({ description: 'the newest 200 that would go to the open queue by no rule' }),
  })
  .meta({ id: 'RoutingDryRun' })

const MOST_LISTED = 200

export function dryRunJson({ leads, ...run }: DryRun): z.infer<typeof dryRun> {
  const unmatched = leads.flatMap(({ leadId, handoffId, would }) =>
    would.gap ? [{ leadId, handoffId, why: would.gap }] : [],
  )
  return { ...run, unmatched: unmatched.reverse().slice(0, MOST_LISTED) }
}
