import { definitionOfVersion } from '@/lib/agreements/queries'
import { notify } from '@/lib/notices/commands/notify'
import { SETTLED_BY_ANSWER } from '@/lib/notices/kinds'
import type { Actor } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { type LiveEvent, notified } from '@/lib/platform/realtime/announce'
import { type Result, refuse } from '@/lib/platform/result'
import { firstAlarm } from '../alarms'
import { answerDue, dueAfterAnswer } from '../clock'
import { canAnswer } from '../policy'
import type { HandoffView } from '../queries/handoff-view'
import type { AnswerInput, AskInput } from '../schema'
import { hoursOf, type LockedHandoff, liveHandoff, lockForVerdict, lockHandoff, view } from './lock'

/** Sends the lead back with a question, once per round: sales' clock stops, marketing's starts. */
export function askAboutHandoff(actor: Actor, input: AskInput): Promise<Result<HandoffView>> {
  return inTransaction(async (tx) => {
    const handoff = await lockForVerdict(tx, actor, input.handoffId)
    if (handoff.askedAt) return refuse('ALREADY_ASKED')
    const { terms } = await definitionOfVersion(tx, handoff.definitionVersion)
    const hours = await hoursOf(tx, handoff)
    const answerDueAt = answerDue(actor.at, terms, hours)
    const asked = { ...handoff, askedAt: actor.at, answerDueAt }
    const alarm = firstAlarm(asked, terms, hours, actor.at)
    await tx.run(sql`
      update handoff set question = ${input.question}, asked_by_id = ${actor.personId},
        asked_at = ${actor.at}::timestamptz, answer_due_at = ${answerDueAt}::timestamptz,
        alarm = ${alarm?.alarm ?? null}::handoff_alarm, alarm_at = ${alarm?.at ?? null}::timestamptz,
        first_opened_at = coalesce(first_opened_at, ${actor.at}::timestamptz)
      where id = ${handoff.id}`)
    await noteOnLead(tx, actor, handoff, 'asked', input.question)
    await notify(tx, actor.at, {
      to: [handoff.offeredById],
      except: actor.personId,
      kind: 'asked',
      leadId: handoff.lead.id,
      handoffId: handoff.id,
      data: { lead: handoff.lead.displayName, by: actor.name, question: input.question.slice(0, 500) },
    })
    return view(tx, handoff.id, actor)
  })
}

/** Marketing answers: what was left of sales' time runs again. */
export function answerHandoff(actor: Actor, input: AnswerInput): Promise<Result<HandoffView>> {
  return inTransaction(async (tx) => {
    if (!canAnswer(actor)) return refuse('FORBIDDEN')
    const handoff = await lockHandoff(tx, input.handoffId)
    if (handoff.state !== 'pending') return refuse('WRONG_STATE', { status: handoff.state, step: 'answer' })
    if (!handoff.askedAt) return refuse('NOTHING_ASKED')
    if (handoff.answeredAt) return refuse('WRONG_STATE', { status: 'answered', step: 'answer' })
    const { askedAt } = handoff
    const { terms } = await definitionOfVersion(tx, handoff.definitionVersion)
    const hours = await hoursOf(tx, handoff)
    const dueAt = dueAfterAnswer({ dueAt: handoff.dueAt, askedAt }, actor.at, hours)
    // What sales' clock had rung before the question does not ring again; what it had not yet does.
    const alarm = firstAlarm({ ...handoff, dueAt, answeredAt: actor.at }, terms, hours, askedAt)
    await tx.run(sql`
      update handoff set answer = ${input.text}, answered_by_id = ${actor.personId},
        answered_at = ${actor.at}::timestamptz, due_at = ${dueAt}::timestamptz,
        alarm = ${alarm?.alarm ?? null}::handoff_alarm, alarm_at = ${alarm?.at ?? null}::timestamptz
      where id = ${handoff.id}`)
    await noteOnLead(tx, actor, handoff, 'answered', input.text)
    await notify(tx, actor.at, {
      to: [handoff.assigneeId ?? handoff.askedById],
      except: actor.personId,
      kind: 'answered',
      leadId: handoff.lead.id,
      handoffId: handoff.id,
      data: { lead: handoff.lead.displayName, by: actor.name, answer: input.text.slice(0, 500) },
      settles: SETTLED_BY_ANSWER,
    })
    return view(tx, handoff.id, actor)
  })
}

/** The handed-off state stays; the exchange is in the history, and stale screens learn of it by the version. */
async function noteOnLead(
  tx: Tx,
  actor: Actor,
  handoff: LockedHandoff,
  type: 'asked' | 'answered',
  text: string,
): Promise<void> {
  const { id, version } = handoff.lead
  const live: LiveEvent[] = [
    { topic: 'lead', id, data: { state: 'handed_off', version: version + 1, byId: actor.personId } },
    liveHandoff(handoff, actor, 'pending', type === 'asked'),
  ]
  await tx.run(sql`
    with moved as (
      update lead set version = version + 1, updated_at = ${actor.at}::timestamptz
      where id = ${id} returning id),
    noted as (
      insert into lead_event (lead_id, type, from_status, to_status, actor_id, at, reason, data)
      select id, ${type}, 'handed_off', 'handed_off', ${actor.personId}::int, ${actor.at}::timestamptz, ${text},
        ${JSON.stringify({ handoffId: handoff.id, round: handoff.round })}::jsonb from moved returning 1)
    select ${notified(live)} from noted`)
}
