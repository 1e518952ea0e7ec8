import { type Actor, mintActor } from '@/lib/platform/actor'
import type { Role, Side } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'

type Wish = {
  roles: Role[]
  headOf?: Side[]
  name?: string
  locale?: 'en' | 'ru'
  timeZone?: string
  at?: Date
}

let count = 0

/** A new active person, acting now (or at `at`). */
export async function actorWith({
  roles,
  headOf = [],
  name,
  locale = 'en',
  timeZone = 'UTC',
  at = new Date(),
}: Wish): Promise<Actor> {
  count++
  const parts = { name: name ?? `${roles.join(' and ')} ${count}`, email: `person-${count}@example.com` }
  const row = await db.one<{ id: number }>(sql`
    INSERT INTO person (email, name, roles, head_of, status, locale, created_at, updated_at)
    VALUES (${parts.email}, ${parts.name}, ${roles}::role[], ${headOf}::side[], 'active', ${locale}, ${at}, ${at})
    RETURNING id`)
  if (!row) throw new Error('no person')
  return mintActor({
    personId: row.id,
    ...parts,
    roles,
    headOf,
    locale,
    theme: 'system',
    timeZone,
    via: 'session',
    at,
  })
}
