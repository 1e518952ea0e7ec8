import { expect, test } from 'vitest'
import { verdicts, wilson } from '@/lib/platform/statistics'
import { adviceOf } from './advice'

function channels(...counts: [key: string | null, won: number, leads: number][]) {
  const judged = verdicts(counts.map(([, count, base]) => ({ count, base })))
  return counts.map(([key, won, leads], index) => ({
    key,
    label: key ?? 'No channel',
    leadToSale: wilson(won, leads),
    verdict: judged[index] ?? 'same',
    costPerSale: null,
  }))
}

test('silent without leads, and without two channels that can be judged', () => {
  expect(adviceOf(channels(['a', 0, 0], ['b', 0, 0]), 30).kind).toBe('no_leads')
  expect(adviceOf(channels(['a', 20, 100], ['b', 5, 29]), 30)).toEqual({ kind: 'too_few', enough: 30 })
  expect(adviceOf(channels(['a', 20, 100], [null, 50, 100]), 30).kind).toBe('too_few')
})

test('noise moves no money', () => {
  expect(adviceOf(channels(['a', 10, 100], ['b', 12, 100], ['c', 9, 100]), 30)).toEqual({
    kind: 'same',
    judged: 3,
  })
})

test('the surest comes first, and a gap in the records is no channel', () => {
  const advice = adviceOf(channels(['a', 9, 31], ['b', 90, 400], ['c', 5, 400], [null, 100, 200]), 30)
  expect(advice.kind).toBe('found')
  if (advice.kind !== 'found') return
  expect(advice.better.map(({ key }) => key)).not.toContain(null)
  expect(advice.worse.map(({ key }) => key)).toEqual(['c'])
})
