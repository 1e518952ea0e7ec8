import type { Actor } from '@/lib/platform/actor'
import { type Database, db, sql } from '@/lib/platform/db/sql'

export type Organisation = {
  name: string
  currency: string
  timeZone: string
  defaultCountry: string
  demo: boolean
  version: number
}

const ORGANISATION = sql`
  SELECT name, currency, time_zone AS "timeZone", default_country AS "defaultCountry", demo, version
  FROM organisation WHERE id = 1`

/** The company. Pages wrap it in React's cache() where several components ask. */
export async function getOrganisation(_actor: Actor): Promise<Organisation> {
  return there(await db.one<Organisation>(ORGANISATION))
}

export type OrganisationClock = Pick<Organisation, 'timeZone' | 'currency' | 'defaultCountry'>

/** What a command needs of the company: its days, its money and how its phone numbers are read. */
export async function organisationClock(database: Database): Promise<OrganisationClock> {
  const found = await database.one<OrganisationClock>(sql`
    SELECT time_zone AS "timeZone", currency, default_country AS "defaultCountry" FROM organisation WHERE id = 1`)
  return there(found)
}

/** An actor exists only beside an organisation. */
function there<T>(found: T | undefined): T {
  if (!found) throw new Error('there is no organisation')
  return found
}

export type Reason = {
  id: number
  code: string
  nameEn: string
  nameRu: string
  outcome: 'nurture' | 'disqualified'
  nurtureDays: number | null
  countsAgainstMarketing: boolean
  needsComment: boolean
  needsAttempts: boolean
  nextStepEn: string | null
  nextStepRu: string | null
  archivedAt: Date | null
}

const REASON = sql`r.id, r.code, r.name_en AS "nameEn", r.name_ru AS "nameRu", r.outcome::text AS outcome,
  r.nurture_days AS "nurtureDays", r.counts_against_marketing AS "countsAgainstMarketing",
  r.needs_comment AS "needsComment", r.needs_attempts AS "needsAttempts", r.next_step_en AS "nextStepEn",
  r.next_step_ru AS "nextStepRu", r.archived_at AS "archivedAt"`

/** The reasons that a rep can choose from, in the company's order; the archived ones too when asked for. */
export async function listReasons(_actor: Actor, options: { archived?: boolean } = {}): Promise<Reason[]> {
  return db.rows<Reason>(sql`
    SELECT ${REASON} FROM rejection_reason r
    WHERE ${options.archived ?? false} OR r.archived_at IS NULL
    ORDER BY r.archived_at IS NOT NULL, r.position, r.id`)
}

export type UsedReason = Reason & { uses: number }

/** The administrator's list: every reason with how often it was given. */
export async function listReasonUse(_actor: Actor): Promise<UsedReason[]> {
  return db.rows<UsedReason>(sql`
    SELECT ${REASON}, (SELECT count(*)::int FROM handoff h WHERE h.reason_id = r.id) AS uses
    FROM rejection_reason r ORDER BY r.archived_at IS NOT NULL, r.position, r.id`)
}

/** A reason by its code or its name in either language, in any case; archived ones are found only by imports. */
export async function resolveReason(
  database: Database,
  text: string,
  options: { archived?: boolean } = {},
): Promise<Reason | undefined> {
  const wanted = text.normalize('NFC').trim().toLowerCase()
  return database.one<Reason>(sql`
    SELECT ${REASON} FROM rejection_reason r
    WHERE (r.code = ${wanted} OR lower(r.name_en) = ${wanted} OR lower(r.name_ru) = ${wanted})
      AND (${options.archived ?? false} OR r.archived_at IS NULL)
    ORDER BY r.code = ${wanted} DESC, r.archived_at IS NOT NULL, r.position, r.id LIMIT 1`)
}
