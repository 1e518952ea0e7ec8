import { type Actor, mintActor } from '@/lib/platform/actor'
import type { Role, Side } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import { fingerprint } from './token'

export type PersonRow = {
  personId: number
  name: string
  email: string | null
  roles: Role[]
  headOf: Side[]
  locale: Actor['locale']
  theme: Actor['theme']
  timeZone: string
}

/** The columns of an actor, from `person p` and `organisation o`. Enum arrays come as text: the driver knows no enums. */
export const ACTOR_COLUMNS = sql`p.id AS "personId", p.name, p.email, p.roles::text[] AS roles,
  p.head_of::text[] AS "headOf", p.locale, p.theme, coalesce(p.time_zone, o.time_zone) AS "timeZone"`

/** Session, person and organisation are read on every request: what an administrator changes counts at once. */
export async function actorOfSession(id: string, at: Date): Promise<Actor | null> {
  const person = await db.one<PersonRow>(sql`
    SELECT ${ACTOR_COLUMNS}
    FROM session s JOIN person p ON p.id = s.person_id JOIN organisation o ON o.id = 1
    WHERE s.id = ${fingerprint(id)} AND s.expires_at > ${at} AND p.status = 'active'`)
  return person ? mintActor({ ...person, via: 'session', at }) : null
}

export async function isSetUp(): Promise<boolean> {
  return (await db.one(sql`SELECT 1 FROM organisation WHERE id = 1`)) !== undefined
}
