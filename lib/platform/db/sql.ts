import { createHash } from 'node:crypto'
import type pg from 'pg'
import type { Sql } from 'sql-template-tag'
import { pool } from './pool'

export { default as sql, empty, join, Sql } from 'sql-template-tag'

/** What can run a statement: the pool, or a transaction. */
export interface Database {
  rows<T extends object>(query: Sql): Promise<T[]>
  /** the first row, if any */
  one<T extends object>(query: Sql): Promise<T | undefined>
  /** how many rows the statement changed */
  run(query: Sql): Promise<number>
}

const MAX_PREPARED = 400
const names = new Map<string, string>()

/**
 * The same text gets the same name, so PostgreSQL plans it once per connection; odd shapes past the cap are not named.
 * The name comes from the text, not from a counter: Next loads this file more than once (per layer, and again after each
 * edit in development), and all its copies share the connections of one pool.
 */
function prepared(text: string): string | undefined {
  let name = names.get(text)
  if (!name && names.size < MAX_PREPARED) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 22)
    names.set(text, name)
  }
  return name
}

const unnamed = new WeakSet<Sql>()

/** PostgreSQL plans this statement anew with its values: for filters and searches, whose best plan depends on them. */
export function plannedAnew(statement: Sql): Sql {
  unnamed.add(statement)
  return statement
}

export function databaseOn(client: Pick<pg.ClientBase, 'query'>): Database {
  async function query<T extends object>(statement: Sql): Promise<pg.QueryResult<T>> {
    const text = statement.text
    const name = unnamed.has(statement) ? undefined : prepared(text)
    return client.query<T>({ name, text, values: statement.values as unknown[] })
  }
  return {
    async rows<T extends object>(statement: Sql) {
      return (await query<T>(statement)).rows
    },
    async one<T extends object>(statement: Sql) {
      return (await query<T>(statement)).rows[0]
    },
    async run(statement: Sql) {
      return (await query(statement)).rowCount ?? 0
    },
  }
}

/** Reads outside a transaction. */
export const db: Database = {
  rows: (query) => databaseOn(pool()).rows(query),
  one: (query) => databaseOn(pool()).one(query),
  run: (query) => databaseOn(pool()).run(query),
}
