import { describe, expect, it } from 'vitest'
import { addDays, daysBetween } from '@/lib/platform/calendar'
import { seeded } from '@/prisma/seed/random'
import { type Place, splitByWeight, splitEqually, splitPart, type Weighted } from './split'
import { partOf } from './spread'

const random = seeded(501)
const upTo = (most: number) => Math.floor(random.next() * (most + 1))
const sum = (parts: readonly bigint[]) => parts.reduce((total, part) => total + part, 0n)

describe('an amount over days', () => {
  it('is exact to the cent however the days are cut, over leap years and changes of the clock', () => {
    for (let round = 0; round < 3000; round++) {
      const from = addDays('2019-12-01', upTo(2000))
      const days = daysBetween(from, addDays(from, upTo(800))) + 1
      const cents = BigInt(upTo(10)) * BigInt(upTo(1_000_000_000)) + BigInt(upTo(99))
      const cuts = [0, ...Array.from({ length: upTo(6) }, () => upTo(days)).sort((a, b) => a - b), days]
      const parts = cuts.slice(1).map((until, index) => partOf(cents, days, cuts[index] ?? 0, until))
      expect(sum(parts)).toBe(cents)
      expect(parts.every((part) => part >= 0n)).toBe(true)
    }
  })

  it('lies evenly: no day gets more than a cent beside its share', () => {
    for (let round = 0; round < 300; round++) {
      const days = 1 + upTo(400)
      const cents = BigInt(upTo(100_000))
      for (let day = 0; day < days; day += 1 + upTo(20)) {
        const part = Number(partOf(cents, days, day, day + 1))
        expect(Math.abs(part - Number(cents) / days)).toBeLessThan(1.0001)
      }
    }
  })

  it('29 February has its day of the year', () => {
    expect(partOf(36_600n, 366, 59, 60)).toBe(100n)
    expect(partOf(100n, 3, 0, 1)).toBe(33n)
    expect(partOf(100n, 3, 1, 2)).toBe(34n)
  })
})

const places: Place[] = [
  { channelId: 1, campaignId: null },
  { channelId: 1, campaignId: 10 },
  { channelId: 2, campaignId: 20 },
  { channelId: null, campaignId: null },
]

describe('a shared cost', () => {
  it('by weight: the parts add up to it, and none is off by a cent', () => {
    for (let round = 0; round < 3000; round++) {
      const weighted: Weighted<number>[] = Array.from({ length: 1 + upTo(30) }, (_, place) => ({
        place,
        weight: BigInt(random.next() < 0.3 ? 0 : upTo(5000)),
      }))
      const total = Number(sum(weighted.map(({ weight }) => weight)))
      const cents = BigInt(upTo(10_000_000))
      const parts = splitByWeight(cents, weighted)
      if (total === 0) {
        expect(parts).toBeNull()
        continue
      }
      expect(sum(parts?.map((part) => part.cents) ?? [])).toBe(cents)
      for (const [index, { weight }] of weighted.entries()) {
        const exact = (Number(cents) * Number(weight)) / total
        expect(Math.abs(Number(parts?.[index]?.cents) - exact)).toBeLessThan(1)
        if (weight === 0n) expect(parts?.[index]?.cents).toBe(0n)
      }
    }
  })

  it('the worked example of the decision record: 100.00 by 3, 3 and 1 leads', () => {
    const parts = splitByWeight(10_000n, [
      { place: 'a', weight: 3n },
      { place: 'b', weight: 3n },
      { place: 'c', weight: 1n },
    ])
    expect(parts?.map(({ cents }) => cents)).toEqual([4286n, 4286n, 1428n])
  })

  it('equally: each channel the same, whatever the number of its campaigns', () => {
    const parts = splitEqually(10_001n, places.slice(0, 3))
    expect(parts?.map(({ cents }) => cents)).toEqual([2501n, 2500n, 5000n])
    expect(splitEqually(100n, [])).toBeNull()
  })

  it('days add up to months for each place, and places to the whole on any day', () => {
    for (let round = 0; round < 500; round++) {
      const weighted = places.map((place) => ({ place, weight: BigInt(upTo(7)) }))
      const split = (cents: bigint) => splitByWeight(cents, weighted)
      const cents = BigInt(upTo(1_000_000))
      const cuts = [0, upTo(31), 31].toSorted((a, b) => a - b)
      const whole = splitPart({ before: 0n, until: cents }, split)
      const parts = cuts.slice(1).map((until, index) =>
        splitPart(
          {
            before: partOf(cents, 31, 0, cuts[index] ?? 0),
            until: partOf(cents, 31, 0, until),
          },
          split,
        ),
      )
      for (const [index, part] of whole.entries())
        expect(sum(parts.map((days) => days[index]?.cents ?? 0n))).toBe(part.cents)
      for (const [index, days] of parts.entries())
        expect(sum(days.map((day) => day.cents))).toBe(
          partOf(cents, 31, cuts[index] ?? 0, cuts[index + 1] ?? 0),
        )
    }
  })

  it('stays with no channel where the key has nothing to go by', () => {
    const parts = splitPart({ before: 40n, until: 100n }, () => null)
    expect(parts).toEqual([{ place: { channelId: null, campaignId: null }, cents: 60n }])
  })
})
