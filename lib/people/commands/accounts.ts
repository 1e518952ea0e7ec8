import type { Actor } from '@/lib/platform/actor'
import { makeLink } from '@/lib/platform/auth/links'
import { hashPassword } from '@/lib/platform/auth/password'
import { endSessions } from '@/lib/platform/auth/session-store'
import { uniqueViolation } from '@/lib/platform/db/errors'
import type { LinkPurpose, PersonStatus } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { mailIsSet } from '@/lib/platform/email/send'
import { enqueue } from '@/lib/platform/jobs/queue'
import { fail, type Result, refuse } from '@/lib/platform/result'
import { invitationLetterJob } from '../jobs'
import { canManagePeople } from '../policy'
import type { LinkRequest, NewPerson, PersonAccess, PersonChange } from '../schema'

export type IssuedLink = { personId: number; purpose: LinkPurpose; token: string; expiresAt: Date }

/** A new colleague, and the link by which they choose a password. It is mailed too where mail is set up. */
export function createPerson(actor: Actor, input: NewPerson): Promise<Result<IssuedLink>> {
  return keepingEmails(input.email, () =>
    inTransaction(async (tx) => {
      if (!canManagePeople(actor)) refuse('FORBIDDEN')
      const person = await tx.one<{ id: number }>(sql`
        INSERT INTO person (email, name, roles, head_of, status, locale, created_at, updated_at)
        VALUES (${input.email}, ${input.name}, ${input.roles}::role[], ${input.headOf}::side[], 'invited',
          ${actor.locale}, ${actor.at}, ${actor.at})
        RETURNING id`)
      if (!person) throw new Error('an inserted person did not come back')
      if (mailIsSet()) {
        await enqueue(tx, invitationLetterJob, { personId: person.id }, { singletonKey: String(person.id) })
      }
      return issue(tx, person.id, 'invitation', actor.at)
    }),
  )
}

/** For the command line, the demo company and the tests: an account that may sign in at once. */
export async function createActivePerson(
  actor: Actor,
  input: NewPerson & { password?: string; passwordHash?: string; demo?: boolean; locale?: 'en' | 'ru' },
): Promise<Result<{ personId: number }>> {
  const passwordHash = input.passwordHash ?? (input.password ? await hashPassword(input.password) : null)
  return keepingEmails(input.email, () =>
    inTransaction(async (tx) => {
      if (!canManagePeople(actor)) refuse('FORBIDDEN')
      const person = await tx.one<{ personId: number }>(sql`
        INSERT INTO person (email, name, password_hash, roles, head_of, status, locale, demo, created_at, updated_at)
        VALUES (${input.email}, ${input.name}, ${passwordHash}, ${input.roles}::role[], ${input.headOf}::side[],
          'active', ${input.locale ?? 'en'}, ${input.demo ?? false}, ${actor.at}, ${actor.at})
        RETURNING id AS "personId"`)
      return person ?? refuse('NOT_FOUND')
    }),
  )
}

/** A part of `updatePerson` (lib/handoffs/commands/leaving.ts): what the person has in hand is another domain's. */
export async function changeAccount(tx: Tx, actor: Actor, input: PersonChange): Promise<{ version: number }> {
  const person = await lockForChange(tx, actor, input)
  const needsAccount = person.status === 'active' || person.status === 'invited'
  if (needsAccount && !input.email) refuseField('email', 'required')
  if (needsAccount && input.roles.length === 0) refuseField('roles', 'required')
  if (!input.roles.includes('admin')) await keepOneAdmin(tx, person)
  const saved = await tx.one<{ version: number }>(sql`
    UPDATE person
    SET name = ${input.name}, email = ${input.email}, roles = ${input.roles}::role[],
      head_of = ${input.headOf}::side[], version = version + 1, updated_at = ${actor.at}
    WHERE id = ${person.id} RETURNING version`)
  if (input.email !== person.email) await voidLinks(tx, person.id, actor.at)
  return saved ?? refuse('NOT_FOUND')
}

/** The same part of `disablePerson`. */
export async function closeAccount(tx: Tx, actor: Actor, input: PersonAccess): Promise<{ version: number }> {
  const person = await lockForChange(tx, actor, input)
  if (person.status === 'inactive') refuse('WRONG_STATE', { status: person.status, step: 'disable' })
  await keepOneAdmin(tx, person)
  await endSessions(person.id, tx)
  await voidLinks(tx, person.id, actor.at)
  return setStatus(tx, person.id, sql`'disabled'`, actor.at)
}

