import { describe, expect, it } from 'vitest'
import { applyMigrations } from '@/lib/platform/migrations/apply'
import { diffSchema } from '@/lib/platform/migrations/draft'
import { readMigrations } from '@/lib/platform/migrations/folder'
import { emptyDatabase } from '../support/database'

describe('migrations', () => {
  it('say all that the schema says', async () => {
    expect(await diffSchema(await emptyDatabase())).toBe('')
  })

  it('are applied once when two processes start together', async () => {
    const url = await emptyDatabase()
    const applied = await Promise.all([applyMigrations(url), applyMigrations(url), applyMigrations(url)])
    expect(applied.flat()).toEqual(readMigrations().map(({ name }) => name))
    expect(await applyMigrations(url)).toEqual([])
  })
})
