import { expect, test } from 'vitest'
import { roundTicks, shareTicks } from './ticks'

test.each([
  [0, [0, 1]],
  [1, [0, 0.2, 0.4, 0.6, 0.8, 1]],
  [0.23, [0, 0.05, 0.1, 0.15, 0.2, 0.25]],
  [0.3, [0, 0.1, 0.2, 0.3]],
  [7, [0, 2, 4, 6, 8]],
  [120, [0, 25, 50, 75, 100, 125]],
  [1_000_000, [0, 200_000, 400_000, 600_000, 800_000, 1_000_000]],
])('up to %d', (most, ticks) => {
  expect(roundTicks(most)).toEqual(ticks)
})

test('cover what is to be drawn, in few steps', () => {
  for (let most = 0.0013; most < 10_000_000; most *= 1.37) {
    const ticks = roundTicks(most)
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(most * (1 - 1e-9))
    expect(ticks.length).toBeLessThanOrEqual(6)
    expect(ticks.length).toBeGreaterThanOrEqual(3)
  }
})

test('a share has no tick beyond all', () => {
  expect(shareTicks(1.4, (at) => `${at * 100} %`).at(-1)).toEqual({ at: 1, text: '100 %' })
})
