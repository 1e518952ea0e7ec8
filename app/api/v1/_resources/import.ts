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
      .looseObject({ code: z.enum(['file', 'columns', 'questions', 'no_access']) })
      .nullable()
      .optional()
      .describe(
        'why it failed as a whole: what cannot be read, which columns are missing, which questions to answer',
      ),
  })
  .meta({ id: 'Import' })

export function importJson(run: ImportView) {
  const { id, kind, state, fileName, total, created, updated, touched, skipped, rejected, failure } = run
  const { createdBy, createdAt, startedAt, finishedAt } = run
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
  }
}
