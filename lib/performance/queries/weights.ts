import { type Validity, validityOf } from '@/lib/agreements/validity'
import { organisationClock } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import type { Side } from '@/lib/platform/db/generated/enums'
import { type Database, db, sql } from '@/lib/platform/db/sql'
import type { Weights, WeightsVersion } from '../points'

/** The versions that can count for days up to this one; from the newest. */
export function weightsUntil(on: Database, side: Side, day: string): Promise<WeightsVersion[]> {
  return on.rows<WeightsVersion>(sql`
    select version, in_force_from as "inForceFrom", weights from point_weights
    where side = ${side}::side and in_force_from <= ${day}::date order by version desc`)
}

/** The newest version of a side, in force or not; undefined where none has been set. */
export function newestWeights(on: Database, side: Side): Promise<WeightsVersion | undefined> {
  return on.one<WeightsVersion>(sql`
    select version, in_force_from as "inForceFrom", weights from point_weights
    where side = ${side}::side order by version desc limit 1`)
}

export type WeightsView = {
  version: number
  inForceFrom: string
  weights: Weights
  note: string | null
  createdBy: { id: number; name: string }
  createdAt: Date
  /** from when until when it counts */
  validity: Validity
}

export type SideWeights = {
  side: Side
  /** the newest version; 0 where none has been set */
  version: number
  /** what counts today */
  inForce: number | null
  /** from the newest, the last hundred */
  versions: WeightsView[]
}

/** What a side gives points for, now and before: read by both sides. */
export async function sideWeights(actor: Actor, side: Side): Promise<SideWeights> {
  const [{ timeZone }, rows] = await Promise.all([
    organisationClock(db),
    db.rows<Omit<WeightsView, 'validity' | 'createdAt'> & { createdAt: Date }>(sql`
      select w.version, w.in_force_from as "inForceFrom", w.weights, w.note, w.created_at as "createdAt",
        json_build_object('id', p.id, 'name', p.name) as "createdBy"
      from point_weights w join person p on p.id = w.created_by_id
      where w.side = ${side}::side order by w.version desc limit 100`),
  ])
  const today = dayOf(actor.at, timeZone)
  const validity = validityOf(
    rows.map(({ version, inForceFrom }) => ({ version, inForceFrom, state: 'signed' as const })),
    today,
  )
  const versions = rows.flatMap((row): WeightsView[] => {
    const found = validity.get(row.version)
    return found ? [{ ...row, validity: found }] : []
  })
  return {
    side,
    version: rows[0]?.version ?? 0,
    inForce: versions.find((one) => one.validity.is === 'in_force')?.version ?? null,
    versions,
  }
}
