import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { HttpProblem } from './problem'

/** Requests a second that one person's keys may make of one process; ten seconds' worth may come at once. */
const DEFAULT_PER_SECOND = 3000
const WINDOW_SECONDS = 10

let limiter: RateLimiterMemory | undefined

export async function countRequest(personId: number): Promise<void> {
  limiter ??= new RateLimiterMemory({
    points: (Number(process.env.API_RATE_LIMIT) || DEFAULT_PER_SECOND) * WINDOW_SECONDS,
    duration: WINDOW_SECONDS,
  })
  try {
    await limiter.consume(personId)
  } catch (spent) {
    if (!(spent instanceof RateLimiterRes)) throw spent
    throw new HttpProblem('TOO_MANY_ATTEMPTS', { seconds: Math.max(1, Math.ceil(spent.msBeforeNext / 1000)) })
  }
}

/** For tests that set another limit. */
export function forgetLimits(): void {
  limiter = undefined
}
