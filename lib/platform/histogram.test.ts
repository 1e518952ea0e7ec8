import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Bin, histogramOf, medianOf, percentilesOf, sizeOf } from './histogram'
import { percentile } from './statistics'

fc.configureGlobal({ seed: 20_261_122 })

const bins = fc.array(
  fc.record({ lag: fc.integer({ min: -50, max: 4000 }), n: fc.integer({ min: 0, max: 40 }) }),
)

function writtenOut(histogram: readonly Bin[]): number[] {
  return histogram.flatMap(({ lag, n }) => Array<number>(n).fill(lag)).toSorted((a, b) => a - b)
}

describe('percentiles of a histogram', () => {
  test('are those of the values written out', () => {
    fc.assert(
      fc.property(bins, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), (histogram, shares) => {
        const values = writtenOut(histogram)
        const expected = shares.map((share) => percentile(values, share))
        expect(percentilesOf(histogram, shares)).toEqual(values.length === 0 ? null : expected)
      }),
    )
  })

  test('come from bins in any order, in parts and taken back again', () => {
    fc.assert(
      fc.property(bins, bins, (one, other) => {
        const undone = other.map(({ lag, n }) => ({ lag, n: -n }))
        expect(histogramOf([...other, ...one, ...undone])).toEqual(histogramOf(one))
        expect(sizeOf([...one, ...other])).toBe(writtenOut(one).length + writtenOut(other).length)
        expect(percentilesOf([...one, ...other], [0.25, 0.5, 0.75])).toEqual(
          percentilesOf([...other, ...one].toReversed(), [0.25, 0.5, 0.75]),
        )
      }),
    )
  })

  test('of nothing are no data', () => {
    expect(percentilesOf([], [0.5])).toBeNull()
    expect(medianOf([{ lag: 7, n: 0 }])).toBeNull()
    expect(medianOf([{ lag: 7, n: 1 }])).toBe(7)
    expect(
      medianOf([
        { lag: 9, n: 1 },
        { lag: 4, n: 1 },
      ]),
    ).toBe(6.5)
  })

  test('are refused where there is no such share or no such number of times', () => {
    expect(() => percentilesOf([{ lag: 1, n: 1 }], [1.1])).toThrow(RangeError)
    expect(() =>
      percentilesOf(
        [
          { lag: 1, n: 2 },
          { lag: 2, n: -1 },
        ],
        [0.5],
      ),
    ).toThrow(RangeError)
  })
})
