import { afterAll } from 'vitest'
import { closePool } from '@/lib/platform/db/pool'
import { closeSender } from '@/lib/platform/jobs/queue'
import { freshDatabase } from './database'

// Every test file gets a database of its own, as new as after the first migration.
process.env.DATABASE_URL = await freshDatabase()
process.env.NEXTAUTH_SECRET = 'only-for-tests-only-for-tests-only-for-tests'

afterAll(async () => {
  await closeSender()
  await closePool()
})
