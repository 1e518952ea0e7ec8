import { notify, tellHeard } from '@/lib/notices/commands/notify'
import { organisationClock } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import type { DecisionState } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { announce } from '@/lib/platform/realtime/announce'
import { type Result, refuse } from '@/lib/platform/result'
import { leadsMeetings, maySettle } from '../policy'
import { type DecisionView, findDecision } from '../queries/decisions'
import type { DecisionCarrying, DecisionChange, DecisionSettling, NewDecision } from '../schema'
import { lockMeeting } from './lock'

/** Notes what was decided, who does it and by when. MEETING_CLOSED; UNKNOWN_PERSON. */
export function noteDecision(actor: Actor, input: NewDecision): Promise<Result<DecisionView>> {
  return inTransaction(async (tx) => {
    if (!leadsMeetings(actor)) return refuse('FORBIDDEN')
    const meeting = await lockMeeting(tx, input.meetingId)
    const ownerId = await ownerOf(tx, input.owner)
    await refusePast(tx, actor, input.dueOn)
    const made = await tx.one<{ id: number }>(sql`
      insert into decision (meeting_id, topic, text, owner_id, due_on, created_by_id, created_at, updated_at)
      values (${meeting.id}, ${input.topic}::agenda_topic, ${input.text}, ${ownerId}, ${input.dueOn}::date,
        ${actor.personId}, ${actor.at}::timestamptz, ${actor.at}::timestamptz)
      returning id`)
    if (!made) throw new Error('insert returned no row')
    const decision = await view(tx, made.id)
    await tellOwner(tx, actor, decision)
    return told(tx, actor, decision)
  })
}

/** Words it anew, while its meeting goes on: what closed meetings decided is in their minutes. STALE_VERSION, MEETING_CLOSED. */
export function editDecision(actor: Actor, input: DecisionChange): Promise<Result<DecisionView>> {
  return inTransaction(async (tx) => {
    if (!leadsMeetings(actor)) return refuse('FORBIDDEN')
    const before = await lockDecision(tx, input)
    await lockMeeting(tx, before.meetingId)
    const ownerId = input.owner === undefined ? before.ownerId : await ownerOf(tx, input.owner)
    if (input.dueOn !== undefined && input.dueOn !== before.dueOn) await refusePast(tx, actor, input.dueOn)
    await tx.run(sql`
      update decision set topic = coalesce(${input.topic ?? null}::agenda_topic, topic),
        text = coalesce(${input.text ?? null}, text), owner_id = ${ownerId},
        due_on = coalesce(${input.dueOn ?? null}::date, due_on), version = version + 1,
        updated_at = ${actor.at}::timestamptz
      where id = ${before.id}`)
    const decision = await view(tx, before.id)
    if (ownerId !== before.ownerId) {
      await forget(tx, before)
      await tellOwner(tx, actor, decision)
    }
    return told(tx, actor, decision)
  })
}

/** Says that it is done, or dropped, or open after all. STALE_VERSION when somebody changed it meanwhile. */
export function settleDecision(actor: Actor, input: DecisionSettling): Promise<Result<DecisionView>> {
  return inTransaction(async (tx) => {
    const before = await lockDecision(tx, { ...input, version: undefined })
    if (!maySettle(actor, before, input.state)) return refuse('FORBIDDEN')
    const outcome = input.state === 'open' ? null : (input.outcome ?? null)
    // Said twice (two windows, a double press) it is said once.
    if (before.state === input.state && (before.outcome ?? null) === outcome) return view(tx, before.id)
    if (input.version !== undefined && input.version !== before.version)
      return refuse('STALE_VERSION', { version: before.version })
    const settled = input.state !== 'open'
    await tx.run(sql`
      update decision set state = ${input.state}::decision_state, outcome = ${outcome},
        settled_by_id = ${settled ? actor.personId : null}::int,
        settled_at = ${settled ? actor.at : null}::timestamptz, version = version + 1,
        updated_at = ${actor.at}::timestamptz
      where id = ${before.id}`)
    if (settled) await forget(tx, before)
    return told(tx, actor, await view(tx, before.id))
  })
}

/**
 * The meeting that goes on gives an earlier decision more time, or to somebody else; what it was before is kept.
 * NO_MEETING without one; STALE_VERSION; WRONG_STATE when it is settled.
 */
