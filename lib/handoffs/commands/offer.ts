import { isComplete, isSalesReady } from '@/lib/agreements/definition'
import { definitionInForce } from '@/lib/agreements/queries'
import { ORGANISATION_CALENDAR, workingHoursOf } from '@/lib/calendars/queries'
import { authoriseStep, lockLead, takeStep } from '@/lib/leads/commands/step'
import { findLead } from '@/lib/leads/queries/lead-view'
import { factsOf } from '@/lib/leads/readiness'
import type { Actor } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import { firstAlarm } from '../alarms'
import { verdictDue } from '../clock'
import { findHandoff, type HandoffView } from '../queries/handoff-view'
import type { HandOffInput } from '../schema'
import { liveHandoff } from './lock'

/**
 * Offers a qualified lead to sales: the next round, due in one working day. A lead that the definition in force does
 * not call sales-ready needs a reason (NOT_SALES_READY); an assignee must be an active rep (UNKNOWN_PERSON).
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
    const assignee = input.assignee ? await activeRep(tx, input.assignee) : null
    const calendarId = assignee?.calendarId ?? ORGANISATION_CALENDAR
    const hours = await workingHoursOf(tx, calendarId)
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
      insert into handoff (lead_id, round, grade, definition_version, complete, override_reason, note,
        offered_by_id, offered_at, assignee_id, calendar_id, due_at, alarm, alarm_at)
      values (${lead.id}, (select coalesce(max(round), 0) + 1 from handoff where lead_id = ${lead.id}),
        ${lead.grade}::grade, ${definition.version}, ${isComplete(readiness)}, ${overrideReason},
        ${input.note ?? null}, ${actor.personId}, ${actor.at}::timestamptz, ${assignee?.id ?? null}::int,
        ${calendarId}, ${dueAt}::timestamptz, ${alarm?.alarm ?? null}::handoff_alarm,
        ${alarm?.at ?? null}::timestamptz)
      returning id, round`)
    if (!offered) throw new Error('insert returned no row')
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
          assignee: assignee?.name ?? null,
          dueAt,
          note: input.note ?? null,
        },
      },
      {
        announce: [liveHandoff({ id: offered.id, assigneeId: assignee?.id ?? null, lead }, actor, 'pending')],
      },
    )
    const handoff = await findHandoff(tx, offered.id, actor.at)
    if (!handoff) throw new Error('the handoff vanished inside its own transaction')
    return handoff
  })
}

type Rep = { id: number; name: string; calendarId: number | null }

async function activeRep(tx: Tx, email: string): Promise<Rep> {
  const rep = await tx.one<Rep>(sql`
    select id, name, calendar_id as "calendarId" from person
    where email = lower(${email}) and status = 'active' and 'sales' = any (roles)`)
  if (rep) return rep
  return refuse('UNKNOWN_PERSON', { name: email }, [
    { path: 'assignee', code: 'unknown_person', message: 'there is no such rep' },
  ])
}
