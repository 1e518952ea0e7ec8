import pg from 'pg'
import { removeFolder, startApp } from './app'

/**
 * One running Baton with the demo company for all browser tests. Its addresses travel to the workers as environment.
 * While tests are written one may name a running one: BATON_TEST_URL, DATABASE_URL and NEXTAUTH_SECRET.
 */
export default async function setup() {
  if (process.env.BATON_TEST_URL) return
  const app = await startApp({ demo: true })
  const client = new pg.Client({ connectionString: app.databaseUrl() })
  await client.connect()
  const { rows } = await client.query(`SELECT value FROM installation_secret WHERE id = 'session'`)
  await client.end()
  process.env.BATON_TEST_URL = app.url
  process.env.DATABASE_URL = app.databaseUrl()
  process.env.NEXTAUTH_SECRET = rows[0].value
  return async () => {
    await app.stop()
    removeFolder(app.folder)
  }
}
