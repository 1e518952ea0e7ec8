import type { Actor } from '@/lib/platform/actor'
import { fingerprint } from '@/lib/platform/auth/token'
import type { KeyScope, PersonStatus, Role, Side } from '@/lib/platform/db/generated/enums'
import { type Database, db, type Sql, sql } from '@/lib/platform/db/sql'
import { canManageKeysOf, canManagePeople } from './policy'

export type PersonListed = {
  id: number
  name: string
  email: string | null
  roles: Role[]
  headOf: Side[]
  status: PersonStatus
  version: number
  hasPassword: boolean
  createdAt: Date
  lastSeenAt: Date | null
  keys: number
}

const PERSON = sql`p.id, p.name, p.email, p.roles::text[] AS roles, p.head_of::text[] AS "headOf",
  p.status::text AS status, p.version, p.password_hash IS NOT NULL AS "hasPassword", p.created_at AS "createdAt",
  (SELECT max(s.created_at) FROM session s WHERE s.person_id = p.id) AS "lastSeenAt",
  (SELECT count(*)::int FROM api_key k WHERE k.person_id = p.id AND k.revoked_at IS NULL) AS keys`

/** Everybody, for the administrator; nobody for the others (their page says why). */
export async function listPeople(actor: Actor): Promise<PersonListed[]> {
  if (!canManagePeople(actor)) return []
  return db.rows<PersonListed>(sql`
    SELECT ${PERSON} FROM person p
    ORDER BY array_position(ARRAY['active', 'invited', 'disabled', 'inactive'], p.status::text), lower(p.name), p.id`)
}

export async function personById(actor: Actor, personId: number): Promise<PersonListed | undefined> {
  if (!canManagePeople(actor) && actor.personId !== personId) return undefined
  return db.one<PersonListed>(sql`SELECT ${PERSON} FROM person p WHERE p.id = ${personId}`)
}

export type PersonOption = { id: number; name: string; email: string | null }

/** Who a handoff may be offered to. */
export async function listReps(actor: Actor): Promise<PersonOption[]> {
  return listActive(actor, 'sales')
}

/** Who may own a lead. */
export async function listMarketers(actor: Actor): Promise<PersonOption[]> {
  return listActive(actor, 'marketer')
}

/** Whom to ask for what only an administrator may do. */
export async function administrators(actor: Actor): Promise<PersonOption[]> {
  return listActive(actor, 'admin')
}

/** Everybody who works here: who may be asked to do something. */
export async function listColleagues(_actor: Actor): Promise<PersonOption[]> {
  return db.rows<PersonOption>(sql`
    SELECT id, name, email FROM person WHERE status = 'active' ORDER BY lower(name), id`)
}

async function listActive(_actor: Actor, role: Role): Promise<PersonOption[]> {
  return db.rows<PersonOption>(sql`
    SELECT id, name, email FROM person WHERE status = 'active' AND ${role}::role = ANY(roles)
    ORDER BY lower(name), id`)
}

/** Names by id, whoever they are. */
export async function listNames(_actor: Actor, personIds: readonly number[]): Promise<Map<number, string>> {
  const rows = await db.rows<{ id: number; name: string }>(sql`
    SELECT id, name FROM person WHERE id = ANY(${personIds}::int[])`)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Ids of the active heads of a side. */
export function headsOf(on: Database, side: Side): Promise<number[]> {
  return ids(on, sql`${side}::side = ANY(head_of)`)
}

/** Ids of the active people with a role. */
export function activeIds(on: Database, role: Role): Promise<number[]> {
  return ids(on, sql`${role}::role = ANY(roles)`)
}

async function ids(on: Database, condition: Sql): Promise<number[]> {
  const rows = await on.rows<{ id: number }>(sql`
    SELECT id FROM person WHERE status = 'active' AND ${condition} ORDER BY id`)
  return rows.map(({ id }) => id)
}

export type OwnProfile = {
  name: string
  email: string
  locale: 'en' | 'ru'
  theme: 'system' | 'light' | 'dark'
  /** my own choice, if I made one */
  timeZone: string | null
  hasPassword: boolean
}

export async function ownProfile(actor: Actor): Promise<OwnProfile> {
  const own = await db.one<OwnProfile>(sql`
    SELECT name, email, locale, theme, time_zone AS "timeZone", password_hash IS NOT NULL AS "hasPassword"
    FROM person WHERE id = ${actor.personId}`)
  if (!own) throw new Error('the actor is not among the people')
  return own
}

export type OwnSession = { createdAt: Date; userAgent: string | null; here: boolean }

export async function ownSessions(actor: Actor, currentSession: string | null): Promise<OwnSession[]> {
  const here = currentSession ? fingerprint(currentSession) : ''
  return db.rows<OwnSession>(sql`
    SELECT created_at AS "createdAt", user_agent AS "userAgent", id = ${here} AS here
    FROM session WHERE person_id = ${actor.personId} AND expires_at > ${actor.at}
    ORDER BY id = ${here} DESC, created_at DESC LIMIT 50`)
}

export type KeyListed = {
  id: number
  name: string
  prefix: string
  scope: KeyScope
  perMinute: number | null
  createdAt: Date
  lastUsedAt: Date | null
  /** the last day on which it works */
  lastDay: string | null
  isOver: boolean
}

export async function listApiKeys(actor: Actor, personId: number): Promise<KeyListed[]> {
  if (!canManageKeysOf(actor, personId)) return []
  return db.rows<KeyListed>(sql`
    SELECT id, name, prefix, scope::text AS scope, per_minute AS "perMinute", created_at AS "createdAt",
      last_used_at AS "lastUsedAt", coalesce(expires_at <= ${actor.at}, false) AS "isOver",
      ((expires_at - interval '1 millisecond') AT TIME ZONE (SELECT time_zone FROM organisation))::date::text AS "lastDay"
    FROM api_key WHERE person_id = ${personId} AND revoked_at IS NULL ORDER BY created_at DESC, id DESC`)
}

export type DemoAccount = { id: number; name: string; roles: Role[]; headOf: Side[] }

/** The accounts that the sign-in page of the demo company offers; none in a real one. */
export async function demoAccounts(): Promise<DemoAccount[]> {
  return db.rows<DemoAccount>(sql`
    SELECT p.id, p.name, p.roles::text[] AS roles, p.head_of::text[] AS "headOf"
    FROM person p JOIN organisation o ON o.id = 1
    WHERE o.demo AND p.demo AND p.status = 'active'
    ORDER BY cardinality(p.head_of) DESC, p.id`)
}
