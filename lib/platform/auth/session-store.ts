import { type Database, db, sql } from '@/lib/platform/db/sql'
import { SESSION_SECONDS } from './cookies'
import { fingerprint, randomToken } from './token'

/** Opens a session for a person and gives its id, which only the cookie keeps. */
export async function openSession(
  person: { personId: number; at: Date; userAgent?: string | null },
  database: Database = db,
): Promise<string> {
  const id = randomToken()
  const expires = new Date(person.at.getTime() + SESSION_SECONDS * 1000)
  const agent = person.userAgent?.replace(/[^\x20-\x7e]/g, '').slice(0, 300) || null
  await database.run(sql`
    WITH gone AS (DELETE FROM session WHERE person_id = ${person.personId} AND expires_at <= ${person.at})
    INSERT INTO session (id, person_id, created_at, expires_at, user_agent)
    VALUES (${fingerprint(id)}, ${person.personId}, ${person.at}, ${expires}, ${agent})`)
  return id
}

export async function endSession(id: string): Promise<void> {
  await db.run(sql`DELETE FROM session WHERE id = ${fingerprint(id)}`)
}

/** Ends all sessions of a person; `except` is the id of the one that may stay. */
export async function endSessions(
  personId: number,
  database: Database = db,
  except?: string | null,
): Promise<number> {
  const kept = except ? fingerprint(except) : ''
  return database.run(sql`DELETE FROM session WHERE person_id = ${personId} AND id <> ${kept}`)
}
