import { db, sql } from '@/lib/platform/db/sql'
import { fail, ok, type Result } from '@/lib/platform/result'
import { verifyPassword } from './password'
import { type Attempt, countAttempt, forgiveAttempt } from './throttle'

export type SignedIn = {
  personId: number
  email: string
  locale: string
  theme: string
  timeZone: string
}

const COLUMNS = sql`p.id AS "personId", p.email, p.locale, p.theme, coalesce(p.time_zone, o.time_zone) AS "timeZone"`

/** E-mail and password. Whether the account exists shows neither in the answer nor in the time that it takes. */
export async function checkPassword(attempt: Attempt & { password: string }): Promise<Result<SignedIn>> {
  const email = attempt.email.toLowerCase()
  const counted = { ...attempt, email }
  const seconds = await countAttempt(counted)
  if (seconds !== null) return fail('TOO_MANY_ATTEMPTS', { seconds })
  const person = await db.one<SignedIn & { passwordHash: string | null }>(sql`
    SELECT ${COLUMNS}, p.password_hash AS "passwordHash"
    FROM person p JOIN organisation o ON o.id = 1
    WHERE p.email = ${email} AND p.status = 'active'`)
  const right = await verifyPassword(person?.passwordHash, attempt.password)
  if (!right || !person) return fail('WRONG_CREDENTIALS')
  await forgiveAttempt(counted)
  const { passwordHash: _, ...signedIn } = person
  return ok(signedIn)
}

/** One click, in the demo company only and for its own accounts only. */
export async function checkDemoAccount(personId: number): Promise<Result<SignedIn>> {
  const person = await db.one<SignedIn>(sql`
    SELECT ${COLUMNS} FROM person p JOIN organisation o ON o.id = 1
    WHERE p.id = ${personId} AND p.demo AND o.demo AND p.status = 'active'`)
  return person ? ok(person) : fail('WRONG_CREDENTIALS')
}

/** Somebody whom the company's identity provider vouches for. */
export async function activePersonByEmail(email: string): Promise<SignedIn | undefined> {
  return db.one<SignedIn>(sql`
    SELECT ${COLUMNS} FROM person p JOIN organisation o ON o.id = 1
    WHERE p.email = ${email.normalize('NFC').trim().toLowerCase()} AND p.status = 'active'`)
}
