import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import Papa from 'papaparse'

/** Raw files of others and a few lines of arithmetic that share no code with the product: what its figures must be. */

export type Raw = Record<string, string>

export function rawFile(path: string): string {
  return resolve('../shared/data', path)
}

/** Read by another parser than the product's. */
export function rawRows(path: string): Raw[] {
  return Papa.parse<Raw>(readFileSync(rawFile(path), 'utf8'), { header: true, skipEmptyLines: true }).data
}

/** The number of a day since 1970, of any text that begins with `YYYY-MM-DD`. */
export function dayNumber(text: string): number {
  return Math.round(Date.parse(`${text.slice(0, 10)}T00:00:00Z`) / 86_400_000)
}

/** Months from the one day to the other, by the calendar. */
export function monthsApart(from: string, to: string): number {
  const months = (text: string) => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7))
  return months(to) - months(from)
}

/** Type 7 of Hyndman and Fan, as R's quantile() has it. */
export function quantile(numbers: readonly number[], q: number): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const place = (sorted.length - 1) * q
  const low = sorted[Math.floor(place)] ?? Number.NaN
  const high = sorted[Math.ceil(place)] ?? Number.NaN
  return low + (high - low) * (place - Math.floor(place))
}

export function wilsonByHand(count: number, base: number): [number, number] {
  const z = 1.959963984540054
  const p = count / base
  const middle = p + (z * z) / (2 * base)
  const spread = z * Math.sqrt((p * (1 - p)) / base + (z * z) / (4 * base * base))
  const whole = 1 + (z * z) / base
  return [(middle - spread) / whole, (middle + spread) / whole]
}

type Group = { won: number; leads: number }

/**
 * Better, worse or the same as all others together: Fisher's exact test by logarithms of factorials where a cell is
 * expected under 5, else the pooled z-test; then Benjamini–Hochberg at 5 % among the rows with 30 leads.
 */
export function verdictsByHand(groups: readonly Group[]): string[] {
  const all = groups.reduce((sum, { won, leads }) => ({ won: sum.won + won, leads: sum.leads + leads }), {
    won: 0,
    leads: 0,
  })
  const tested = groups.map((group) => ({
    ...group,
    p: group.leads < 30 ? null : pByHand(group, { won: all.won - group.won, leads: all.leads - group.leads }),
  }))
  const sorted = tested.flatMap(({ p }) => (p === null ? [] : [p])).sort((a, b) => a - b)
  let threshold = -1
  for (const [index, p] of sorted.entries()) if (p <= (0.05 * (index + 1)) / sorted.length) threshold = p
  return tested.map(({ won, leads, p }) => {
    if (p === null) return 'too_few'
    if (p > threshold) return 'same'
    return won / leads > (all.won - won) / (all.leads - leads) ? 'better' : 'worse'
  })
}

function pByHand(one: Group, rest: Group): number {
  const total = one.leads + rest.leads
  const won = one.won + rest.won
  if (rest.leads === 0) return 1
  const cells = [one.leads, rest.leads].flatMap((size) => [
    (size * won) / total,
    (size * (total - won)) / total,
  ])
  if (Math.min(...cells) < 5) return fisherByHand(one, rest)
  const share = won / total
  const error = Math.sqrt(share * (1 - share) * (1 / one.leads + 1 / rest.leads))
  return error === 0 ? 1 : 2 * (1 - normal(Math.abs(one.won / one.leads - rest.won / rest.leads) / error))
}

function fisherByHand(one: Group, rest: Group): number {
  const logs = [0]
  for (let n = 1; n <= one.leads + rest.leads; n++) logs[n] = (logs[n - 1] ?? 0) + Math.log(n)
  const choose = (n: number, k: number) => (logs[n] ?? 0) - (logs[k] ?? 0) - (logs[n - k] ?? 0)
  const won = one.won + rest.won
  const chance = (k: number) =>
    Math.exp(choose(one.leads, k) + choose(rest.leads, won - k) - choose(one.leads + rest.leads, won))
  const seen = chance(one.won)
  let p = 0
  for (let k = Math.max(0, won - rest.leads); k <= Math.min(one.leads, won); k++) {
    if (chance(k) <= seen * (1 + 1e-7)) p += chance(k)
  }
  return Math.min(1, p)
}

/** The normal distribution by Simpson's rule. */
function normal(z: number): number {
  const steps = 2000
  const width = z / steps
  let sum = 0
  for (let index = 0; index <= steps; index++) {
    const weight = index === 0 || index === steps ? 1 : index % 2 === 1 ? 4 : 2
    sum += weight * Math.exp(-((index * width) ** 2) / 2)
  }
  return 0.5 + (sum * width) / 3 / Math.sqrt(2 * Math.PI)
}

export type Subject = { days: number; won: boolean }

/** The product-limit estimate of Kaplan and Meier as their paper has it: subject by subject, day by day. */
export function wonByDay(
  subjects: readonly Subject[],
): Map<number, { atRisk: number; wins: number; value: number }> {
  const curve = new Map<number, { atRisk: number; wins: number; value: number }>()
  let unwon = 1
  for (const day of [...new Set(subjects.filter(({ won }) => won).map(({ days }) => days))].sort(
    (a, b) => a - b,
  )) {
    const atRisk = subjects.filter(({ days }) => days >= day).length
    const wins = subjects.filter(({ days, won }) => won && days === day).length
    unwon *= (atRisk - wins) / atRisk
    curve.set(day, { atRisk, wins, value: 1 - unwon })
  }
  return curve
}

/** The sum of amounts in cents, added as whole numbers. */
export function sumOf(amounts: readonly (string | undefined)[]): string {
  const cents = amounts.reduce((sum, amount) => sum + Math.round(Number(amount || 0) * 100), 0)
  return (cents / 100).toFixed(2)
}
