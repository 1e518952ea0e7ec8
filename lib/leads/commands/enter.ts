import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { committingAlso, inTransaction } from '@/lib/platform/db/transaction'
import { fail, ok, type Result, refuse } from '@/lib/platform/result'
import { canEnterLeads } from '../policy'
import type { EnterLeadInput, KeepEnquiryInput } from '../schema'
import { createLead, recordTouch } from './create'
import { resolveSource } from './source'
import { lockLead } from './step'

export type Entered = { id: number; name: string; duplicate: boolean }

/**
 * createLead for the form: the same sheet of the form sent twice (a double click, a reload, a flaky trade-show network)
 * is one enquiry. The second sending is answered like the first.
 */
export function enterLead(actor: Actor, { token, lead }: EnterLeadInput): Promise<Result<Entered>> {
  return onlyOnce(actor, token, async () => {
    const result = await createLead(actor, lead)
    if (!result.ok) return result
    const { id, displayName } = result.value.lead
    return ok({ id, name: displayName, duplicate: result.value.duplicate })
  })
}

/** "This one": keeps what was typed as a repeat enquiry on a lead that is there already. */
export function keepEnquiry(
  actor: Actor,
  { token, sameAs, lead }: KeepEnquiryInput,
): Promise<Result<Entered>> {
  return onlyOnce(actor, token, () =>
    inTransaction(async (tx) => {
      if (!canEnterLeads(actor)) return refuse('FORBIDDEN')
      const known = await lockLead(tx, sameAs)
      const source = await resolveSource(tx, lead)
      await recordTouch(tx, actor, known.id, {
        kind: 'enquiry',
        at: actor.at,
        note: lead.note ?? null,
        source,
        data: { ...lead, note: undefined },
      })
      return { id: known.id, name: known.displayName, duplicate: true }
    }),
  )
}

const keyOf = (token: string) => `form:${token}`

/** The claim of the token and what it led to are committed with the lead, so a crash leaves neither. */
async function onlyOnce(
  actor: Actor,
  token: string,
  work: () => Promise<Result<Entered>>,
): Promise<Result<Entered>> {
  const key = keyOf(token)
  const before = await entered(actor, key)
  if (before) return ok(before)
  return committingAlso(
    async (tx, value) => {
      const { id, duplicate } = outcomeOf(value)
      const kept = await tx.run(sql`
        insert into idempotency_key (person_id, key, body_hash, status, body, created_at)
        values (${actor.personId}, ${key}, '', ${duplicate ? 200 : 201}, ${String(id)}, ${actor.at}::timestamptz)
        on conflict do nothing`)
      // the other sending was faster by a moment: this one is undone and answered like it
      if (kept !== 1) refuse('IDEMPOTENCY_IN_FLIGHT')
    },
    async () => {
      const result = await work()
      if (result.ok || result.failure.code !== 'IDEMPOTENCY_IN_FLIGHT') return result
      const first = await entered(actor, key)
      return first ? ok(first) : fail('IDEMPOTENCY_IN_FLIGHT')
    },
  )
}

/** createLead answers `{lead, duplicate}`, keepEnquiry what the form goes on with. */
function outcomeOf(value: unknown): { id: number; duplicate: boolean } {
  const outcome = value as { id?: number; lead?: { id: number }; duplicate: boolean }
  return { id: outcome.lead?.id ?? outcome.id ?? 0, duplicate: outcome.duplicate }
}

function entered(actor: Actor, key: string): Promise<Entered | undefined> {
  return db.one<Entered>(sql`
    select l.id, l.display_name as name, k.status = 200 as duplicate
    from idempotency_key k join lead l on l.id = k.body::int
    where k.person_id = ${actor.personId} and k.key = ${key}`)
}
