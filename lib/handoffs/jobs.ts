import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/queue'
import { ringDueAlarms } from './commands/alarms'

/** Reminds and escalates. Whether a handoff is overdue does not depend on it. */
export const handoffAlarmsJob = defineJob({
  queue: 'handoffs.alarms',
  schema: z.object({}),
  every: '* * * * *',
  run: async (_, at) => {
    await ringDueAlarms(at)
  },
})
