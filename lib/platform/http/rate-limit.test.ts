import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { countReport, forgetLimits } from './rate-limit'

beforeEach(() => {
  vi.useFakeTimers()
  forgetLimits()
})
afterEach(() => vi.useRealTimers())

const wait = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)
const waitOf = (error: { params: { seconds: number } }) => error.params.seconds

test('an address reports 120 times in a minute, and 20,000 times in a day', async () => {
  let reports = 0
  for (let minute = 0; reports < 20_000; minute++) {
    for (let n = 0; n < 120 && reports < 20_000; n++, reports++) await countReport('198.51.100.7')
    if (minute === 0) expect(await countReport('198.51.100.7').catch(waitOf)).toBe(60)
    await wait(61)
  }
  expect(await countReport('198.51.100.7').catch(waitOf)).toBeGreaterThan(20 * 3600)
  await countReport('198.51.100.8')
  await wait(24 * 3600)
  await countReport('198.51.100.7')
})
