/**
 * How often each value occurred. The percentiles of whole numbers are exact from this alone, and the histograms of months
 * and days add up to the histogram of any period: which no percentile does.
 */
export type Bin = { lag: number; n: number }

/** One bin per value, in ascending order; bins of nothing are left out. */
export function histogramOf(bins: Iterable<Bin>): Bin[] {
  const sums = new Map<number, number>()
  for (const { lag, n } of bins) sums.set(lag, (sums.get(lag) ?? 0) + n)
  return [...sums]
    .filter(([, n]) => n !== 0)
    .map(([lag, n]) => ({ lag, n }))
    .toSorted((a, b) => a.lag - b.lag)
}

export function sizeOf(bins: Iterable<Bin>): number {
  let size = 0
  for (const { n } of bins) size += n
  return size
}

/**
 * The values below which each share of all values lies, interpolated: type 7 of Hyndman and Fan, PostgreSQL's
 * percentile_cont, `percentile` of statistics.ts. Null where there are no values.
 */
export function percentilesOf(bins: Iterable<Bin>, shares: readonly number[]): number[] | null {
  const ascending = histogramOf(bins)
  const size = sizeOf(ascending)
  if (size === 0) return null
  const upTo: number[] = []
  let sum = 0
  for (const { n } of ascending) {
    if (n < 0) throw new RangeError(`a value that occurred ${n} times`)
    sum += n
    upTo.push(sum)
  }
  return shares.map((share) => {
    if (!(share >= 0 && share <= 1)) throw new RangeError(`not a share: ${share}`)
    const position = (size - 1) * share
    const below = valueAt(Math.floor(position))
    const above = valueAt(Math.ceil(position))
    return below + (above - below) * (position - Math.floor(position))
  })

  /** The value at the place, counted from 0, were all values written out in ascending order. */
  function valueAt(place: number): number {
    let low = 0
    let high = upTo.length - 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((upTo[middle] ?? 0) > place) high = middle
      else low = middle + 1
    }
    return ascending[low]?.lag ?? Number.NaN
  }
}

export function medianOf(bins: Iterable<Bin>): number | null {
  return percentilesOf(bins, [0.5])?.[0] ?? null
}
