import { organisationClock } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import { isPointKey } from './points'
import { setsWeightsOf } from './policy'
import { newestWeights } from './queries/weights'
import type { SetWeightsInput } from './schema'

/**
 * What a side gives points for, from a day on that is not gone. FORBIDDEN for who does not head the side; STALE_VERSION
 * when somebody has set others meanwhile. The same again changes nothing, so sending twice is harmless.
 */
export function setPointWeights(actor: Actor, input: SetWeightsInput): Promise<Result<{ version: number }>> {
  const { side, inForceFrom } = input
  return inTransaction(async (tx) => {
    if (!setsWeightsOf(actor, side)) refuse('FORBIDDEN')
    const newest = await newestWeights(tx, side)
    const version = newest?.version ?? 0
    const reasons = await tx.rows<{ code: string }>(sql`select code from rejection_reason`)
    const codes = reasons.map(({ code }) => code)
    const given = Object.entries(input.weights).filter(([, weight]) => weight !== 0)
    const unknown = Object.keys(input.weights).filter((key) => !isPointKey(side, key, codes))
    if (unknown.length > 0) {
      refuse(
        'INVALID',
        {},
        unknown.map((key) => ({
          path: `weights.${key}`,
          code: 'unknown_field',
          message: 'is not known here',
        })),
      )
    }
    const weights = JSON.stringify(Object.fromEntries(given.toSorted(([a], [b]) => (a < b ? -1 : 1))))
    const seen = input.version ?? version
    const isSame =
      (seen === version || seen === version - 1) &&
      newest?.inForceFrom === inForceFrom &&
      JSON.stringify(
        Object.fromEntries(Object.entries(newest.weights).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      ) === weights
    if (isSame) return { version }
    if (seen !== version) refuse('STALE_VERSION', { version })
    const { timeZone } = await organisationClock(tx)
    if (inForceFrom < dayOf(actor.at, timeZone)) {
      refuse('INVALID', {}, [{ path: 'inForceFrom', code: 'past', message: 'must not be in the past' }])
    }
    const made = await tx.one<{ version: number }>(sql`
      insert into point_weights (side, version, in_force_from, weights, note, created_by_id, created_at)
      values (${side}::side, ${version + 1}, ${inForceFrom}::date, ${weights}::jsonb, ${input.note ?? null},
        ${actor.personId}, ${actor.at}::timestamptz)
      on conflict (side, version) do nothing returning version`)
    return made ?? refuse('STALE_VERSION', { version: version + 1 })
  })
}
