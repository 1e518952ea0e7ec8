import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { pool } from '@/lib/platform/db/pool'
import { db, sql } from '@/lib/platform/db/sql'
import { signingSecret } from './cookies'
import { randomToken } from './token'

/**
 * Guessing passwords is slowed, and the owner is not locked out by it. Three fixed windows count failures:
 * - `pair`: one account from one address: 10 in 5 minutes;
 * - `address`: any accounts from one address: 60 in 10 minutes;
 * - `account`: one account from anywhere: 100 in an hour, against guessing spread over many addresses.
 * A browser that has signed in to the account before carries a device cookie and has a counter of its own
 * (`device`: 10 in 5 minutes) instead of all three; a one-time link is not counted at all. The points are kept in the
 * database, so several processes count together and a restart forgets nothing.
 */
const LIMITS = {
  pair: { points: 10, duration: 5 * 60 },
  address: { points: 60, duration: 10 * 60 },
  account: { points: 100, duration: 60 * 60 },
  device: { points: 10, duration: 5 * 60 },
  forgot: { points: 5, duration: 60 * 60 },
  shared: { points: 300, duration: 10 * 60 },
  form: { points: 200, duration: 10 * 60 },
  held: { points: 1000, duration: 24 * 3600 },
} as const

type Limit = keyof typeof LIMITS
export type Attempt = { email: string; address: string; device?: string | null }

function limiter(limit: Limit): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: pool(),
    storeType: 'pool',
    tableName: 'throttle',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: limit,
    ...LIMITS[limit],
  })
}

function countersOf({ email, address, device }: Attempt): [Limit, string][] {
  const account = hashed(email)
  const known = device && deviceOf(email, device)
  if (known) return [['device', hashed(`${known} ${account}`)]]
  return [
    ['pair', hashed(`${account} ${address}`)],
    ['address', hashed(address)],
    ['account', account],
  ]
}

/**
 * Counts an attempt before it is judged, so that a hundred at once are a hundred. Answers the seconds to wait when one
 * of the windows is full.
 */
export async function countAttempt(attempt: Attempt): Promise<number | null> {
  return consume(countersOf(attempt))
}

/** The attempt was right: what it had counted is given back, and the account's own counter starts anew. */
export async function forgiveAttempt(attempt: Attempt): Promise<void> {
  for (const [limit, key] of countersOf(attempt)) {
    if (limit === 'pair' || limit === 'device') await limiter(limit).delete(key)
    else await limiter(limit).reward(key)
  }
  await db.run(sql`DELETE FROM throttle WHERE expire < ${Date.now() - 86_400_000}`)
}

/** Letters that anybody may have sent to somebody: few an hour, per account and per address. */
export async function countLetter(email: string, address: string): Promise<number | null> {
  return consume([
    ['forgot', hashed(`to ${email}`)],
    ['forgot', hashed(`from ${address}`)],
  ])
}

/** An opened link to numbers costs a point of its address, one that nobody made costs ten: 30 guesses in 10 minutes. */
const GUESS = 10

export async function countOpening(address: string): Promise<number | null> {
  return consume([['shared', hashed(address)]])
}

export async function countGuess(address: string): Promise<void> {
  await limiter('shared').penalty(hashed(address), GUESS - 1)
}

/** From here on what an address sends in ten minutes is looked at before it becomes leads: a stand at a fair stays below. */
const MANY_FORMS = 20

/** Counts a form that somebody sent; `seconds`: so long nothing more is taken from the address at all. */
export async function countSending(address: string): Promise<{ seconds: number | null; many: boolean }> {
  try {
    const { consumedPoints } = await limiter('form').consume(hashed(address))
    return { seconds: null, many: consumedPoints > MANY_FORMS }
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal
    return { seconds: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)), many: true }
  }
}

/** Counts one more that is kept for somebody to look at; answers the seconds to wait when it is too many for one day. */
export async function countHeldOf(address: string): Promise<number | null> {
  return consume([['held', hashed(address)]])
}

async function consume(counters: [Limit, string][]): Promise<number | null> {
  let wait: number | null = null
  for (const [limit, key] of counters) {
    try {
      await limiter(limit).consume(key)
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal
      wait = Math.max(wait ?? 0, Math.ceil(refusal.msBeforeNext / 1000), 1)
    }
  }
  return wait
}

/** A cookie value that proves an earlier sign-in to this account; it opens nothing. */
export function newDevice(email: string): string {
  const id = randomToken()
  return `${id}.${sealOf(email, id)}`
}

function deviceOf(email: string, cookie: string): string | null {
  const [id = '', seal = ''] = cookie.split('.')
  const expected = Buffer.from(sealOf(email, id))
  const given = Buffer.from(seal)
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : null
}

function sealOf(email: string, id: string): string {
  return createHmac('sha256', signingSecret()).update(`device ${id} ${email}`).digest('base64url')
}

/** Keys carry no addresses or e-mails in the clear. */
function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 32)
}