/** Gives it back; whoever never chose a password needs a new invitation. */
export function enablePerson(actor: Actor, input: PersonAccess): Promise<Result<{ version: number }>> {
  return inTransaction(async (tx) => {
    const person = await lockForChange(tx, actor, input)
    if (person.status !== 'disabled') refuse('WRONG_STATE', { status: person.status, step: 'enable' })
    if (!person.email) refuseField('email', 'required')
    if (person.roles.length === 0) refuseField('roles', 'required')
    const back = sql`CASE WHEN password_hash IS NULL THEN 'invited'::person_status ELSE 'active'::person_status END`
    return setStatus(tx, person.id, back, actor.at)
  })
}

/**
 * A one-time link that an administrator copies and passes on: an invitation for whoever has no password, a password
 * reset for the others, or a plain sign-in (the command line's).
 */
export function issueLink(actor: Actor, input: LinkRequest): Promise<Result<IssuedLink>> {
  return inTransaction(async (tx) => {
    if (!canManagePeople(actor)) refuse('FORBIDDEN')
    const person = await tx.one<LockedPerson>(
      sql`SELECT ${LOCKED} FROM person WHERE id = ${input.personId} FOR UPDATE`,
    )
    if (!person) return refuse('NOT_FOUND')
    if (person.status === 'disabled') refuse('WRONG_STATE', { status: person.status, step: 'link' })
    if (!person.email) refuseField('email', 'required')
    if (person.roles.length === 0) refuseField('roles', 'required')
    if (person.status === 'inactive') await setStatus(tx, person.id, sql`'invited'`, actor.at)
    const purpose = input.purpose ?? (person.status === 'active' ? 'password_reset' : 'invitation')
    return issue(tx, person.id, purpose, actor.at)
  })
}

type LockedPerson = {
  id: number
  email: string | null
  roles: string[]
  status: PersonStatus
  version: number
}

const LOCKED = sql`id, email, roles::text[] AS roles, status::text AS status, version`

async function lockForChange(
  tx: Tx,
  actor: Actor,
  seen: { personId: number; version: number },
): Promise<LockedPerson> {
  if (!canManagePeople(actor)) refuse('FORBIDDEN')
  // Administrators first and always in the same order, so that two who demote each other wait instead of both winning.
  await tx.run(sql`
    SELECT id FROM person WHERE id = ${seen.personId} OR ('admin' = ANY(roles) AND status = 'active')
    ORDER BY id FOR UPDATE`)
  const person = await tx.one<LockedPerson>(sql`SELECT ${LOCKED} FROM person WHERE id = ${seen.personId}`)
  if (!person) return refuse('NOT_FOUND')
  if (person.version !== seen.version) refuse('STALE_VERSION', { version: person.version })
  return person
}

async function keepOneAdmin(tx: Tx, person: LockedPerson): Promise<void> {
  if (person.status !== 'active' || !person.roles.includes('admin')) return
  const other = await tx.one(sql`
    SELECT 1 FROM person WHERE 'admin' = ANY(roles) AND status = 'active' AND id <> ${person.id} LIMIT 1`)
  if (!other) refuse('LAST_ADMIN')
}

async function setStatus(
  tx: Tx,
  personId: number,
  status: ReturnType<typeof sql>,
  at: Date,
): Promise<{ version: number }> {
  const saved = await tx.one<{ version: number }>(sql`
    UPDATE person SET status = ${status}, version = version + 1, updated_at = ${at}
    WHERE id = ${personId} RETURNING version`)
  return saved ?? refuse('NOT_FOUND')
}

async function issue(tx: Tx, personId: number, purpose: LinkPurpose, at: Date): Promise<IssuedLink> {
  return { personId, purpose, ...(await makeLink(tx, { personId, purpose, at })) }
}

async function voidLinks(tx: Tx, personId: number, at: Date): Promise<void> {
  await tx.run(
    sql`UPDATE one_time_link SET used_at = ${at} WHERE person_id = ${personId} AND used_at IS NULL`,
  )
}

function refuseField(path: string, code: string): never {
  return refuse('INVALID', {}, [{ path, code, message: code === 'required' ? 'is required' : code }])
}

/** Two people cannot share an address; the unique index says so even when both are added at once. */
export async function keepingEmails<T>(email: string, work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    if (uniqueViolation(error) !== 'person_email_key') throw error
    return fail('ALREADY_EXISTS', { name: email }, [
      { path: 'email', code: 'taken', message: 'is taken already' },
    ])
  }
}
