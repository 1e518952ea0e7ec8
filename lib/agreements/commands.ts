import { notify } from '@/lib/notices/commands/notify'
import type { NoticeKind } from '@/lib/notices/kinds'
import { headsOf } from '@/lib/people/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import type { Side } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import type { Change } from './changes'
import type { DefinitionTerms } from './definition'
import { type AgreementKind, type AgreementTerms, changesBetween, FIRST_TERMS, SIDES } from './kinds'
import { canNegotiate, canSignFor } from './policy'
import { type Agreement, findAgreement } from './queries'
import type { SignInput, StartInput, UnsignInput, WithdrawInput } from './schema'

/**
 * An agreement is written by the heads of both sides and by nobody else, an administrator and an executive included. A
 * draft comes into force with the signatures of two people, one for each side, under the same revision of it; an edit
 * voids them. The database holds the same (agreement_guard, agreement_signature_guard).
 */

/**
 * The next version, as a copy of the newest signed one (or of the one named). FORBIDDEN for who heads no side;
 * DRAFT_EXISTS while another one is being written.
 */
export function startDraft(actor: Actor, input: StartInput): Promise<Result<Agreement>> {
  const { kind } = input
  return inTransaction(async (tx) => {
    if (!canNegotiate(actor)) refuse('FORBIDDEN')
    const origin = await originOf(tx, kind, input.copyOf)
    const made = await tx.one<{ id: number; version: number }>(sql`
      insert into agreement (kind, version, content, in_force_from, created_by_id, created_at, updated_by_id, updated_at)
      select ${kind}::agreement_kind,
        coalesce((select max(version) from agreement where kind = ${kind}::agreement_kind), 1) + 1,
        ${JSON.stringify(origin.content)}::jsonb, ${await today(tx, actor.at)}::date,
        ${actor.personId}, ${actor.at}::timestamptz, ${actor.personId}, ${actor.at}::timestamptz
      on conflict do nothing
      returning id, version`)
    if (!made) {
      const draft = await tx.one<{ version: number; by: string }>(sql`
        select a.version, p.name as by from agreement a join person p on p.id = a.created_by_id
        where a.kind = ${kind}::agreement_kind and a.state = 'draft'`)
      return refuse('DRAFT_EXISTS', { by: draft?.by ?? null, version: draft?.version ?? null })
    }
    await record(tx, actor, made.id, 'drafted', { from: origin.version })
    return shown(tx, kind, made.version)
  })
}

async function originOf<K extends AgreementKind>(
  tx: Tx,
  kind: K,
  version: number | undefined,
): Promise<{ version: number; content: AgreementTerms[K] }> {
  const first = { version: 1, content: FIRST_TERMS[kind] }
  if (version === 1) return first
  const found = await tx.one<{ version: number; content: AgreementTerms[K] }>(sql`
    select version, content from agreement
    where kind = ${kind}::agreement_kind
      and case when ${version ?? null}::int is null then state = 'signed' else version = ${version ?? null}::int end
    order by version desc limit 1`)
  if (found) return found
  return version === undefined ? first : refuse('NOT_FOUND')
}

export type Edited<K extends AgreementKind> = {
  kind: K
  /** the revision that the person saw; without it, what others wrote meanwhile is overwritten */
  revision?: number
  content: AgreementTerms[K]
  inForceFrom: string
}

/**
 * Writes the draft anew. What changed is kept with it; any change voids the signatures that there are and tells those who
 * gave them. STALE_VERSION when another head has written since; nothing changes where nothing differs.
 */
