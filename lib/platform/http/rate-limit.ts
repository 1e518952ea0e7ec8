import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { HttpProblem } from './problem'

/** Requests a second that one person's keys may make of one process; ten seconds' worth may come at once. */
const DEFAULT_PER_SECOND = 3000
const WINDOW_SECONDS = 10

let people: RateLimiterMemory | undefined
/** one for each limit that a key has */
const keys = new Map<number, RateLimiterMemory>()

/**
 * Counts a request against what its person's keys may make together and against the key's own limit a minute, if it
 * has one. TOO_MANY_ATTEMPTS says after how many seconds to come again.
 */
export async function countRequest(
  personId: number,
  key: { id: number; perMinute: number | null },
): Promise<void> {
  people ??= new RateLimiterMemory({
    points: (Number(process.env.API_RATE_LIMIT) || DEFAULT_PER_SECOND) * WINDOW_SECONDS,
    duration: WINDOW_SECONDS,
  })
  await consume(people, personId)
  if (key.perMinute !== null) await consume(limiterOf(key.perMinute), key.id)
}

function limiterOf(perMinute: number): RateLimiterMemory {
  const known = keys.get(perMinute)
  if (known) return known
  const made = new RateLimiterMemory({ points: perMinute, duration: 60, keyPrefix: `key-${perMinute}` })
  keys.set(perMinute, made)
  return made
}

async function consume(limiter: RateLimiterMemory, who: number | string): Promise<void> {
  try {
    await limiter.consume(who)
  } catch (spent) {
    if (!(spent instanceof RateLimiterRes)) throw spent
    throw new HttpProblem('TOO_MANY_ATTEMPTS', { seconds: Math.max(1, Math.ceil(spent.msBeforeNext / 1000)) })
  }
}

/** Reports of a site's script that one address may send in a minute to one process. */
const REPORTS_A_MINUTE = 120
const REPORTS_A_DAY = 20_000
let reports: RateLimiterMemory | undefined
let daily: RateLimiterMemory | undefined

/** TOO_MANY_ATTEMPTS for an address that reports more than any person does. */
export async function countReport(address: string): Promise<void> {
  reports ??= new RateLimiterMemory({ points: REPORTS_A_MINUTE, duration: 60, keyPrefix: 'report' })
  daily ??= new RateLimiterMemory({ points: REPORTS_A_DAY, duration: 24 * 3600, keyPrefix: 'report-day' })
  await consume(reports, address)
  await consume(daily, address)
}

/** For tests that set another limit. */
export function forgetLimits(): void {
  people = undefined
  reports = undefined
  daily = undefined
  keys.clear()
}
