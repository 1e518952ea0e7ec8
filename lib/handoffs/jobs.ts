import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/queue'
import { ringDueAlarms } from './commands/alarms'
import { escalateContests } from './commands/contest'

/** Reminds and escalates. Whether a handoff is overdue does not depend on it. */
export const handoffAlarmsJob = defineJob({
  queue: 'handoffs.alarms',
  schema: z.object({}),
  every: '* * * * *',
  run: async (_, at) => {
    await ringDueAlarms(at)
  },
})

/** Tells the executives of contests that wait for heads in vain. Whose move it is does not depend on it. */
export const escalateContestsJob = defineJob({
  queue: 'handoffs.contests',
  schema: z.object({}),
  every: '*/5 * * * *',
  run: async (_, at) => {
    await escalateContests(at)
  },
})
