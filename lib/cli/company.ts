import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { runNode } from './child'

/** What an installation needs once its tables exist. Holding a lock, because two processes may start on one database. */
const LOCK = 7_204_118_552
const LOADING = 'demo_loading'

/** Signs sessions. In the database, so that all processes of an installation have the same. */
export async function installationSecret(url: string): Promise<string> {
  const [row] = await query<{ value: string }>(
    url,
    `WITH made AS (INSERT INTO installation_secret (id, value) VALUES ('session', $1) ON CONFLICT DO NOTHING RETURNING value)
     SELECT value FROM made UNION ALL SELECT value FROM installation_secret WHERE id = 'session' LIMIT 1`,
    [randomBytes(32).toString('base64url')],
  )
  // Another process inserted it between our two reads: by now it is there.
  if (!row) return installationSecret(url)
  return row.value
}

/** Loads the demo company into a database that nobody has used. An interrupted load is wiped and begun again. */
export async function ensureDemoCompany(url: string, announce: (message: string) => void): Promise<void> {
  if (process.env.BATON_DEMO === '0' || !(await wantsDemo(url))) return
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock($1)', [LOCK])
    if (!(await wantsDemo(url))) return
    announce('Loading the demo company (once, under half a minute) …')
    await wipe(client)
    await client.query('INSERT INTO installation_secret (id, value) VALUES ($1, $2)', [LOADING, ''])
    await runNode('lib/cli/load-demo.ts', [], { DATABASE_URL: url })
    await client.query('DELETE FROM installation_secret WHERE id = $1', [LOADING])
  } finally {
    await client.end()
  }
}

async function wantsDemo(url: string): Promise<boolean> {
  const [state] = await query<{ empty: boolean; interrupted: boolean }>(
    url,
    `SELECT NOT EXISTS (SELECT FROM person) AND NOT EXISTS (SELECT FROM organisation) AS empty,
            EXISTS (SELECT FROM installation_secret WHERE id = $1) AS interrupted`,
    [LOADING],
  )
  return state?.empty === true || state?.interrupted === true
}

/** Everything but the list of applied migrations and the session secret. */
async function wipe(client: pg.Client) {
  const { rows } = await client.query<{ name: string }>(
    `SELECT quote_ident(tablename) AS name FROM pg_tables
     WHERE schemaname = 'public' AND tablename NOT IN ('_prisma_migrations', 'installation_secret')`,
  )
  await client.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')} RESTART IDENTITY`)
  await client.query('DELETE FROM installation_secret WHERE id = $1', [LOADING])
}

async function query<T extends object>(url: string, text: string, values: unknown[]): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<T>(text, values)).rows
  } finally {
    await client.end()
  }
}
