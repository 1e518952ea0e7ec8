import { type Actor, mintActor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { ACTOR_COLUMNS, type PersonRow } from './lookup'
import { isSigned, signed } from './signature'
import { randomToken } from './token'

declare const opened: unique symbol

/** Somebody outside who has the address of a form: may read what it asks and send it in, and nothing else. */
export type FormVisit = {
  readonly formId: number
  readonly isArchived: boolean
  readonly at: Date
  /** as whom leads of this form are entered; null: marketing has nobody left */
  readonly actor: Actor | null
  readonly [opened]: true
}

/** Clocks of two processes differ by so much at most. */
const SKEW_MS = 5_000

const KEY = /^[A-Za-z0-9_-]{8,40}$/

export function isFormKey(text: string): boolean {
  return KEY.test(text)
}

/**
 * The gate of web forms. What comes in by a form is marketing's, whatever other roles its owner has. An owner who has
 * left meanwhile costs no lead: then a head of marketing stands in, then any marketer.
 */
export async function visitForm(key: string, at: Date): Promise<FormVisit | null> {
  if (!isFormKey(key)) return null
  const form = await db.one<{ formId: number; ownerId: number; isArchived: boolean }>(sql`
    SELECT id AS "formId", owner_id AS "ownerId", archived_at IS NOT NULL AS "isArchived"
    FROM web_form WHERE key = ${key}`)
  if (!form) return null
  const person = await db.one<PersonRow>(sql`
    SELECT ${ACTOR_COLUMNS} FROM person p JOIN organisation o ON o.id = 1
    WHERE p.status = 'active' AND 'marketer' = ANY (p.roles)
    ORDER BY p.id = ${form.ownerId} DESC, 'marketing' = ANY (p.head_of) DESC, p.id LIMIT 1`)
  const { formId, isArchived } = form
  const actor = person ? mintActor({ ...person, roles: ['marketer'], headOf: [], via: 'form', at }) : null
  return { formId, isArchived, at, actor } as FormVisit
}

/** Marks one rendering of a form, and when it was made: nothing else can make one, and each is good for one sending. */
export function formToken(key: string, at: Date): string {
  const text = `${at.getTime().toString(36)}.${randomToken().slice(0, 22)}`
  return `${text}.${signed(`form ${key}`, text).slice(0, 22)}`
}

export function readFormToken(key: string, token: string, at: Date): { id: string; ageMs: number } | null {
  const [time = '', id = '', signature = ''] = token.split('.')
  const text = `${time}.${id}`
  if (!/^[\da-z]{6,9}$/.test(time) || signature.length !== 22) return null
  const ageMs = at.getTime() - Number.parseInt(time, 36)
  return ageMs >= -SKEW_MS && isSigned(`form ${key}`, text, signature, 22) ? { id, ageMs } : null
}
