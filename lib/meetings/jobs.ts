import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/queue'
import { remindOfDecisions } from './commands/remind'

/** Decisions whose day has come; what was missed while no job ran is told late, and once. */
export const decisionsDueJob = defineJob({
  queue: 'meetings.decisions-due',
  schema: z.object({}),
  every: '*/10 * * * *',
  run: async (_, at) => {
    await remindOfDecisions(at)
  },
})
