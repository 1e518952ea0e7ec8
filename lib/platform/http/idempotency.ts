import { createHash } from 'node:crypto'
import { db, sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import { refuse } from '@/lib/platform/result'
import { type Answer, HttpProblem } from './problem'

/** A request that was begun this long ago and never answered has died with its process. */
const ABANDONED_AFTER_MS = 60_000

/** The header's value: 1 to 200 visible characters. */
export function idempotencyKeyOf(request: Request): string | undefined {
  const key = request.headers.get('idempotency-key')
  if (key === null) return undefined
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new HttpProblem('MALFORMED', { why: 'Idempotency-Key must have 1 to 200 visible ASCII characters' })
  }
  return key
}

export function hashOf(method: string, path: string, raw: Uint8Array): string {
  return createHash('sha256').update(`${method} ${path}\n`).update(raw).digest('base64url')
}

export type Claim = { personId: number; key: string; hash: string; at: Date }

type Kept = {
  hash: string
  status: number | null
  headers: Record<string, string> | null
  body: string | null
  at: Date
}

/**
 * Claims a key for this request. Answers what the first request was answered, if it was: the row is unique, so of fifty
 * at once one gets the claim and the others IDEMPOTENCY_IN_FLIGHT or the first answer.
 */
export async function claimKey(claim: Claim): Promise<Answer | undefined> {
  const { personId, key, hash, at } = claim
  const claimed = await db.run(sql`
    insert into idempotency_key (person_id, key, body_hash, created_at)
    values (${personId}, ${key}, ${hash}, ${at}::timestamptz) on conflict do nothing`)
  if (claimed === 1) return undefined
  const kept = await db.one<Kept>(sql`
    select body_hash as hash, status, headers, body, created_at as at from idempotency_key
    where person_id = ${personId} and key = ${key}`)
  if (kept && kept.hash !== hash) throw new HttpProblem('IDEMPOTENCY_MISMATCH')
  if (!kept) throw new HttpProblem('IDEMPOTENCY_IN_FLIGHT') // it failed this instant: the next try will run
  if (kept.status !== null) {
    const headers = { ...kept.headers, 'Idempotency-Replayed': 'true' }
    return { status: kept.status, headers, body: kept.body ?? undefined }
  }
  if (at.getTime() - kept.at.getTime() < ABANDONED_AFTER_MS) throw new HttpProblem('IDEMPOTENCY_IN_FLIGHT')
  const taken = await db.run(sql`
    update idempotency_key set created_at = ${at}::timestamptz
    where person_id = ${personId} and key = ${key} and status is null and created_at = ${kept.at}::timestamptz`)
  if (taken !== 1) throw new HttpProblem('IDEMPOTENCY_IN_FLIGHT')
  return undefined
}

/**
 * Keeps the answer, where the command runs a transaction inside it: the lead and the answer are committed together, so
 * a crash leaves both or neither. Whose claim was taken over meanwhile has come too late and is rolled back.
 */
export async function keepAnswer(tx: Pick<Tx, 'run'>, claim: Claim, answer: Answer): Promise<void> {
  const kept = await tx.run(sql`
    update idempotency_key set status = ${answer.status}, headers = ${JSON.stringify(answer.headers)}::jsonb,
      body = ${answer.body ?? null}
    where person_id = ${claim.personId} and key = ${claim.key} and created_at = ${claim.at}::timestamptz`)
  if (kept !== 1) refuse('IDEMPOTENCY_IN_FLIGHT')
}

/** The request failed for a reason that is not its own: the next try with this key runs again. */
export async function releaseKey(claim: Claim): Promise<void> {
  await db.run(sql`
    delete from idempotency_key
    where person_id = ${claim.personId} and key = ${claim.key} and created_at = ${claim.at}::timestamptz
      and status is null`)
}

const KEPT_DAYS = 7

/** Lets go of keys that are older than anybody tries again. */
export async function forgetAnswers(at: Date): Promise<void> {
  const before = new Date(at.getTime() - KEPT_DAYS * 24 * 3600 * 1000)
  await db.run(sql`delete from idempotency_key where created_at < ${before}::timestamptz`)
}
