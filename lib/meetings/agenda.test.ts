import { expect, test } from 'vitest'
import { agendaPeriod, comparedPeriods } from './agenda'

test.each([
  ['the first meeting looks at a week', '2026-03-09', null, '2026-03-02', '2026-03-08'],
  ['the next at the days since', '2026-03-16', '2026-03-08', '2026-03-09', '2026-03-15'],
  ['after a long break at all of them', '2026-05-04', '2026-03-08', '2026-03-09', '2026-05-03'],
  ['a second one on the same day at yesterday again', '2026-03-09', '2026-03-08', '2026-03-08', '2026-03-08'],
])('%s', (_, heldOn, lastTo, from, to) => {
  expect(agendaPeriod(heldOn, lastTo)).toEqual({ from, to })
})

test('changes are judged over four weeks and the four before, or over all days since a meeting long ago', () => {
  expect(comparedPeriods({ from: '2026-03-09', to: '2026-03-15' })).toEqual({
    now: { from: '2026-02-16', to: '2026-03-15' },
    before: { from: '2026-01-19', to: '2026-02-15' },
  })
  expect(comparedPeriods({ from: '2026-01-01', to: '2026-03-31' })).toEqual({
    now: { from: '2026-01-01', to: '2026-03-31' },
    before: { from: '2025-10-03', to: '2025-12-31' },
  })
})
