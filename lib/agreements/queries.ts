import type { Actor } from '@/lib/platform/actor'
import { type Database, db, sql } from '@/lib/platform/db/sql'
import { DEFAULT_TERMS, type Definition, type DefinitionTerms } from './definition'

/** The sales-ready definition that counts at this moment: the newest signed one whose day has come, else version 1. */
export async function definitionInForce(on: Database, at: Date): Promise<Definition> {
  const found = await on.one<{ version: number; terms: DefinitionTerms }>(sql`
    select version, content as terms from agreement
    where kind = 'definition' and state = 'signed'
      and in_force_from <= (${at}::timestamptz at time zone (select time_zone from organisation))::date
      and signed_at <= ${at}::timestamptz
    order by version desc limit 1`)
  return found ?? { version: 1, terms: DEFAULT_TERMS }
}

/** A definition as it was signed: what a handoff stamped with this version is judged by. */
export async function definitionOfVersion(on: Database, version: number): Promise<Definition> {
  if (version === 1) return { version, terms: DEFAULT_TERMS }
  const found = await on.one<{ terms: DefinitionTerms }>(sql`
    select content as terms from agreement where kind = 'definition' and version = ${version}`)
  if (!found) throw new Error(`there is no version ${version} of the sales-ready definition`)
  return { version, terms: found.terms }
}

/** The definition that screens judge by now. */
export function currentDefinition(actor: Actor): Promise<Definition> {
  return definitionInForce(db, actor.at)
}
