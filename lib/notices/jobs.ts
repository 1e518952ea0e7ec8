import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/queue'
import { deliverLetters, forgetOldNotices } from './commands/letters'

/** Each minute. What it cannot send now it finds again in the next. */
export const lettersJob = defineJob({
  queue: 'notices.letters',
  every: '* * * * *',
  retries: 0,
  schema: z.object({}),
  run: (_nothing, at) => deliverLetters(at),
})

export const forgetNoticesJob = defineJob({
  queue: 'notices.forget',
  every: '17 3 * * *',
  schema: z.object({}),
  run: (_nothing, at) => forgetOldNotices(at),
})
