import { expect, test } from 'vitest'
import { type Compared, sureChanges } from './changes'

const share = (count: number, base = 100) => ({ count, base })
const compared = (now: number, before: number, more: Partial<Compared> = {}): Compared => ({
  metric: 'acceptanceRate',
  channel: null,
  now: share(now),
  before: share(before),
  ...more,
})

test('names what a test sees, and says whether it is good', () => {
  const { sure, tested, tooFew } = sureChanges([
    compared(70, 30, { channel: { id: 1, name: 'Fairs' } }),
    compared(30, 70),
    compared(70, 30, { metric: 'salesFoundShare' }),
    compared(50, 50),
    compared(0, 29, { now: share(0, 29), before: share(29, 29) }),
  ])
  expect(sure.map(({ channel, good }) => [channel?.id ?? null, good])).toEqual([
    [null, false],
    [null, null],
    [1, true],
  ])
  expect({ tested, tooFew }).toEqual({ tested: 4, tooFew: 1 })
})

test('one lucky share among many that did not move is not named', () => {
  const lucky = compared(40, 26)
  expect(sureChanges([lucky]).sure).toHaveLength(1)
  expect(sureChanges([lucky, ...Array.from({ length: 20 }, () => compared(50, 50))]).sure).toEqual([])
})
