import { type CurvePoint, ENOUGH, kaplanMeier } from '@/lib/platform/statistics'

/**
 * How long it takes until a lead is won, where many are not won yet. An open lead is known not to have been won up to its
 * age today, and no more (Kaplan–Meier). A lost or disqualified lead stays at risk in the same way, up to its age: it is
 * known not to have been won, and was there to be. So the curve is the share of all leads that has been won by a day after
 * their creation, and not that of those who are still hoped for.
 */

/** The days that the curve is read at. */
export const CURVE_DAYS = [30, 60, 90, 180, 365] as const

/** Leads that are not won: how many of each age, in days. */
export type Age = { age: number; n: number }

export type WinCurve = {
  leads: number
  wins: number
  /** won on a day before their creation: they have no time to a win */
  leftOut: number
  curve: CurvePoint[]
  /** the day by which half of the wins that the curve ends with had come */
  half: number | null
  /** the last day up to which enough leads were watched to say anything; null: never */
  until: number | null
  at: { day: number; value: number; low: number; high: number; atRisk: number; wins: number }[]
}

export function winCurve(
  wins: readonly { lag: number; n: number }[],
  open: readonly Age[],
  won: number,
): WinCurve {
  const counted = wins.reduce((sum, { n }) => sum + n, 0)
  const waiting = open.reduce((sum, { n }) => sum + n, 0)
  const curve = kaplanMeier([
    ...wins.map(({ lag, n }) => ({ time: lag, events: n, censored: 0 })),
    ...open.map(({ age, n }) => ({ time: age, events: 0, censored: n })),
  ])
  const final = curve.at(-1)?.value
  const oldest = Math.max(0, ...open.map(({ age }) => age), ...wins.map(({ lag }) => lag))
  return {
    leads: waiting + won,
    wins: counted,
    leftOut: won - counted,
    curve,
    half: final === undefined ? null : (curve.find(({ value }) => value >= final / 2 - 1e-12)?.time ?? null),
    until: watchedUntil([...wins.map(({ lag, n }) => ({ age: lag, n })), ...open]),
    at: CURVE_DAYS.filter((day) => day <= oldest).map((day) => {
      const point = curve.findLast(({ time }) => time <= day)
      const winsBy = wins.reduce((sum, { lag, n }) => (lag <= day ? sum + n : sum), 0)
      return {
        day,
        value: point?.value ?? 0,
        low: point?.low ?? 0,
        high: point?.high ?? 0,
        atRisk: open.reduce((sum, { age, n }) => (age >= day ? sum + n : sum), 0) + (counted - winsBy),
        wins: winsBy,
      }
    }),
  }
}

function watchedUntil(watched: readonly Age[]): number | null {
  let there = 0
  for (const { age, n } of watched.toSorted((a, b) => b.age - a.age)) {
    there += n
    if (there >= ENOUGH) return age
  }
  return null
}
