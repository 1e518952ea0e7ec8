import { z } from 'zod'
import { db, sql } from '@/lib/platform/db/sql'
import { HttpProblem } from '@/lib/platform/http/problem'
import { defineOpenRoute, serve } from '@/lib/platform/http/route'
import { log } from '@/lib/platform/log'

const PATIENCE_MS = 3000

const health = defineOpenRoute({
  method: 'GET',
  path: '/health',
  tag: 'Service',
  summary: 'Does the database answer?',
  responses: { 200: z.strictObject({ status: z.literal('ok') }) },
  async handle() {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new HttpProblem('UNAVAILABLE')), PATIENCE_MS)
    })
    try {
      await Promise.race([db.one(sql`select 1`), late])
    } catch (error) {
      log.warn({ error: error instanceof Error ? error.message : 'unknown' }, 'not healthy')
      throw new HttpProblem('UNAVAILABLE')
    } finally {
      clearTimeout(timer)
    }
    return { body: { status: 'ok' } }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(health)
export const dynamic = 'force-dynamic'
