import { createHash } from 'node:crypto'
import { type Arrival, createLead } from '@/lib/leads/commands/create'
import type { CreateLeadInput } from '@/lib/leads/schema'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { countHeldOf, countSending } from '@/lib/platform/auth/throttle'
import { type FormVisit, readFormToken, visitForm } from '@/lib/platform/auth/web-form'
import { type Database, db, sql } from '@/lib/platform/db/sql'
import { committingAlso, inTransaction, type Tx } from '@/lib/platform/db/transaction'
import type { Locale } from '@/lib/platform/i18n/locale'
import { announce } from '@/lib/platform/realtime/announce'
import { fail, ok, type Result, refuse } from '@/lib/platform/result'
import { canEditForms } from '../policy'
import { formForVisitors, type PublicForm } from '../queries'
import { type HeldReason, heldBecause } from '../spam'
import { type Arrived, readSubmission, type SentLead, sayingOf } from '../submission'
import { linkVisitor } from './touches'

export type Sending = {
  /** the fields as they came */
  sent: ReadonlyMap<string, string>
  locale: Locale
  /** of the visitor, for counting */
  address: string
}

/** The same from the same address within so long, where no token tells, is the same sending. */
const SAME_WITHIN_MS = 10 * 60_000

type Kept = { id: number; state: 'taken' | 'held' }

/**
 * Takes what a visitor sent: it becomes a lead or a touch, or is held when it looks like spam; the visitor learns neither.
 * The same sending twice counts once. INVALID with what to put right; TOO_MANY_ATTEMPTS for an address that floods.
 */
export async function submitForm(
  visit: FormVisit,
  form: PublicForm,
  { sent, locale, address }: Sending,
): Promise<Result<Kept>> {
  const read = readSubmission(form, sent, locale)
  if (read.problems.length > 0) return fail('INVALID', {}, read.problems)
  const token = read.token === null ? null : (readFormToken(form.key, read.token, visit.at) ?? 'forged')
  const said = `${form.key}\n${sayingOf(sent)}`
  const known = token !== null && token !== 'forged'
  const onceKey = known ? hashed(`token ${token.id}\n${said}`) : hashed(`address ${address}\n${said}`)
  const since = known ? null : new Date(visit.at.getTime() - SAME_WITHIN_MS)
  const before = await sentBefore(db, onceKey, since)
  if (before) return ok(before)

  const { seconds, many } = await countSending(address)
  if (seconds !== null) return fail('TOO_MANY_ATTEMPTS', { seconds })
  const sendings = known ? await sendingsOf(token.id) : 0
  const spam = heldBecause({
    honeypot: read.honeypot,
    token: known ? { ageMs: token.ageMs, sendings } : token,
    many,
    lead: read.lead,
  })
  const reasons: HeldReason[] = [
    ...spam,
    ...(visit.isArchived ? (['archived'] as const) : []),
    ...(visit.actor === null ? (['nobody'] as const) : []),
  ]
  const row: Row = {
    formId: visit.formId,
    at: visit.at,
    onceKey,
    since,
    tokenId: known ? token.id : null,
    visitorId: read.visitor && hashed(read.visitor),
  }
  const { lead, arrived } = read
  if (reasons.length > 0 || visit.actor === null) {
    const wait = await countHeldOf(address)
    return wait === null
      ? hold(row, { lead, arrived }, reasons)
      : fail('TOO_MANY_ATTEMPTS', { seconds: wait })
  }
  return take(visit.actor, form, row, lead, arrived)
}

type Row = {
  formId: number
  at: Date
  onceKey: string
  since: Date | null
  tokenId: string | null
  visitorId: string | null
}

function sentBefore(on: Database, onceKey: string, since: Date | null): Promise<Kept | undefined> {
  return on.one<Kept>(sql`
    select id, case when lead_id is null then 'held' else 'taken' end as state from form_submission
    where once_key = ${onceKey} and (${since}::timestamptz is null or at > ${since}::timestamptz)
    order by id limit 1`)
}

async function sendingsOf(tokenId: string): Promise<number> {
  const found = await db.one<{ n: number }>(sql`
    select count(*)::int as n from (select from form_submission where token_id = ${tokenId} limit 10) sent`)
  return found?.n ?? 0
}

const ONCE = 31

