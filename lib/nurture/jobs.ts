import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/queue'
import { remindOfNurture } from './commands/remind'
import { resumeRuns, workOnRun } from './commands/run'

export const runPlanJob = defineJob({
  queue: 'nurture.run',
  minutes: 60,
  schema: z.object({ runId: z.number().int() }),
  run: ({ runId }, at) => workOnRun(runId, at),
})

/** Tells what woke, what is due and what was forgotten, on the mornings of working days; picks up what a crash left. */
export const nurtureJob = defineJob({
  queue: 'nurture.daily',
  every: '*/5 * * * *',
  schema: z.object({}),
  async run(_, at) {
    await resumeRuns(at)
    await remindOfNurture(at)
  },
})
