import { isComplete, isSalesReady } from '@/lib/agreements/definition'
import { definitionInForce } from '@/lib/agreements/queries'
import { workingHoursOf } from '@/lib/calendars/queries'
import { authoriseStep, lockLead, takeStep } from '@/lib/leads/commands/step'
import { findLead } from '@/lib/leads/queries/lead-view'
import { factsOf } from '@/lib/leads/readiness'
import { notify } from '@/lib/notices/commands/notify'
import type { Actor } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import { holdRep, routeLead } from '@/lib/routing/commands/route'
import type { Route } from '@/lib/routing/queries/where-to'
import { firstAlarm } from '../alarms'
import { verdictDue } from '../clock'
import { findHandoff, type HandoffView } from '../queries/handoff-view'
import type { HandOffInput } from '../schema'
import { liveHandoff } from './lock'

/**
 * Offers a qualified lead to sales: the next round, due when the definition says, to whom the marketer names
 * (an active rep, else UNKNOWN_PERSON) or else where the routing rules send it. A lead that the definition in force does
 * not call sales-ready needs a reason (NOT_SALES_READY).
 */
export function handOffLead(actor: Actor, input: HandOffInput): Promise<Result<HandoffView>> {
  return inTransaction(async (tx) => {
    const lead = await lockLead(tx, input.leadId, input.version)
    authoriseStep(actor, lead, 'handOff')
    const definition = await definitionInForce(tx, actor.at)
    const view = await findLead(tx, lead.id)
    if (!view) throw new Error('a locked lead cannot vanish')
    const readiness = isSalesReady(definition, factsOf(view))
    const { ready } = readiness
    if (!ready && !input.overrideReason) {
      return refuse('NOT_SALES_READY', { grade: lead.grade, missing: readiness.missing.join(', ') }, [
        { path: 'overrideReason', code: 'required', message: 'is required' },
      ])
    }
    const overrideReason = ready ? null : (input.overrideReason ?? null)
    const route = input.assignee
      ? await toNamed(tx, actor.at, input.assignee)
      : await routeLead(tx, actor.at, lead.id)
    const hours = await workingHoursOf(tx, route.calendarId)
    const dueAt = verdictDue(actor.at, lead.grade, definition.terms, hours)
    const alarm = firstAlarm(
      {
        state: 'pending',
        grade: lead.grade,
        offeredAt: actor.at,
        dueAt,
        askedAt: null,
        answerDueAt: null,
        answeredAt: null,
      },
      definition.terms,
      hours,
      actor.at,
    )
    const offered = await tx.one<{ id: number; round: number }>(sql`
      insert into handoff (lead_id, round, grade, computed_grade, definition_version, complete, override_reason, note,
        offered_by_id, offered_at, assignee_id, routed_by, rule_id, routing_gap, calendar_id, due_at, alarm, alarm_at)
      values (${lead.id}, (select coalesce(max(round), 0) + 1 from handoff where lead_id = ${lead.id}),
        ${lead.grade}::grade, ${view.computedGrade}::grade, ${definition.version}, ${isComplete(readiness)},
        ${overrideReason},
        ${input.note ?? null}, ${actor.personId}, ${actor.at}::timestamptz, ${route.assigneeId}::int,
        ${route.routedBy}::routed_by, ${route.ruleId}::int, ${route.gap}::routing_gap, ${route.calendarId},
        ${dueAt}::timestamptz, ${alarm?.alarm ?? null}::handoff_alarm, ${alarm?.at ?? null}::timestamptz)
      returning id, round`)
    if (!offered) throw new Error('insert returned no row')
    // Whoever offers it again has looked at why it came back.
    if (offered.round > 1) {
      await tx.run(sql`
        update handoff set seen_at = ${actor.at}::timestamptz
        where lead_id = ${lead.id} and state = 'rejected' and seen_at is null`)
    }
    await takeStep(
      tx,
      actor,
      lead,
      'handOff',
      {
        type: 'handed_off',
        reason: overrideReason,
        data: {
          handoffId: offered.id,
          round: offered.round,
          grade: lead.grade,
          assignee: route.assigneeName,
          rule: route.ruleName,
          dueAt,
          note: input.note ?? null,
        },
      },
      {
        announce: [liveHandoff({ id: offered.id, assigneeId: route.assigneeId, lead }, actor, 'pending')],
      },
    )
    await notify(tx, actor.at, {
      to: [route.assigneeId],
      except: actor.personId,
      kind: 'handed_to_me',
      leadId: lead.id,
      handoffId: offered.id,
      data: { lead: lead.displayName, by: actor.name, dueAt: dueAt.toISOString() },
    })
    const handoff = await findHandoff(tx, offered.id, actor.at)
    if (!handoff) throw new Error('the handoff vanished inside its own transaction')
    return handoff
  })
}

/** To the rep whom the marketer names, whatever they have already: held, so that they do not leave meanwhile. */
async function toNamed(tx: Tx, at: Date, email: string): Promise<Route> {
  const person = await tx.one<{ id: number }>(sql`select id from person where email = lower(${email})`)
  const rep = person && (await holdRep(tx, at, person.id))
  if (!rep) {
    return refuse('UNKNOWN_PERSON', { name: email }, [
      { path: 'assignee', code: 'unknown_person', message: 'there is no such rep' },
    ])
  }
  const { personId, name, calendarId } = rep
  return {
    assigneeId: personId,
    assigneeName: name,
    calendarId,
    routedBy: 'marketer',
    ruleId: null,
    ruleName: null,
    gap: null,
  }
}
