import pg from 'pg'
import { tablesOf } from '@/lib/cli/backup'
import { quote } from '@/lib/cli/backup-format'

/** Row count and checksum of every table: equal for equal content, in whatever order it is stored. */
export async function tableSums(url: string): Promise<Record<string, string>> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const sums: Record<string, string> = {}
    for (const { table } of await tablesOf(client)) {
      const { rows } = await client.query<{ sum: string }>(
        `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, chr(10) ORDER BY t::text)), '') AS sum FROM ${quote(table)} t`,
      )
      sums[table] = rows[0]?.sum ?? ''
    }
    return sums
  } finally {
    await client.end()
  }
}
