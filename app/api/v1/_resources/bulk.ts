import { z } from 'zod'
import type { BulkLeadView, BulkRunView } from '@/lib/bulk/queries/runs'
import { MAX_CHOSEN, OUTCOMES } from '@/lib/bulk/schema'
import type { Reply } from '@/lib/platform/http/route'
import { id, time, timeJson } from './common'

const count = z.int().min(0)

/** JSON has numbers. */
export const leadId = z.int({ error: 'id' }).min(1, { error: 'id' }).max(2_147_483_647, { error: 'id' })

export const leadIds = z
  .array(leadId, { error: 'wrong_type' })
  .min(1, { error: 'required' })
  .max(MAX_CHOSEN, { error: 'too_long' })
  .meta({ description: 'leads chosen one by one' })

export const bulkRun = z
  .strictObject({
    id,
    state: z.enum(['running', 'stopping', 'stopped', 'done']),
    action: z
      .unknown()
      .meta({ description: 'as it was asked for; {"type": "undo"} for a run that takes one back' }),
    filter: z.record(z.string(), z.unknown()).nullable(),
    createdBy: z.string(),
    createdAt: time,
    doneAt: time.nullable(),
    stoppedBy: z.string().nullable(),
    of: id.nullable().meta({ description: 'the run that it takes back or tries again' }),
    undoneBy: id.nullable().meta({ description: 'the run that took it back' }),
    total: count.meta({ description: 'done, refused, unchanged, gone and waiting add up to it' }),
    done: count,
    refused: count,
    unchanged: count.meta({ description: 'were so already' }),
    gone: count.meta({ description: 'deleted, or merged into another lead' }),
    waiting: count,
  })
  .meta({ id: 'BulkRun' })

export function bulkRunJson(run: BulkRunView): z.infer<typeof bulkRun> {
  const { id, state, action, filter, createdBy, stoppedBy, undoneBy } = run
  const { total, done, refused, unchanged, gone, waiting } = run
  return {
    id,
    state,
    action,
    filter,
    createdBy,
    createdAt: run.createdAt.toISOString(),
    doneAt: timeJson(run.doneAt),
    stoppedBy,
    of: run.of?.id ?? null,
    undoneBy,
    total,
    done,
    refused,
    unchanged,
    gone,
    waiting,
  }
}

/** Something goes on in the background: where it tells how far it is. */
export function bulkRunReply(run: BulkRunView): Reply {
  return {
    status: run.doneAt === null ? 202 : 200,
    body: bulkRunJson(run),
    headers: { Location: `/api/v1/bulk/${run.id}` },
  }
}

export const bulkLead = z
  .strictObject({
    id,
    displayName: z.string().meta({ description: 'as it was when the run began' }),
    outcome: z.enum(OUTCOMES).nullable().meta({ description: 'null: still to come' }),
    code: z
      .string()
      .nullable()
      .meta({ description: 'why it was refused or is gone, as the codes of problems' }),
    params: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'BulkLead' })

export function bulkLeadJson(lead: BulkLeadView): z.infer<typeof bulkLead> {
  const { leadId, name, outcome, code, params } = lead
  return { id: leadId, displayName: name, outcome, code, params }
}
