import { organisationClock } from '@/lib/organisation/queries'
import type { NumbersReader } from '@/lib/platform/actor'
import { dayOf, daysBetween } from '@/lib/platform/calendar'
import { db } from '@/lib/platform/db/sql'
import type { Period } from '@/lib/platform/period'
import { createdByDay } from '@/lib/rollups/queries/created-days'
import { lagsOf } from '@/lib/rollups/queries/lags'
import type { FunnelFilters } from '../schema'
import { type Age, type WinCurve, winCurve } from '../time-to-win'
import { namesBy } from './names'

export type CurveRow = WinCurve & { key: number | null; label: string | null }

/** How soon the leads created in a period are won: all of them, and those of each channel, the largest first. */
export async function timeToWin(
  reader: NumbersReader,
  { from, to, groupBy, filters }: Period & { groupBy: 'none' | 'channel'; filters: FunnelFilters },
): Promise<{ rows: CurveRow[]; total: WinCurve }> {
  const { timeZone } = await organisationClock(db)
  const [bins, ages] = await Promise.all([
    lagsOf({ kind: 'wonAfter', from, to, timeZone, groupBy, filters }),
    agesOf({ from, to, groupBy, filters }, timeZone, dayOf(reader.at, timeZone)),
  ])
  const keys = groupBy === 'none' ? [] : [...new Set(ages.map(({ key }) => key))]
  const names = await namesBy('channel', keys)
  const curveOf = (of: (key: number | null) => boolean) => {
    const mine = ages.filter(({ key }) => of(key))
    const open = mine.filter(({ n }) => n > 0)
    const won = mine.reduce((sum, row) => sum + row.won, 0)
    const sums = new Map<number, number>()
    for (const { key, lag, n } of bins) if (of(key as number | null)) sums.set(lag, (sums.get(lag) ?? 0) + n)
    return winCurve(
      [...sums].map(([lag, n]) => ({ lag, n })),
      open,
      won,
    )
  }
  const rows = keys
    .map((key) => ({
      key,
      label: key === null ? null : (names.get(key)?.label ?? null),
      ...curveOf((one) => one === key),
    }))
    .toSorted((a, b) => Number(a.key === null) - Number(b.key === null) || b.leads - a.leads)
  return { rows, total: curveOf(() => true) }
}

/** The leads of a period by their age today: those that are not won, and those that are. */
async function agesOf(
  question: Period & { groupBy: 'none' | 'channel'; filters: FunnelFilters },
  timeZone: string,
  today: string,
): Promise<(Age & { key: number | null; won: number })[]> {
  const { from, to, groupBy, filters } = question
  const days = await createdByDay({ from, to, groupBy, filters }, timeZone)
  return days.map(({ key, day, leads, won }) => ({
    key: key as number | null,
    age: daysBetween(day, today),
    n: leads - won,
    won,
  }))
}
