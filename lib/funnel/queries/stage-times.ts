import { organisationClock } from '@/lib/organisation/queries'
import type { NumbersReader } from '@/lib/platform/actor'
import { db } from '@/lib/platform/db/sql'
import { percentilesOf, sizeOf } from '@/lib/platform/histogram'
import type { Period } from '@/lib/platform/period'
import { lagsOf } from '@/lib/rollups/queries/lags'
import type { FunnelFilters } from '../schema'

const KINDS = {
  qualified: 'toQualified',
  handedOff: 'toHandedOff',
  accepted: 'toAccepted',
  deals: 'toDeal',
  won: 'toWon',
} as const
type TimedStage = keyof typeof KINDS
const STAGES = Object.keys(KINDS) as TimedStage[]

/** Days from the stage before, of leads whose times of both are known. */
type StageTime = { n: number; median: number; low: number; high: number }

/** How long leads created in the period took from stage to stage; null where none did. Exact percentiles. */
export async function stageTimes(
  _reader: NumbersReader,
  { from, to, filters }: Period & { filters: FunnelFilters },
): Promise<Record<TimedStage, StageTime | null>> {
  const { timeZone } = await organisationClock(db)
  const times = await Promise.all(
    STAGES.map(async (stage) => {
      const bins = await lagsOf({ kind: KINDS[stage], from, to, timeZone, filters })
      const [low, median, high] = percentilesOf(bins, [0.25, 0.5, 0.75]) ?? []
      const time =
        low === undefined || median === undefined || high === undefined
          ? null
          : { n: sizeOf(bins), median, low, high }
      return [stage, time] as const
    }),
  )
  return Object.fromEntries(times) as Record<TimedStage, StageTime | null>
}
