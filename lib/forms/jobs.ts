import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/queue'
import { forgetVisitors } from './commands/held'

/** Once a night. */
export const forgetVisitorsJob = defineJob({
  queue: 'forms.forget',
  every: '53 3 * * *',
  schema: z.object({}),
  run: (_nothing, at) => forgetVisitors(at),
})
