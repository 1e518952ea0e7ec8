import { definitionInForce, readAgreement, versionBefore } from '@/lib/agreements/queries'
import { countingMoment } from '@/lib/handoffs/queries/counted'
import { listReasons, type Reason } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { seesEachPerson } from '@/lib/promises/policy'
import { verdictsBy } from '@/lib/rollups/queries/verdicts'
import {
  againstMarketing,
  type DefinitionChange,
  definitionChange,
  type RejectionCell,
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
  const [verdicts, reasons, definition] = await Promise.all([
    verdictsBy(groupBy, { from, to }, moment.timeZone),
    listReasons(actor, { archived: true }),
    sinceDefinition(actor),
  ])
  const against = new Set(
    reasons.flatMap(({ id, countsAgainstMarketing }) => (countsAgainstMarketing ? [id] : [])),
  )
  const cells = verdicts.map(
    (verdict): RejectionCell => ({
      ...verdict,
      rejected: verdict.decided - verdict.accepted,
      against: againstMarketing(verdict, against),
    }),
  )
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