/** Of two of the same at once the second waits here, and then finds the first. */
async function lockOnce(tx: Tx, { onceKey, since }: Row): Promise<Kept | undefined> {
  await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${onceKey}, ${ONCE}))`)
  return sentBefore(tx, onceKey, since)
}

function hold(
  row: Row,
  content: { lead: SentLead; arrived: Arrived },
  reasons: readonly HeldReason[],
): Promise<Result<Kept>> {
  return inTransaction(async (tx) => {
    const before = await lockOnce(tx, row)
    if (before) return before
    const kept = await tx.one<{ id: number }>(sql`
      insert into form_submission (form_id, state, at, once_key, token_id, visitor_id, content, reasons)
      values (${row.formId}, 'held', ${row.at}::timestamptz, ${row.onceKey}, ${row.tokenId}, ${row.visitorId},
        ${JSON.stringify(content)}::jsonb, ${[...reasons]}::text[])
      returning id`)
    await announce(tx, { topic: 'form', id: row.formId })
    return { id: kept?.id ?? 0, state: 'held' }
  })
}

/** The lead, the submission and what the browser did before are committed together. */
async function take(
  actor: Actor,
  form: PublicForm,
  row: Row,
  lead: SentLead,
  arrived: Arrived,
): Promise<Result<Kept>> {
  let id = 0
  const taken = await committingAlso(
    async (tx, value) => {
      const entered = value as { lead: { id: number }; duplicate: boolean }
      if (await lockOnce(tx, row)) refuse('IDEMPOTENCY_IN_FLIGHT')
      const kept = await tx.one<{ id: number }>(sql`
        insert into form_submission (form_id, state, at, once_key, token_id, visitor_id, lead_id, duplicate)
        values (${row.formId}, 'taken', ${row.at}::timestamptz, ${row.onceKey}, ${row.tokenId}, ${row.visitorId},
          ${entered.lead.id}, ${entered.duplicate})
        returning id`)
      id = kept?.id ?? 0
      const { formId, at, visitorId } = row
      if (visitorId) await linkVisitor(tx, actor, { visitorId, formId, at, leadId: entered.lead.id })
      await announce(tx, { topic: 'form', id: row.formId })
    },
    () => createLead(actor, ...enquiryOf(form, row.formId, lead, arrived)),
  )
  if (taken.ok) return ok({ id, state: 'taken' })
  // the same sending was faster by a moment: this one is undone and answered like it
  const first =
    taken.failure.code === 'IDEMPOTENCY_IN_FLIGHT' ? await sentBefore(db, row.onceKey, row.since) : undefined
  return first ? ok(first) : taken
}

function enquiryOf(
  form: PublicForm,
  formId: number,
  lead: SentLead,
  { locale, consent, first, last, extra }: Arrived,
): [CreateLeadInput, Arrival] {
  const { kind, channel, campaign, channelId, campaignId } = form
  const utm = first?.utm && Object.keys(first.utm).length > 0 ? first.utm : last?.utm
  const details = {
    form: form.name,
    formId,
    locale,
    ...(consent === null ? {} : { consent }),
    ...(first === null ? {} : { first }),
    ...(last === null ? {} : { last }),
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  }
  return [
    { ...lead, channel, campaign, origin: 'marketing', ...(utm ? { utm } : {}) },
    { kind, source: { channelId, campaignId }, details },
  ]
}

type Waiting = {
  formId: number
  key: string
  at: Date
  state: string
  visitorId: string | null
  content: { lead: SentLead; arrived: Arrived } | null
}

/** Lets a held form in, as if it had been taken when it was sent. FORBIDDEN, NOT_FOUND, WRONG_STATE. */
export async function releaseSubmission(
  actor: Actor,
  { submissionId }: { submissionId: number },
): Promise<Result<{ leadId: number; duplicate: boolean }>> {
  if (!canEditForms(actor)) return fail('FORBIDDEN')
  const waiting = await db.one<Waiting>(sql`
    select s.form_id as "formId", f.key, s.at, s.state::text, s.visitor_id as "visitorId", s.content
    from form_submission s join web_form f on f.id = s.form_id where s.id = ${submissionId}`)
  if (!waiting) return fail('NOT_FOUND')
  const { formId, key, at, state, visitorId, content } = waiting
  if (!content) return fail('WRONG_STATE', { status: state })
  const visit = await visitForm(key, at)
  const by = visit?.actor ?? actorAt(actor, at)
  const form = await formForVisitors(db, formId)
  const released = await committingAlso(
    async (tx, value) => {
      const entered = value as { lead: { id: number }; duplicate: boolean }
      const moved = await tx.run(sql`
        update form_submission set state = 'released', content = null, lead_id = ${entered.lead.id},
          duplicate = ${entered.duplicate}, decided_by_id = ${actor.personId}, decided_at = ${actor.at}::timestamptz
        where id = ${submissionId} and state in ('held', 'discarded')`)
      if (moved !== 1) refuse('WRONG_STATE', { status: 'released' })
      if (visitorId) await linkVisitor(tx, by, { visitorId, formId, at, leadId: entered.lead.id })
      await announce(tx, { topic: 'form', id: formId })
    },
    () => createLead(by, ...enquiryOf(form, formId, content.lead, content.arrived)),
  )
  if (!released.ok) return released
  return ok({ leadId: released.value.lead.id, duplicate: released.value.duplicate })
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
