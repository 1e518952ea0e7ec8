import { type Actor, mintActor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { ACTOR_COLUMNS, type PersonRow } from './lookup'

/** Whom a background job works for, with the roles of now; nobody when the person has lost access meanwhile. */
export async function actorForJob(personId: number, at: Date): Promise<Actor | null> {
  const person = await db.one<PersonRow>(sql`
    SELECT ${ACTOR_COLUMNS} FROM person p JOIN organisation o ON o.id = 1
    WHERE p.id = ${personId} AND p.status = 'active'`)
  return person ? mintActor({ ...person, via: 'job', at }) : null
}