export function editDraft<K extends AgreementKind>(
  actor: Actor,
  input: Edited<K>,
): Promise<Result<{ agreement: Agreement; changes: Change[]; voided: Side[] }>> {
  const { kind } = input
  return inTransaction(async (tx) => {
    const draft = await lockDraft(tx, actor, kind, input.revision)
    if (kind === 'definition') await refuseUnknownChannels(tx, input.content as DefinitionTerms)
    const changes = changesBetween(kind, draft.content, input.content)
    if (input.inForceFrom !== draft.inForceFrom) {
      changes.push({ what: 'from', from: draft.inForceFrom, to: input.inForceFrom })
    }
    if (changes.length === 0) {
      return { agreement: await shown(tx, kind, draft.version), changes, voided: [] }
    }
    const voided = await tx.rows<{ side: Side; personId: number }>(sql`
      delete from agreement_signature where agreement_id = ${draft.id}
      returning side, person_id as "personId"`)
    const saved = await tx.run(sql`
      update agreement set content = ${JSON.stringify(input.content)}::jsonb, in_force_from = ${input.inForceFrom}::date,
        revision = revision + 1, updated_by_id = ${actor.personId}, updated_at = ${actor.at}::timestamptz
      where id = ${draft.id} and revision = ${draft.revision} and state = 'draft'`)
    if (saved !== 1) refuse('STALE_VERSION')
    const sides = voided.map(({ side }) => side)
    await record(tx, actor, draft.id, 'edited', { revision: draft.revision + 1, changes, voided: sides })
    const key = `agreement-voided-${draft.id}-${draft.revision}`
    await tell(
      tx,
      actor,
      'agreement_voided',
      draft,
      voided.map(({ personId }) => personId),
      key,
    )
    return { agreement: await shown(tx, kind, draft.version), changes, voided: sides }
  })
}

/**
 * Signs the draft for a side, exactly the revision that the person saw. The second signature puts it in force: from its
 * day, or from today where that day is gone. FORBIDDEN for who does not head the side; STALE_VERSION after an edit;
 * ALREADY_SIGNED; SAME_SIGNER for who has signed for the other side.
 */
export function signDraft(actor: Actor, input: SignInput): Promise<Result<Agreement>> {
  const { kind } = input
  return inTransaction(async (tx) => {
    const draft = await lockDraft(tx, actor, kind, input.revision)
    const given = await tx.rows<{ side: Side; personId: number; by: string }>(sql`
      select s.side, s.person_id as "personId", p.name as by
      from agreement_signature s join person p on p.id = s.person_id where s.agreement_id = ${draft.id}`)
    const side = input.side ?? sideOf(actor, given)
    if (!canSignFor(actor, side)) refuse('FORBIDDEN')
    const before = given.find((signature) => signature.side === side)
    if (before) refuse('ALREADY_SIGNED', { by: before.by, side })
    if (given.some(({ personId }) => personId === actor.personId)) refuse('SAME_SIGNER', { side })
    await tx.run(sql`
      insert into agreement_signature (agreement_id, side, person_id, revision, signed_at)
      values (${draft.id}, ${side}::side, ${actor.personId}, ${draft.revision}, ${actor.at}::timestamptz)`)
    await record(tx, actor, draft.id, 'signed', { side, revision: draft.revision })
    if (given.length === 0) {
      const others = SIDES.filter((other) => other !== side)
      const heads = (await Promise.all(others.map((other) => headsOf(tx, other)))).flat()
      await tell(tx, actor, 'agreement_to_sign', draft, heads, `agreement-sign-${draft.id}-${draft.revision}`)
    } else {
      await putInForce(tx, actor, draft)
    }
    return shown(tx, kind, draft.version)
  })
}

/** The side that somebody signs for who does not say: the one they head that waits for it. */
function sideOf(actor: Actor, given: readonly { side: Side }[]): Side {
  const waiting = actor.headOf.filter((side) => !given.some((signature) => signature.side === side))
  return waiting[0] ?? actor.headOf[0] ?? refuse('FORBIDDEN')
}

async function putInForce(tx: Tx, actor: Actor, draft: LockedDraft): Promise<void> {
  const from = [draft.inForceFrom, await today(tx, actor.at)].sort().at(-1) ?? draft.inForceFrom
  await tx.run(sql`
    update agreement set state = 'signed', signed_at = ${actor.at}::timestamptz, in_force_from = ${from}::date,
      updated_by_id = ${actor.personId}, updated_at = ${actor.at}::timestamptz
    where id = ${draft.id}`)
  await record(tx, actor, draft.id, 'in_force', { from })
  const everybody = await tx.rows<{ id: number }>(sql`select id from person where status = 'active'`)
  await notify(tx, actor.at, {
    to: everybody.map(({ id }) => id),
    except: actor.personId,
    kind: 'agreement_signed',
    data: { kind: draft.kind, version: draft.version, from },
    key: `agreement-signed-${draft.id}`,
  })
}

