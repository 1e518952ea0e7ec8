import { type Actor, mintActor } from '@/lib/platform/actor'
import type { KeyScope } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import { ACTOR_COLUMNS, type PersonRow } from './lookup'
import { fingerprint } from './token'

const KEY = /^Bearer +(bt_[A-Za-z0-9_-]{43})$/i
const MINUTE = 60_000

export type KeyInUse = { id: number; scope: KeyScope; perMinute: number | null }

/** Who a request's API key belongs to, or nobody: no key, an unknown, revoked or expired one, or a person without access. */
export async function actorForKey(request: Request): Promise<{ actor: Actor; key: KeyInUse } | null> {
  const key = KEY.exec(request.headers.get('authorization') ?? '')?.[1]
  if (!key) return null
  const at = new Date()
  const found = await db.one<
    PersonRow & Omit<KeyInUse, 'id'> & { keyId: number; lastUsedAt: Date | null }
  >(sql`
    SELECT k.id AS "keyId", k.last_used_at AS "lastUsedAt", k.scope::text AS scope, k.per_minute AS "perMinute",
      ${ACTOR_COLUMNS}
    FROM api_key k JOIN person p ON p.id = k.person_id JOIN organisation o ON o.id = 1
    WHERE k.hash = ${fingerprint(key)} AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > ${at})
      AND p.status = 'active'`)
  if (!found) return null
  const { keyId, lastUsedAt, scope, perMinute, ...person } = found
  if (!lastUsedAt || at.getTime() - lastUsedAt.getTime() > MINUTE) await noteUse(keyId, at)
  return { actor: mintActor({ ...person, via: 'key', at }), key: { id: keyId, scope, perMinute } }
}

/** At most once a minute: a read must not become a write on every request. */
async function noteUse(keyId: number, at: Date): Promise<void> {
  await db.run(sql`
    UPDATE api_key SET last_used_at = ${at}
    WHERE id = ${keyId} AND (last_used_at IS NULL OR last_used_at < ${new Date(at.getTime() - MINUTE)})`)
}
