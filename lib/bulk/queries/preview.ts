import { leadConditions } from '@/lib/leads/queries/conditions'
import type { Actor } from '@/lib/platform/actor'
import type { LeadStatus } from '@/lib/platform/db/generated/enums'
import { db, empty, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import { MAX_LEADS } from '../schema'
import type { Which } from '../search-params'

export type Preview = {
  total: number
  /** more than one run takes */
  tooMany: boolean
  /** how many are in which state now */
  states: { status: LeadStatus; count: number }[]
  /** some of them */
  names: string[]
}

const NAMED = 3

/** The leads that a run would take on now. */
export async function previewOf(actor: Actor, which: Which): Promise<Preview> {
  const conditions: Sql[] | null =
    'leadIds' in which
      ? [sql`lead.id = any (${which.leadIds}::int[])`]
      : await leadConditions(actor, which.filter)
  if (!conditions) return { total: 0, tooMany: false, states: [], names: [] }
  const where = conditions.length > 0 ? sql`where ${join(conditions, ' and ')}` : empty
  const [states, some] = await Promise.all([
    db.rows<{ status: LeadStatus; count: number }>(
      plannedAnew(sql`
        select status, count(*)::int as count from (
          select lead.status from lead ${where} limit ${MAX_LEADS + 1}) found
        group by status order by status`),
    ),
    db.rows<{ name: string }>(
      plannedAnew(sql`select lead.display_name as name from lead ${where} limit ${NAMED}`),
    ),
  ])
  const total = states.reduce((sum, { count }) => sum + count, 0)
  return {
    total: Math.min(total, MAX_LEADS),
    tooMany: total > MAX_LEADS,
    states,
    names: some.map(({ name }) => name),
  }
}
