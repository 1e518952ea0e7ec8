import { randomBytes } from 'node:crypto'
import type { Actor } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import { DEFAULT_REASONS } from './default-reasons'
import { canManageOrganisation } from './policy'
import type { NewOrganisation, NewReason, OrganisationChange, ReasonChange } from './schema'

/**
 * Makes the company and its rejection reasons, once per database: the primary key is fixed to 1, so of fifty who try
 * together the first commits and the others, who waited for it, find it there.
 */
export async function insertOrganisation(
  tx: Tx,
  organisation: NewOrganisation & { demo?: boolean },
  at: Date,
): Promise<void> {
  const { name, currency, timeZone, defaultCountry, demo = false } = organisation
  const made = await tx.run(sql`
    INSERT INTO organisation (id, name, currency, time_zone, default_country, demo, created_at)
    VALUES (1, ${name}, ${currency}, ${timeZone}, ${defaultCountry}, ${demo}, ${at})
    ON CONFLICT (id) DO NOTHING`)
  if (made === 0) refuse('ALREADY_SET_UP')
  // Its working hours: Monday to Friday, 9:00 to 18:00, until somebody sets others. The migrations made the row as well.
  await tx.run(sql`
    INSERT INTO work_calendar (name, week)
    SELECT '', '[[[540,1080]],[[540,1080]],[[540,1080]],[[540,1080]],[[540,1080]],[],[]]'
    WHERE NOT EXISTS (SELECT FROM work_calendar)`)
  for (const [position, reason] of DEFAULT_REASONS.entries())
    await insertReason(tx, reason, reason.code, position)
}

export function updateOrganisation(
  actor: Actor,
  input: OrganisationChange,
): Promise<Result<{ version: number }>> {
  return inTransaction(async (tx) => {
    if (!canManageOrganisation(actor)) refuse('FORBIDDEN')
    const saved = await tx.one<{ version: number }>(sql`
      UPDATE organisation
      SET name = ${input.name}, currency = ${input.currency}, time_zone = ${input.timeZone},
        default_country = ${input.defaultCountry}, version = version + 1
      WHERE id = 1 AND version = ${input.version}
      RETURNING version`)
    return saved ?? refuse('STALE_VERSION')
  })
}

export function createReason(actor: Actor, input: NewReason): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    await lockReasons(tx, actor)
    await refuseTakenName(tx, input)
    const last = await tx.one<{ next: number }>(
      sql`SELECT coalesce(max(position) + 1, 0)::int AS next FROM rejection_reason`,
    )
    return insertReason(tx, input, codeFor(input.nameEn), last?.next ?? 0)
  })
}

/** What a reason says and does may change; what was rejected with it keeps pointing to it. */
export function updateReason(actor: Actor, input: ReasonChange): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    await lockReasons(tx, actor)
    await refuseTakenName(tx, input, input.reasonId)
    const saved = await tx.one<{ id: number }>(sql`
      UPDATE rejection_reason
      SET name_en = ${input.nameEn}, name_ru = ${input.nameRu}, outcome = ${input.outcome}::reason_outcome,
        nurture_days = ${daysOf(input)}, counts_against_marketing = ${input.countsAgainstMarketing},
        needs_comment = ${input.needsComment}, needs_attempts = ${input.needsAttempts},
        next_step_en = ${nextStepOf(input, input.nextStepEn)}, next_step_ru = ${nextStepOf(input, input.nextStepRu)}
      WHERE id = ${input.reasonId} RETURNING id`)
    return saved ?? refuse('NOT_FOUND')
  })
}

type Named = { id: number; name: string }

function nameFor(actor: Actor) {
  return actor.locale === 'ru' ? sql`name_ru AS name` : sql`name_en AS name`
}

/** An archived reason is offered no more; the handoffs that it answered keep it. The last one stays: sales needs one. */
export function archiveReason(actor: Actor, input: { reasonId: number }): Promise<Result<Named>> {
  return inTransaction(async (tx) => {
    await lockReasons(tx, actor)
    const others = await tx.one(
      sql`SELECT 1 FROM rejection_reason WHERE archived_at IS NULL AND id <> ${input.reasonId} LIMIT 1`,
    )
    if (!others) refuse('IN_USE')
    const saved = await tx.one<Named>(sql`
      UPDATE rejection_reason SET archived_at = coalesce(archived_at, ${actor.at}::timestamptz)
      WHERE id = ${input.reasonId} RETURNING id, ${nameFor(actor)}`)
    return saved ?? refuse('NOT_FOUND')
  })
}

