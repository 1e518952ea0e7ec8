import type { Actor } from '@/lib/platform/actor'
import { hashPassword, verifyPassword } from '@/lib/platform/auth/password'
import { endSessions } from '@/lib/platform/auth/session-store'
import { countAttempt, forgiveAttempt } from '@/lib/platform/auth/throttle'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { fail, ok, type Result, refuse } from '@/lib/platform/result'
import type { PasswordChange, Preferences } from '../schema'

type Chosen = { locale: 'en' | 'ru'; theme: 'system' | 'light' | 'dark'; timeZone: string }

/** My name, language, theme and time zone. Answers what counts from now on (no time zone of mine: the company's). */
export function updateOwnPreferences(actor: Actor, input: Partial<Preferences>): Promise<Result<Chosen>> {
  return inTransaction(async (tx) => {
    const saved = await tx.one<Chosen>(sql`
      UPDATE person p
      SET name = coalesce(${input.name ?? null}::text, p.name),
        locale = coalesce(${input.locale ?? null}::text, p.locale),
        theme = coalesce(${input.theme ?? null}::text, p.theme),
        time_zone = CASE WHEN ${input.timeZone === undefined} THEN p.time_zone ELSE ${input.timeZone ?? null}::text END,
        version = p.version + 1, updated_at = ${actor.at}
      FROM organisation o
      WHERE p.id = ${actor.personId} AND o.id = 1
      RETURNING p.locale, p.theme, coalesce(p.time_zone, o.time_zone) AS "timeZone"`)
    return saved ?? refuse('NOT_FOUND')
  })
}

/** A new password ends every other session. The current one is asked for, and guessing it here is slowed as well. */
export async function changePassword(
  actor: Actor,
  input: PasswordChange,
): Promise<Result<{ ended: number }>> {
  const own = await db.one<{ passwordHash: string | null; email: string | null }>(
    sql`SELECT password_hash AS "passwordHash", email FROM person WHERE id = ${actor.personId}`,
  )
  if (!own) return fail('NOT_FOUND')
  if (own.passwordHash) {
    const attempt = { email: own.email ?? '', address: `person ${actor.personId}` }
    const seconds = await countAttempt(attempt)
    if (seconds !== null) return fail('TOO_MANY_ATTEMPTS', { seconds })
    if (!(await verifyPassword(own.passwordHash, input.currentPassword ?? ''))) {
      return fail('INVALID', {}, [
        { path: 'currentPassword', code: 'wrong_password', message: 'is not right' },
      ])
    }
    await forgiveAttempt(attempt)
  }
  const passwordHash = await hashPassword(input.password)
  return inTransaction(async (tx) => {
    const changed = await tx.run(sql`
      UPDATE person SET password_hash = ${passwordHash}, version = version + 1, updated_at = ${actor.at}
      WHERE id = ${actor.personId} AND password_hash IS NOT DISTINCT FROM ${own.passwordHash}`)
    if (changed === 0) refuse('STALE_VERSION')
    await tx.run(sql`
      UPDATE one_time_link SET used_at = ${actor.at} WHERE person_id = ${actor.personId} AND used_at IS NULL`)
    return { ended: await endSessions(actor.personId, tx, input.keepSession) }
  })
}

/** Everywhere, or everywhere but here. */
export async function signOutEverywhere(
  actor: Actor,
  input: { keepSession?: string | null },
): Promise<Result<{ ended: number }>> {
  return ok({ ended: await endSessions(actor.personId, db, input.keepSession) })
}