export function carryDecision(actor: Actor, input: DecisionCarrying): Promise<Result<DecisionView>> {
  return inTransaction(async (tx) => {
    if (!leadsMeetings(actor)) return refuse('FORBIDDEN')
    const before = await lockDecision(tx, input)
    const open = await tx.one<{ id: number }>(sql`select id from meeting where closed_at is null`)
    if (!open || open.id === before.meetingId) return refuse('NO_MEETING')
    await lockMeeting(tx, open.id)
    if (before.state !== 'open') return refuse('DECISION_SETTLED', { state: before.state })
    const ownerId = input.owner === undefined ? before.ownerId : await ownerOf(tx, input.owner)
    await refusePast(tx, actor, input.dueOn)
    // Carried over twice in one meeting it was carried over once, from what it was before.
    await tx.run(sql`
      insert into decision_carry (decision_id, meeting_id, from_day, from_owner_id, by_id, at)
      values (${before.id}, ${open.id}, ${before.dueOn}::date, ${before.ownerId}, ${actor.personId},
        ${actor.at}::timestamptz)
      on conflict do nothing`)
    await tx.run(sql`
      update decision set due_on = ${input.dueOn}::date, owner_id = ${ownerId}, version = version + 1,
        updated_at = ${actor.at}::timestamptz
      where id = ${before.id}`)
    await forget(tx, before)
    const decision = await view(tx, before.id)
    if (ownerId !== before.ownerId) await tellOwner(tx, actor, decision)
    return told(tx, actor, decision)
  })
}

type Locked = {
  id: number
  meetingId: number
  ownerId: number
  dueOn: string
  state: DecisionState
  outcome: string | null
  version: number
}

/** Locks a decision until the end of the transaction. NOT_FOUND; STALE_VERSION when the caller saw another version. */
async function lockDecision(tx: Tx, seen: { decisionId: number; version?: number }): Promise<Locked> {
  const decision = await tx.one<Locked>(sql`
    select id, meeting_id as "meetingId", owner_id as "ownerId", due_on as "dueOn", state, outcome, version
    from decision where id = ${seen.decisionId} for update`)
  if (!decision) return refuse('NOT_FOUND')
  if (seen.version !== undefined && seen.version !== decision.version)
    return refuse('STALE_VERSION', { version: decision.version })
  return decision
}

/** Somebody who is here; by id, or by e-mail as the API names people. */
async function ownerOf(tx: Tx, owner: number | string): Promise<number> {
  const known = typeof owner === 'number' ? sql`id = ${owner}` : sql`email = ${owner.toLowerCase()}`
  const person = await tx.one<{ id: number }>(sql`select id from person where ${known} and status = 'active'`)
  if (person) return person.id
  return refuse('UNKNOWN_PERSON', { name: String(owner) }, [
    { path: 'owner', code: 'unknown_person', message: 'nobody here is called so' },
  ])
}

async function refusePast(tx: Tx, actor: Actor, dueOn: string): Promise<void> {
  const { timeZone } = await organisationClock(tx)
  if (dueOn < dayOf(actor.at, timeZone))
    refuse('INVALID', {}, [{ path: 'dueOn', code: 'past', message: 'must not be in the past' }])
}

const BRIEF = 160

/** Words for a notice: long ones are cut. */
export function briefly(text: string): string {
  const line = text.replace(/\s+/g, ' ')
  return line.length > BRIEF ? `${line.slice(0, BRIEF - 1)}…` : line
}

async function tellOwner(tx: Tx, actor: Actor, decision: DecisionView): Promise<void> {
  await notify(tx, actor.at, {
    to: [decision.owner.id],
    kind: 'decision_given',
    except: actor.personId,
    data: {
      by: actor.name,
      decision: briefly(decision.text),
      dueOn: decision.dueOn,
      meetingId: decision.meetingId,
    },
    key: `decision ${decision.id} given v${decision.version}`,
  })
}

/** What its owner was told of it and has not read is over. */
async function forget(tx: Tx, decision: { id: number; ownerId: number }): Promise<void> {
  await tx.run(sql`
    with heard as (
      delete from notice
      where person_id = ${decision.ownerId} and read_at is null and letter_id is null
        and key like ${`decision ${decision.id} %`}
      returning person_id)
    ${tellHeard}`)
}

async function told(tx: Tx, actor: Actor, decision: DecisionView): Promise<DecisionView> {
  await announce(tx, { topic: 'meeting', id: decision.meetingId, data: { byId: actor.personId } })
  return decision
}

async function view(tx: Tx, id: number): Promise<DecisionView> {
  const decision = await findDecision(tx, id)
  if (!decision) throw new Error('the decision vanished inside its own transaction')
  return decision
}