export function restoreReason(actor: Actor, input: { reasonId: number }): Promise<Result<Named>> {
  return inTransaction(async (tx) => {
    await lockReasons(tx, actor)
    const saved = await tx.one<Named>(sql`
      UPDATE rejection_reason SET archived_at = NULL WHERE id = ${input.reasonId} RETURNING id, ${nameFor(actor)}`)
    return saved ?? refuse('NOT_FOUND')
  })
}

/** One place up or down among the reasons in use; beyond the ends it stays where it is. */
export function moveReason(
  actor: Actor,
  input: { reasonId: number; direction: 'up' | 'down' },
): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    await lockReasons(tx, actor)
    const order = (
      await tx.rows<{ id: number }>(
        sql`SELECT id FROM rejection_reason ORDER BY archived_at IS NOT NULL, position, id`,
      )
    ).map((row) => row.id)
    const from = order.indexOf(input.reasonId)
    if (from < 0) refuse('NOT_FOUND')
    const to = Math.min(Math.max(from + (input.direction === 'up' ? -1 : 1), 0), order.length - 1)
    order.splice(to, 0, ...order.splice(from, 1))
    await tx.run(sql`
      UPDATE rejection_reason r SET position = o.position - 1
      FROM unnest(${order}::int[]) WITH ORDINALITY AS o(id, position) WHERE r.id = o.id`)
    return { id: input.reasonId }
  })
}

/** Whoever changes the list holds it: names, order and "the last one stays" are then decided one after another. */
async function lockReasons(tx: Tx, actor: Actor): Promise<void> {
  if (!canManageOrganisation(actor)) refuse('FORBIDDEN')
  await tx.run(sql`SELECT id FROM organisation WHERE id = 1 FOR UPDATE`)
}

async function refuseTakenName(tx: Tx, input: NewReason, self = 0): Promise<void> {
  const taken = await tx.rows<{ en: boolean; ru: boolean }>(sql`
    SELECT lower(name_en) = lower(${input.nameEn}) AS en, lower(name_ru) = lower(${input.nameRu}) AS ru
    FROM rejection_reason
    WHERE id <> ${self} AND (lower(name_en) = lower(${input.nameEn}) OR lower(name_ru) = lower(${input.nameRu}))`)
  if (taken.length === 0) return
  const english = taken.some((row) => row.en)
  const name = english ? input.nameEn : input.nameRu
  refuse('ALREADY_EXISTS', { name }, [
    { path: english ? 'nameEn' : 'nameRu', code: 'taken', message: 'is taken already' },
  ])
}

async function insertReason(
  tx: Tx,
  reason: NewReason,
  code: string,
  position: number,
): Promise<{ id: number }> {
  const made = await tx.one<{ id: number }>(sql`
    INSERT INTO rejection_reason
      (code, name_en, name_ru, outcome, nurture_days, counts_against_marketing, needs_comment, needs_attempts,
        next_step_en, next_step_ru, position)
    VALUES (${code}, ${reason.nameEn}, ${reason.nameRu}, ${reason.outcome}::reason_outcome, ${daysOf(reason)},
      ${reason.countsAgainstMarketing}, ${reason.needsComment}, ${reason.needsAttempts},
      ${nextStepOf(reason, reason.nextStepEn)}, ${nextStepOf(reason, reason.nextStepRu)}, ${position})
    RETURNING id`)
  return made ?? refuse('NOT_FOUND')
}

function daysOf(reason: NewReason): number | null {
  return reason.outcome === 'nurture' ? reason.nurtureDays : null
}

/** There is none for a lead that is taken out of the work. */
function nextStepOf(reason: NewReason, text: string | null): string | null {
  return reason.outcome === 'nurture' ? text : null
}

/** "Budget frozen" → budget_frozen_x7: readable in the API and in files, and never taken. */
function codeFor(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40)
  return `${words || 'reason'}_${randomBytes(2).toString('hex')}`
}
