import type { LinkPurpose } from '@/lib/platform/db/generated/enums'
import { type Database, db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import type { SignedIn } from './credentials'
import { hashPassword } from './password'
import { endSessions, openSession } from './session-store'
import { fingerprint, randomToken } from './token'

const HOUR = 3_600_000
const LIFETIME: Record<LinkPurpose, number> = {
  invitation: 7 * 24 * HOUR,
  password_reset: HOUR,
  sign_in: 24 * HOUR,
}

export type OpenLink = { purpose: LinkPurpose; name: string; email: string; expiresAt: Date }

/** Makes a link for a person; only the caller ever sees the token. */
export async function makeLink(
  database: Database,
  link: { personId: number; purpose: LinkPurpose; at: Date },
): Promise<{ token: string; expiresAt: Date }> {
  const token = randomToken()
  const expiresAt = new Date(link.at.getTime() + LIFETIME[link.purpose])
  await database.run(sql`
    WITH gone AS (DELETE FROM one_time_link WHERE person_id = ${link.personId} AND expires_at <= ${link.at})
    INSERT INTO one_time_link (id, person_id, purpose, created_at, expires_at)
    VALUES (${fingerprint(token)}, ${link.personId}, ${link.purpose}::link_purpose, ${link.at}, ${expiresAt})`)
  return { token, expiresAt }
}

/** What a link is for, without using it: mail scanners and previews open every link that they see. */
export async function lookAtLink(token: string, at: Date): Promise<OpenLink | undefined> {
  return db.one<OpenLink>(sql`
    SELECT l.purpose::text AS purpose, p.name, p.email, l.expires_at AS "expiresAt"
    FROM one_time_link l JOIN person p ON p.id = l.person_id
    WHERE l.id = ${fingerprint(token)} AND l.used_at IS NULL AND l.expires_at > ${at}
      AND p.status IN ('active', 'invited') AND p.email IS NOT NULL`)
}

/**
 * Uses a link and signs its owner in. The update of `used_at` decides: of two who press at once the second finds the
 * row changed. A new password ends every session that was open; any use of a link uses up the person's other links.
 */
export async function redeemLink(
  input: { token: string; password?: string | null; userAgent?: string | null },
  at: Date,
): Promise<Result<SignedIn & { sessionId: string }>> {
  const passwordHash = input.password ? await hashPassword(input.password) : null
  return inTransaction(async (tx) => {
    const link = await tx.one<{ personId: number; purpose: LinkPurpose }>(sql`
      UPDATE one_time_link SET used_at = ${at}
      WHERE id = ${fingerprint(input.token)} AND used_at IS NULL AND expires_at > ${at}
      RETURNING person_id AS "personId", purpose::text AS purpose`)
    if (!link) return refuse('LINK_USED')
    const setsPassword = link.purpose !== 'sign_in'
    if (setsPassword && !passwordHash) {
      return refuse('INVALID', {}, [{ path: 'password', code: 'required', message: 'is required' }])
    }
    const person = await tx.one<SignedIn>(sql`
      UPDATE person p
      SET status = 'active', version = p.version + 1, updated_at = ${at},
        password_hash = CASE WHEN ${setsPassword} THEN ${passwordHash}::text ELSE p.password_hash END
      FROM organisation o
      WHERE p.id = ${link.personId} AND p.status IN ('active', 'invited') AND p.email IS NOT NULL
        AND cardinality(p.roles) > 0 AND o.id = 1
      RETURNING p.id AS "personId", p.email, p.locale, p.theme, coalesce(p.time_zone, o.time_zone) AS "timeZone"`)
    if (!person) return refuse('LINK_USED')
    await tx.run(sql`
      UPDATE one_time_link SET used_at = ${at} WHERE person_id = ${person.personId} AND used_at IS NULL`)
    if (setsPassword) await endSessions(person.personId, tx)
    const sessionId = await openSession({ personId: person.personId, at, userAgent: input.userAgent }, tx)
    return { ...person, sessionId }
  })
}
