import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { backUp } from '@/lib/cli/backup'
import { restore } from '@/lib/cli/restore'
import { db, sql } from '@/lib/platform/db/sql'
import { applyMigrations } from '@/lib/platform/migrations/apply'
import { actorWith } from '../support/actors'
import { emptyDatabase, freshDatabase } from '../support/database'
import { tableSums } from '../support/table-sums'

const folder = mkdtempSync(join(tmpdir(), 'baton-backup-'))
const file = join(folder, 'baton.backup')
const source = process.env.DATABASE_URL ?? ''

describe('backup and restore', () => {
  beforeAll(async () => {
    vi.spyOn(console, 'log').mockImplementation(() => {})
    await actorWith({
      roles: ['marketer', 'admin'],
      headOf: ['marketing'],
      name: 'Tab\there, line\u2028there \\ "quoted" Ёлка',
    })
    await actorWith({ roles: ['sales'] })
    await db.run(sql`INSERT INTO channel (name) VALUES ('Trade shows'), ('Search')`)
    await db.run(sql`INSERT INTO campaign (channel_id, name) SELECT id, 'Spring' FROM channel`)
    await backUp(source, file)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('gives back the same rows, and new ones get new ids', async () => {
    const target = await freshDatabase()
    await restore(target, file, false)
    expect(await tableSums(target)).toEqual(await tableSums(source))
    const [row] = await query(target, `INSERT INTO channel (name) VALUES ('Referral') RETURNING id`)
    expect(row).toEqual({ id: 3 })
  })

  it('makes the tables where there are none', async () => {
    const target = await emptyDatabase()
    await applyMigrations(target)
    await restore(target, file, false)
    expect(await tableSums(target)).toEqual(await tableSums(source))
  })

  it('refuses a database that is in use, unless told to replace it', async () => {
    const target = await freshDatabase()
    await query(
      target,
      `INSERT INTO person (name, status, created_at, updated_at) VALUES ('Here', 'inactive', now(), now())`,
    )
    await expect(restore(target, file, false)).rejects.toThrow('--replace')
    await restore(target, file, true)
    expect(await tableSums(target)).toEqual(await tableSums(source))
  })

  it('changes nothing when the file is cut short or is something else', async () => {
    const before = await tableSums(source)
    const damaged = join(folder, 'damaged')
    await backUp(source, damaged)
    truncateSync(damaged, 700)
    await expect(restore(source, damaged, true)).rejects.toThrow()
    writeFileSync(damaged, 'hello')
    await expect(restore(source, damaged, true)).rejects.toThrow('cannot be read')
    expect(await tableSums(source)).toEqual(before)
  })
})

async function query(url: string, text: string): Promise<object[]> {
  const { default: pg } = await import('pg')
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}
