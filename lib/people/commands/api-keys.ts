import { organisationClock } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { fingerprint, randomToken } from '@/lib/platform/auth/token'
import { endOfDay } from '@/lib/platform/calendar'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import { canManageKeysOf } from '../policy'
import type { NewApiKey } from '../schema'

const SHOWN = 8

/** A key for the API. It is answered once and cannot be read again: only its fingerprint is kept. */
export function createApiKey(actor: Actor, input: NewApiKey): Promise<Result<{ id: number; key: string }>> {
  const { name, scope = 'write', expiresOn, perMinute = null } = input
  const personId = input.personId ?? actor.personId
  const key = `bt_${randomToken()}`
  return inTransaction(async (tx) => {
    if (!canManageKeysOf(actor, personId)) refuse('FORBIDDEN')
    const { timeZone } = await organisationClock(tx)
    const expiresAt = expiresOn ? endOfDay(expiresOn, timeZone) : null
    if (expiresAt && expiresAt <= actor.at)
      refuse('INVALID', {}, [{ path: 'expiresOn', code: 'past', message: 'must not be over' }])
    const made = await tx.one<{ id: number }>(sql`
      INSERT INTO api_key (person_id, name, hash, prefix, scope, per_minute, expires_at, created_at)
      SELECT p.id, ${name}, ${fingerprint(key)}, ${key.slice(0, SHOWN)}, ${scope}::key_scope, ${perMinute}::int,
        ${expiresAt}::timestamptz, ${actor.at}::timestamptz
      FROM person p WHERE p.id = ${personId} AND p.status IN ('active', 'invited')
      RETURNING id`)
    return made ? { id: made.id, key } : refuse('NOT_FOUND')
  })
}

/** At once and for good; a second time changes nothing. */
export function revokeApiKey(actor: Actor, input: { keyId: number }): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    const key = await tx.one<{ personId: number }>(
      sql`SELECT person_id AS "personId" FROM api_key WHERE id = ${input.keyId}`,
    )
    // Another person's key is not there for somebody who may not touch it.
    if (!key || !canManageKeysOf(actor, key.personId)) return refuse('NOT_FOUND')
    await tx.run(
      sql`UPDATE api_key SET revoked_at = coalesce(revoked_at, ${actor.at}) WHERE id = ${input.keyId}`,
    )
    return { id: input.keyId }
  })
}
