import { z } from 'zod'
import type { HandoffView } from '@/lib/handoffs/queries/handoff-view'
import { OPINIONS } from '@/lib/handoffs/schema'
import { GRADES } from '@/lib/leads/schema'
import { id, person, personJson, time, timeJson } from './common'

const text = z.string().nullable()
const moment = time.nullable()

export const handoff = z
  .strictObject({
    id,
    leadId: id,
    lead: z.strictObject({ id, displayName: z.string(), version: z.int().min(1) }),
    round: z.int().min(1),
    state: z.enum(['pending', 'accepted', 'rejected']),
    overdue: z.boolean().meta({ description: 'pending, not waiting for an answer, and past its due time' }),
    verdict: z.enum(['accepted', 'rejected']).nullable(),
    grade: z.enum(GRADES).nullable(),
    definitionVersion: z.int().min(1),
    overrideReason: text,
    note: text,
    offeredBy: person,
    offeredAt: time,
    assignee: person.nullable().meta({ description: 'null: offered to everyone in sales' }),
    routedBy: z.enum(['marketer', 'rule', 'no_rule', 'reassigned', 'taken', 'expired']).meta({
      description: 'who decided with whom it is',
    }),
    rule: z.strictObject({ id, name: z.string() }).nullable().meta({
      description: 'the routing rule that decided when it was offered',
    }),
    dueAt: time,
    firstOpenedAt: moment,
    question: text,
    askedBy: person.nullable(),
    askedAt: moment,
    answerDueAt: moment,
    answer: text,
    answeredBy: person.nullable(),
    answeredAt: moment,
    decidedBy: person.nullable(),
    decidedAt: moment,
    responseMinutes: z
      .int()
      .nullable()
      .meta({ description: 'working minutes from the offer to the verdict' }),
    reason: z.strictObject({ code: z.string(), name: z.string() }).nullable(),
    comment: text,
    contest: z
      .strictObject({ id, outcome: z.enum(OPINIONS).nullable() })
      .nullable()
      .meta({ description: 'of a rejection that marketing contested; outcome null: open' }),
  })
  .meta({ id: 'Handoff' })

export function handoffJson(view: HandoffView): z.infer<typeof handoff> {
  return {
    id: view.id,
    leadId: view.leadId,
    lead: { id: view.leadId, displayName: view.leadName, version: view.leadVersion },
    round: view.round,
    state: view.state,
    overdue: view.overdue,
    verdict: view.state === 'pending' ? null : view.state,
    grade: view.grade,
    definitionVersion: view.definitionVersion,
    overrideReason: view.overrideReason,
    note: view.note,
    offeredBy: { id: view.offeredBy.id, name: view.offeredBy.name, email: view.offeredBy.email },
    offeredAt: view.offeredAt.toISOString(),
    assignee: personJson(view.assignee),
    routedBy: view.routedBy,
    rule: view.rule,
    dueAt: view.dueAt.toISOString(),
    firstOpenedAt: timeJson(view.firstOpenedAt),
    question: view.question,
    askedBy: personJson(view.askedBy),
    askedAt: timeJson(view.askedAt),
    answerDueAt: timeJson(view.answerDueAt),
    answer: view.answer,
    answeredBy: personJson(view.answeredBy),
    answeredAt: timeJson(view.answeredAt),
    decidedBy: personJson(view.decidedBy),
    decidedAt: timeJson(view.decidedAt),
    responseMinutes: view.responseMinutes,
    reason: view.reason && { code: view.reason.code, name: view.reason.nameEn },
    comment: view.comment,
    contest: view.contest,
  }
}
