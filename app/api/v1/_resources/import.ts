import { z } from 'zod'
import type { ImportView } from '@/lib/imports/queries/runs'

export const importRun = z
  .object({
    id: z.number().int(),
    kind: z.enum(['leads', 'outcomes', 'spend']).optional(),
    state: z
      .enum(['draft', 'queued', 'checking', 'running', 'stopped', 'done', 'failed', 'undoing', 'undone'])
      .describe('draft: still in the wizard; stopped: by somebody or by a fault, and goes on when asked'),
    total: z.number().int(),
    created: z.number().int(),
    updated: z.number().int(),
    touched: z.number().int(),
    skipped: z.number().int(),
    rejected: z.number().int(),
    failure: z
      .looseObject({ code: z.enum(['file', 'columns', 'questions', 'no_access', 'fault']) })
      .nullable()
      .optional()
      .describe(
        'why it failed as a whole: what cannot be read, which columns are missing, which questions to answer; or at which row a fault stopped it',
      ),
    undo: z
      .looseObject({ removed: z.number().int(), restored: z.number().int(), kept: z.number().int() })
      .nullable()
      .optional()
      .describe('what an undo took away, put back, and left because somebody had worked on it since'),
  })
  .meta({ id: 'Import' })

export const keptRecord = z
  .object({
    kind: z.enum(['created', 'updated', 'touched', 'outcome', 'spend']).describe('what the import had done'),
    lead: z.number().int().nullable(),
    cost: z.number().int().nullable(),
    name: z.string(),
    why: z.string().describe('what was done last: a type of the lead’s history; "changed" for a cost'),
    by: z.string().nullable(),
    at: z.date(),
  })
  .meta({ id: 'ImportKept' })

export function importJson(run: ImportView) {
  const { id, kind, state, fileName, total, created, updated, touched, skipped, rejected, failure } = run
  const { createdBy, createdAt, startedAt, finishedAt, undo, undoneAt } = run
  return {
    id,
    kind,
    state,
    fileName,
    total,
    created,
    updated,
    touched,
    skipped,
    rejected,
    failure,
    createdBy,
    createdAt,
    startedAt,
    finishedAt,
    undo,
    undoneAt,
  }
}
