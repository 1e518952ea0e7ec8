import { expect, test } from 'vitest'
import { isTooYoung } from './maturity'

test.each([
  ['2026-01-31', '2026-02-28', 30, true],
  ['2026-01-31', '2026-03-02', 30, false],
  ['2026-01-31', '2026-02-01', 0.5, false],
  ['2026-01-31', '2026-01-31', 0.5, true],
  ['2026-01-31', '2026-01-31', null, false],
])('a cohort up to %s is on %s with a usual cycle of %j days too young: %j', (to, today, days, young) => {
  expect(isTooYoung(to, today, days)).toBe(young)
})
