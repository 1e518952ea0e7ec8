import { type Database, sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'

/**
 * The people whom a file names, by what it calls them: an external id that was met before, an e-mail, or a full name
 * that only one person has. Whoever is unknown becomes an inactive person, so that history keeps the name. Answers the
 * person's id by the text as given.
 */
export async function ensurePeopleNamed(
  tx: Tx,
  names: readonly string[],
  at: Date,
): Promise<Map<string, number>> {
  const wanted = [...new Set(names.map((name) => name.normalize('NFC').trim()))].filter(Boolean)
  const found = await findPeopleNamed(tx, wanted)
  const unknown = wanted.filter((name) => !found.has(name))
  if (unknown.length > 0) {
    const made = await tx.rows<{ id: number; externalId: string }>(sql`
      INSERT INTO person (name, external_id, roles, head_of, status, created_at, updated_at)
      SELECT left(name, 120), name, '{}', '{}', 'inactive', ${at}, ${at} FROM unnest(${unknown}::text[]) AS name
      ON CONFLICT (external_id) DO UPDATE SET external_id = excluded.external_id
      RETURNING id, external_id AS "externalId"`)
    for (const { id, externalId } of made) found.set(externalId, id)
  }
  const byText = new Map<string, number>()
  for (const name of names) {
    const id = found.get(name.normalize('NFC').trim())
    if (id !== undefined) byText.set(name, id)
  }
  return byText
}

/** The same without making anybody. */
export async function findPeopleNamed(on: Database, names: readonly string[]): Promise<Map<string, number>> {
  const rows = await on.rows<{ wanted: string; id: number }>(sql`
    SELECT DISTINCT ON (n.wanted) n.wanted, p.id
    FROM unnest(${names}::text[]) AS n(wanted)
    JOIN person p ON p.external_id = n.wanted OR p.email = lower(n.wanted)
      OR (lower(p.name) = lower(n.wanted)
        AND NOT EXISTS (SELECT FROM person q WHERE q.id <> p.id AND lower(q.name) = lower(n.wanted)))
    ORDER BY n.wanted, p.external_id = n.wanted DESC NULLS LAST, p.email = lower(n.wanted) DESC NULLS LAST`)
  return new Map(rows.map((row) => [row.wanted, row.id]))
}
