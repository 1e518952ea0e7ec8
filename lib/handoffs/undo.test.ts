import { expect, it } from 'vitest'
import { canStillUndo } from './undo'

const DECIDED = new Date('2026-11-16T10:00:00.000Z')

it.each([
  ['at once', 0, true],
  ['when the countdown ends', 10_000, true],
  ['on its way for two seconds more', 12_000, true],
  ['after that', 12_001, false],
  ['an hour later', 3_600_000, false],
])('takes a verdict back %s', (_, after, possible) => {
  expect(canStillUndo(DECIDED, new Date(DECIDED.getTime() + after))).toBe(possible)
})
