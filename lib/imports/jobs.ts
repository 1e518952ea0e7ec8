import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/queue'
import { checkImport } from './commands/check'
import { countValues } from './commands/count-values'
import { forgetFiles } from './commands/forget-files'
import { resumeImports, workOnImport } from './commands/run'
import { resumeUndos, workOnUndo } from './commands/take-back'

export const runImportJob = defineJob({
  queue: 'imports.run',
  minutes: 120,
  schema: z.object({ importId: z.number().int() }),
  run: ({ importId }, at) => workOnImport(importId, at),
})

/** What the columns of a draft hold, for the values step. */
export const countValuesJob = defineJob({
  queue: 'imports.values',
  minutes: 20,
  schema: z.object({ importId: z.number().int() }),
  run: ({ importId }, at) => countValues(importId, at),
})

/** Looks at all rows of a draft before anything of it is written. */
export const checkImportJob = defineJob({
  queue: 'imports.check',
  minutes: 60,
  schema: z.object({ importId: z.number().int() }),
  run: ({ importId }, at) => checkImport(importId, at),
})

export const undoImportJob = defineJob({
  queue: 'imports.undo',
  minutes: 120,
  schema: z.object({ importId: z.number().int() }),
  run: ({ importId }, at) => workOnUndo(importId, at),
})

/** Picks up what a crash left behind. */
export const resumeImportsJob = defineJob({
  queue: 'imports.resume',
  every: '* * * * *',
  schema: z.object({}),
  async run(_, at) {
    await resumeImports(at)
    await resumeUndos(at)
  },
})

export const forgetFilesJob = defineJob({
  queue: 'imports.forget',
  every: '23 * * * *',
  schema: z.object({}),
  run: (_, at) => forgetFiles(at),
})
