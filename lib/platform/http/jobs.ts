import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/queue'
import { forgetAnswers } from './idempotency'

/** Once a night: nobody sends a request again after a week. */
export const forgetAnswersJob = defineJob({
  queue: 'forget-answers',
  every: '17 3 * * *',
  schema: z.object({}),
  run: (_data, at) => forgetAnswers(at),
})
