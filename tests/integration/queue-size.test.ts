import { beforeAll, describe, expect, it } from 'vitest'
import { takeNext } from '@/lib/handoffs/commands/take-next'
import { countViews, queueCounters } from '@/lib/handoffs/queries/counters'
import { handoffIds } from '@/lib/handoffs/queries/list'
import { listQueue } from '@/lib/handoffs/queries/queue'
import { viewFilter, viewsFor } from '@/lib/handoffs/search-params'
import type { Actor } from '@/lib/platform/actor'
import { db, type Sql, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { type Company, makePeople } from '../support/life'

/** A queue of 100,000: what is asked of it on every page must not read more of it than it shows. */

const MONDAY = new Date('2026-11-16T10:00:00Z')
const PENDING = 100_000
/** Pages of 8 KB. Reading all of the queue takes 90,000. */
const FEW = 2_000

let company: Company
let both: Actor

beforeAll(async () => {
  company = await makePeople(MONDAY)
  both = await actorWith({ roles: ['sales', 'marketer'], at: MONDAY })
  const { marketer, rep } = company
  // A tenth is everyone's and the last to be due; a hundredth waits for an answer.
  await db.run(sql`
    insert into lead (status, email, display_name, created_at, updated_at, status_since, last_contact_at, qualified_at,
      handed_off_at, grade)
    select 'handed_off', 'size' || n || '@example.org', 'Size ' || n, ${MONDAY}::timestamptz, ${MONDAY}::timestamptz,
      ${MONDAY}::timestamptz, ${MONDAY}::timestamptz, ${MONDAY}::timestamptz, ${MONDAY}::timestamptz, 'hot'
    from generate_series(1, ${PENDING}::int) n`)
  await db.run(sql`
    insert into handoff (lead_id, round, grade, offered_by_id, offered_at, due_at, assignee_id, question, asked_at,
      asked_by_id, answer_due_at)
    select id, 1, 'hot', ${marketer.personId}, ${MONDAY}::timestamptz - interval '60 days',
      ${MONDAY}::timestamptz - interval '30 days'
        + (case when id % 10 = 0 then 100000 else 0 end + abs(hashint4(id)) % 40000) * interval '1 minute',
      case when id % 10 = 0 then null else ${rep.personId}::int end,
      case when id % 100 = 1 then 'How many?' end,
      case when id % 100 = 1 then ${MONDAY}::timestamptz - abs(hashint4(id)) % 9000 * interval '1 minute' end,
      case when id % 100 = 1 then ${rep.personId}::int end,
      case when id % 100 = 1 then ${MONDAY}::timestamptz end
    from lead`)
  await db.run(sql`analyze lead`)
  await db.run(sql`analyze handoff`)
}, 120_000)

/** Pages of 8 KB that a statement looks at. */
async function pagesRead(statement: Sql): Promise<number> {
  const [plan] = await db.rows<{
    'QUERY PLAN': [{ Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }]
  }>(sql`explain (analyze, buffers, format json) ${statement}`)
  const top = plan?.['QUERY PLAN'][0].Plan
  if (!top) throw new Error('no plan')
  return top['Shared Hit Blocks'] + top['Shared Read Blocks']
}

describe('a queue of 100,000', () => {
  it.each(viewsFor({ roles: ['sales', 'marketer'], headOf: [] }))('opens its list %s', async (view) => {
    for (const actor of [both, company.rep, company.marketer, company.head]) {
      const filter = viewFilter(actor, view)
      expect(await pagesRead(handoffIds(actor, { ...filter, limit: 50 }))).toBeLessThan(FEW)
      await listQueue(actor, { ...filter, limit: 50 })
    }
  })

  it('is counted up to a hundred', async () => {
    const counted = await queueCounters(company.rep)
    expect(counted).toMatchObject({ queueOverdue: 100, queuePending: 100 })
    const views = viewsFor(company.rep)
    expect(await countViews(company.rep, views)).toMatchObject({ open: 100, all: 100 })
  })

  it('gives the next of it, though all that is more urgent is somebody’s', async () => {
    const began = await pagesOfHandoffs()
    const next = must(await takeNext(both))
    expect(next?.assignee?.id).toBe(both.personId)
    expect((await pagesOfHandoffs()) - began).toBeLessThan(FEW)
  })
})

/** Pages of the table and its indexes that have been looked at so far. */
async function pagesOfHandoffs(): Promise<number> {
  await db.run(sql`select pg_stat_force_next_flush()`)
  const row = await db.one<{ pages: number }>(sql`
    select (heap_blks_hit + heap_blks_read + idx_blks_hit + idx_blks_read)::int as pages
    from pg_statio_user_tables where relname = 'handoff'`)
  return row?.pages ?? 0
}
