import { definitionInForce, readAgreement, versionBefore } from '@/lib/agreements/queries'
import { countingMoment } from '@/lib/handoffs/queries/counted'
import { handoffCondition, type Moment, within } from '@/lib/handoffs/queries/handoff-condition'
import { enteredIn } from '@/lib/leads/queries/stage-condition'
import { listReasons, type Reason } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { addDays } from '@/lib/platform/calendar'
import { db, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import { seesEachPerson } from '@/lib/promises/policy'
import {
  type DefinitionChange,
  definitionChange,
  type RejectionCell,
  type RejectionGrouping,
  type RejectionRow,
  type Rejections,
  rejectionsOf,
  type VersionCounts,
} from '../rejections'
import type { RejectionsInput } from '../schema'
import { type Named, namesBy } from './names'

export type NamedRejections = RejectionsInput &
  Omit<Rejections, 'rows'> & {
    rows: (RejectionRow & { label: string | null; channel: Named['channel'] })[]
    /** the company's list, archived ones among them, by id */
    named: Map<number, Reason>
    /** null while the first version is in force */
    definition: (DefinitionChange & { inForceFrom: string | null }) | null
  }

/**
 * Why sales handed leads back in the period, by what they came from or by who handed them over. Rows of people are read
 * by heads and executives; the others read their own and the whole.
 */
export async function rejections(actor: Actor, input: RejectionsInput): Promise<NamedRejections> {
  const { from, to, groupBy, reason } = input
  const moment = await countingMoment(actor.at)
  const [cells, reasons, definition] = await Promise.all([
    db.rows<RejectionCell>(
      plannedAnew(sql`
      select ${keyOf(groupBy)} as key, handoff.reason_id as "reasonId", count(*)::int as decided,
        count(*) filter (where ${within('rejected', actor.at)})::int as rejected,
        count(*) filter (where ${within('contested', actor.at)})::int as contested,
        count(*) filter (where ${within('overturned', actor.at)})::int as overturned,
        count(*) filter (where ${within('againstMarketing', actor.at)})::int as against
      from ${decidedIn(input, moment)}
      group by 1, 2`),
    ),
    listReasons(actor, { archived: true }),
    sinceDefinition(actor),
  ])
  const counted = rejectionsOf(cells, reason)
  const ofPeople = groupBy === 'marketer' || groupBy === 'rep'
  const rows = counted.rows.filter(({ key }) => !ofPeople || seesEachPerson(actor) || key === actor.personId)
  const names = await namesBy(
    ofPeople ? 'person' : groupBy,
    rows.map(({ key }) => key),
  )
  return {
    from,
    to,
    groupBy,
    reason,
    ...counted,
    rows: rows
      .map((row) => {
        const found = row.key === null ? undefined : names.get(row.key)
        return { ...row, label: found?.label ?? null, channel: found?.channel ?? null }
      })
      .toSorted(
        (a, b) =>
          Number(a.key === null) - Number(b.key === null) ||
          b.rate.count - a.rate.count ||
          b.decided - a.decided ||
          (a.label ?? '').localeCompare(b.label ?? ''),
      ),
    named: new Map(reasons.map((one) => [one.id, one])),
    definition,
  }
}

function keyOf(groupBy: RejectionGrouping): Sql {
  switch (groupBy) {
    case 'channel':
      return sql`handoff.channel_id`
    case 'campaign':
      return sql`handoff.campaign_id`
    case 'marketer':
      return sql`handoff.offered_by_id`
    case 'rep':
      return sql`handoff.decided_by_id`
  }
}

/** Most of what is decided in a period was handed off in it, or in so many days before. */
const SHORTLY_BEFORE = 92

/**
 * The handoffs that were decided in the period, with the places of their leads where those are asked for: nearly all stand in
 * the index of what was handed off in about these days, and only the others are looked up one by one.
 */
function decidedIn({ from, to, groupBy }: RejectionsInput, moment: Moment): Sql {
  const decided = sql`
    select id, lead_id, state, reason_id, offered_by_id, decided_by_id
    from handoff where ${handoffCondition({ set: 'decided', from, to, ...moment })}`
  if (groupBy === 'marketer' || groupBy === 'rep') return sql`(${decided}) handoff`
  const near = enteredIn('handedOff', { from: addDays(from, -SHORTLY_BEFORE), to }, moment.timeZone)
  return sql`(
    with known as materialized (
      select decided.*, near.id as near, near.channel_id, near.campaign_id
      from (${decided}) decided left join (
        select lead.id, lead.channel_id, lead.campaign_id from lead where ${near}
      ) near on near.id = decided.lead_id
    )
    select id, state, reason_id, channel_id, campaign_id from known where near is not null
    union all
    select known.id, known.state, known.reason_id, l.channel_id, l.campaign_id
    from known cross join lateral (select channel_id, campaign_id from lead where lead.id = known.lead_id offset 0) l
    where near is null
  ) handoff`
}

/** What the definition in force changed against the one before it: everything that each of them judged. */
async function sinceDefinition(actor: Actor): Promise<NamedRejections['definition']> {
  const { version } = await definitionInForce(db, actor.at)
  const before = await versionBefore(actor, 'definition', version)
  if (!before) return null
  const [agreement, rows] = await Promise.all([
    readAgreement(actor, 'definition', version),
    // Each from an index alone, however many there are: those of a version by state, those rejected by reason.
    db.rows<{ version: number; reasonId: number | null; count: number }>(sql`
      select definition_version as version, null::int as "reasonId", count(*)::int as count from handoff
      where definition_version = any(${[before.version, version]}::int[]) and state in ('accepted', 'rejected')
      group by 1
      union all
      select definition_version, reason_id, count(*)::int from handoff
      where definition_version = any(${[before.version, version]}::int[]) and state = 'rejected'
      group by 1, 2`),
  ])
  const countsOf = (one: number): VersionCounts => {
    const own = rows.filter((row) => row.version === one)
    const reasons = new Map(
      own.flatMap(({ reasonId, count }) => (reasonId === null ? [] : [[reasonId, count] as const])),
    )
    return {
      version: one,
      decided: own.find(({ reasonId }) => reasonId === null)?.count ?? 0,
      rejected: [...reasons.values()].reduce((sum, count) => sum + count, 0),
      reasons,
    }
  }
  return {
    ...definitionChange(countsOf(before.version), countsOf(version)),
    inForceFrom: agreement?.inForceFrom ?? null,
  }
}