/** Takes a side's signature back, as long as the other side has not signed. Any head of the side may. */
export function unsignDraft(actor: Actor, input: UnsignInput): Promise<Result<Agreement>> {
  const { kind } = input
  return inTransaction(async (tx) => {
    const draft = await lockDraft(tx, actor, kind)
    const sides = input.side ? [input.side] : actor.headOf
    if (!sides.every((side) => canSignFor(actor, side))) refuse('FORBIDDEN')
    const taken = await tx.rows<{ side: Side }>(sql`
      delete from agreement_signature
      where agreement_id = ${draft.id} and side = any(${sides}::side[]) returning side`)
    for (const { side } of taken) await record(tx, actor, draft.id, 'unsigned', { side })
    return shown(tx, kind, draft.version)
  })
}

/** Gives the draft up. It stays readable, and a later one can begin from it. */
export function withdrawDraft(actor: Actor, input: WithdrawInput): Promise<Result<Agreement>> {
  const { kind } = input
  return inTransaction(async (tx) => {
    const draft = await lockDraft(tx, actor, kind, input.revision)
    await tx.run(sql`
      update agreement set state = 'withdrawn', updated_by_id = ${actor.personId}, updated_at = ${actor.at}::timestamptz
      where id = ${draft.id}`)
    await record(tx, actor, draft.id, 'withdrawn', {})
    return shown(tx, kind, draft.version)
  })
}

type LockedDraft<K extends AgreementKind = AgreementKind> = {
  id: number
  kind: K
  version: number
  revision: number
  content: AgreementTerms[K]
  inForceFrom: string
}

/** Whoever changes a draft holds it: edits and signatures come one after another. */
async function lockDraft<K extends AgreementKind>(
  tx: Tx,
  actor: Actor,
  kind: K,
  sawRevision?: number,
): Promise<LockedDraft<K>> {
  if (!canNegotiate(actor)) refuse('FORBIDDEN')
  const draft = await tx.one<LockedDraft<K>>(sql`
    select id, kind, version, revision, content, in_force_from as "inForceFrom"
    from agreement where kind = ${kind}::agreement_kind and state = 'draft' for update`)
  if (!draft) return refuse('NOT_FOUND')
  if (sawRevision !== undefined && sawRevision !== draft.revision) {
    refuse('STALE_VERSION', { version: draft.revision })
  }
  return draft
}

async function refuseUnknownChannels(tx: Tx, { criteria }: DefinitionTerms): Promise<void> {
  const ids = [...new Set(criteria.flatMap(({ scope }) => scope.channelIds))]
  const known = new Set(
    (await tx.rows<{ id: number }>(sql`select id from channel where id = any(${ids}::int[])`)).map(
      ({ id }) => id,
    ),
  )
  for (const [index, { scope }] of criteria.entries()) {
    const unknown = scope.channelIds.find((id) => !known.has(id))
    if (unknown === undefined) continue
    const path = `content.criteria.${index}.scope.channelIds`
    refuse('UNKNOWN_CHANNEL', { name: unknown }, [
      { path, code: 'not_an_option', message: 'is not one of the channels' },
    ])
  }
}

async function today(tx: Tx, at: Date): Promise<string> {
  const organisation = await tx.one<{ timeZone: string }>(
    sql`select time_zone as "timeZone" from organisation`,
  )
  return dayOf(at, organisation?.timeZone ?? 'UTC')
}

async function record(tx: Tx, actor: Actor, agreementId: number, type: string, data: object): Promise<void> {
  await tx.run(sql`
    insert into agreement_event (agreement_id, type, actor_id, at, data)
    values (${agreementId}, ${type}, ${actor.personId}, ${actor.at}::timestamptz, ${JSON.stringify(data)}::jsonb)`)
}

async function tell(
  tx: Tx,
  actor: Actor,
  kind: NoticeKind,
  draft: LockedDraft,
  to: readonly number[],
  key: string,
): Promise<void> {
  const data = { kind: draft.kind, version: draft.version, by: actor.name }
  await notify(tx, actor.at, { to, except: actor.personId, kind, data, key })
}

async function shown(tx: Tx, kind: AgreementKind, version: number): Promise<Agreement> {
  const found = await findAgreement(tx, kind, version)
  if (!found) throw new Error('the agreement vanished inside its own transaction')
  return found
}
