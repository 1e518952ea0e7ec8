import { z } from 'zod'
import type { ContestView } from '@/lib/handoffs/queries/contests'
import { OPINIONS } from '@/lib/handoffs/schema'
import { id, person, personJson, time, timeJson } from './common'

const outcome = z.enum(OPINIONS).nullable().meta({ description: 'null: open' })

export const contest = z
  .strictObject({
    id,
    handoffId: id,
    leadId: id,
    lead: z.strictObject({ id, displayName: z.string() }),
    round: z.int().min(1),
    rejectedBy: person.nullable(),
    rejectedAt: time,
    reason: z.strictObject({ code: z.string(), name: z.string() }).nullable(),
    comment: z.string().nullable(),
    argument: z.string(),
    openedBy: person,
    openedAt: time,
    dueAt: time.meta({
      description: 'when the heads owe their positions; once escalated, an executive the ruling',
    }),
    escalatedAt: time.nullable().meta({ description: 'since when an executive settles it' }),
    positions: z.array(
      z.strictObject({
        side: z.enum(['marketing', 'sales']),
        opinion: z.enum(OPINIONS),
        text: z.string(),
        by: person,
        at: time,
      }),
    ),
    outcome,
    ruling: z.string().nullable(),
    settledBy: person.nullable(),
    settledAt: time.nullable(),
    version: z.int().min(1),
  })
  .meta({ id: 'Contest' })

export function contestJson(view: ContestView): z.infer<typeof contest> {
  return {
    id: view.id,
    handoffId: view.handoffId,
    leadId: view.leadId,
    lead: { id: view.leadId, displayName: view.leadName },
    round: view.round,
    rejectedBy: personJson(view.decidedBy),
    rejectedAt: view.decidedAt.toISOString(),
    reason: view.reason && { code: view.reason.code, name: view.reason.nameEn },
    comment: view.comment,
    argument: view.argument,
    openedBy: { id: view.openedBy.id, name: view.openedBy.name, email: view.openedBy.email },
    openedAt: view.openedAt.toISOString(),
    dueAt: view.dueAt.toISOString(),
    escalatedAt: timeJson(view.escalatedAt),
    positions: view.positions.map(({ side, opinion, text, person: by, at }) => ({
      side,
      opinion,
      text,
      by: { id: by.id, name: by.name, email: by.email },
      at: at.toISOString(),
    })),
    outcome: view.outcome,
    ruling: view.ruling,
    settledBy: personJson(view.settledBy),
    settledAt: timeJson(view.settledAt),
    version: view.version,
  }
}
