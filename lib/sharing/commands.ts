import { TABLES } from '@/lib/exports/queries/tables'
import { organisationClock } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { fingerprint, randomToken } from '@/lib/platform/auth/token'
import { dayOf } from '@/lib/platform/calendar'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { fieldProblems } from '@/lib/platform/input'
import { readPeriod } from '@/lib/platform/period-choice'
import { type Result, refuse } from '@/lib/platform/result'
import { canRevokeLinkOf } from './policy'
import type { NewSharedLink } from './schema'
import { SHARED_SCREENS } from './screens'

const DAY = 86_400_000

type Made = { id: number; token: string; expiresAt: Date }

/** A link to the numbers of a screen. Its token is answered once and cannot be read again. */
export function createSharedLink(actor: Actor, input: NewSharedLink): Promise<Result<Made>> {
  const { name, screen, days, named, preset = null } = input
  const { from: _from, to: _to, ...query } = input.query
  const token = randomToken()
  const expiresAt = new Date(actor.at.getTime() + days * DAY)
  return inTransaction(async (tx) => {
    for (const table of SHARED_SCREENS[screen]) {
      const asked = TABLES[table].query.safeParse(input.query)
      if (!asked.success) {
        const problems = fieldProblems(asked.error)
        refuse(
          'INVALID',
          {},
          problems.map((problem) => ({ ...problem, path: `query.${problem.path}` })),
        )
      }
    }
    const { timeZone } = await organisationClock(tx)
    const period = readPeriod(input.query, dayOf(actor.at, timeZone), 'last12')
    const [from, to] = preset === null ? [period.from, period.to] : [null, null]
    const made = await tx.one<{ id: number }>(sql`
      INSERT INTO shared_link (hash, name, screen, query, preset, from_day, to_day, named, created_by_id, created_at,
        expires_at)
      VALUES (${fingerprint(token)}, ${name}, ${screen}, ${JSON.stringify(query)}::jsonb, ${preset}, ${from}::date,
        ${to}::date, ${named}, ${actor.personId}, ${actor.at}, ${expiresAt})
      RETURNING id`)
    if (!made) throw new Error('a row that was inserted is answered')
    return { id: made.id, token, expiresAt }
  })
}

/** At once and for good; a second time changes nothing. */
export function revokeSharedLink(actor: Actor, input: { id: number }): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    const link = await tx.one<{ createdById: number }>(sql`
      SELECT created_by_id AS "createdById" FROM shared_link WHERE id = ${input.id} FOR UPDATE`)
    if (!link) return refuse('NOT_FOUND')
    if (!canRevokeLinkOf(actor, link.createdById)) refuse('FORBIDDEN')
    await tx.run(sql`
      UPDATE shared_link SET revoked_at = ${actor.at}, revoked_by_id = ${actor.personId}
      WHERE id = ${input.id} AND revoked_at IS NULL`)
    return { id: input.id }
  })
}
