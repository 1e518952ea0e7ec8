import { countingMoment } from '@/lib/handoffs/queries/counted'
import { segmentCondition } from '@/lib/leads/queries/stage-condition'
import type { Actor, NumbersReader } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import type { Period } from '@/lib/platform/period'
import { seesEachPerson } from '@/lib/promises/policy'
import { countsBy } from '@/lib/rollups/queries/counts'
import { verdictsBy } from '@/lib/rollups/queries/verdicts'
import { type Calibration, calibrationOf } from '../calibration'
import { type GradeCounts, type Mix, mixesOf, totalMix } from '../quality'
import type { QualityInput } from '../schema'
import { type Named, namesBy } from './names'

export type MixRow = Mix & { key: number | null; label: string | null; channel: Named['channel'] }

export type QualityMix = QualityInput & { rows: MixRow[]; total: Mix }

/** Hot, warm and cold of the leads created in the period, by channel or campaign, those with the most leads first. */
export async function qualityMix(
  _reader: NumbersReader,
  { from, to, groupBy, channel }: QualityInput,
): Promise<QualityMix> {
  const filters = channel === undefined ? {} : { channel }
  const counted = await countsBy({ from, to, groupBy, filters }, ['leads', 'graded', 'hot', 'warm', 'cold'])
  const made = counted
    .filter(({ leads }) => leads > 0)
    .map((row): GradeCounts & { key: number | null } => ({ ...row, key: row.key as number | null }))
  const names = await namesBy(
    groupBy,
    made.map(({ key }) => key),
  )
  const mixes = mixesOf(made)
  const rows = made.flatMap(({ key }, index): MixRow[] => {
    const mix = mixes[index]
    const named = key === null ? undefined : names.get(key)
    return mix ? [{ ...mix, key, label: named?.label ?? null, channel: named?.channel ?? null }] : []
  })
  return {
    from,
    to,
    groupBy,
    channel,
    rows: rows.toSorted(
      (a, b) =>
        Number(a.key === null) - Number(b.key === null) ||
        b.leads - a.leads ||
        (a.label ?? '').localeCompare(b.label ?? ''),
    ),
    total: totalMix(made),
  }
}

/** Leads created in the period that were graded against their answers, whatever became of them. */
export type OverriddenLeads = { up: number; down: number }

export type GradingCalibration = Period &
  Omit<Calibration, 'people'> & {
    leads: OverriddenLeads
    people: (Calibration['people'][number] & { name: string | null; leads: OverriddenLeads })[]
  }

/**
 * How far hot, warm and cold can be believed, overall and by who said so. Heads and executives read each marketer; the
 * others all together and themselves, judged against their colleagues all the same.
 */
export async function gradingCalibration(actor: Actor, { from, to }: Period): Promise<GradingCalibration> {
  const moment = await countingMoment(actor.at)
  const [verdicts, overridden] = await Promise.all([
    verdictsBy('marketer', { from, to }, moment.timeZone),
    db.rows<{ ownerId: number | null } & OverriddenLeads>(sql`
      select owner_id as "ownerId", count(*) filter (where up)::int as up, count(*) filter (where not up)::int as down
      from (
        select owner_id, true as up from lead
        where ${segmentCondition({ segment: 'overriddenUp', from, to, ...moment })}
        union all
        select owner_id, false from lead
        where ${segmentCondition({ segment: 'overriddenDown', from, to, ...moment })}
      ) lead group by 1`),
  ])
  const { people, ...calibration } = calibrationOf(
    verdicts.flatMap(({ key, ...cell }) => (key === null ? [] : [{ marketerId: key, ...cell }])),
  )
  const names = await namesBy(
    'person',
    people.map(({ personId }) => personId),
  )
  const sum = (name: 'up' | 'down') => overridden.reduce((total, row) => total + row[name], 0)
  return {
    from,
    to,
    ...calibration,
    leads: { up: sum('up'), down: sum('down') },
    people: people
      .filter(({ personId }) => seesEachPerson(actor) || personId === actor.personId)
      .map((row) => {
        const { up = 0, down = 0 } = overridden.find(({ ownerId }) => ownerId === row.personId) ?? {}
        return { ...row, name: names.get(row.personId)?.label ?? null, leads: { up, down } }
      })
      .toSorted((a, b) => (a.name ?? '').localeCompare(b.name ?? '') || a.personId - b.personId),
  }
}
