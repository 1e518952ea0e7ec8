import { z } from 'zod'
import { mailIsSet } from '@/lib/platform/email/send'
import { defineJob } from '@/lib/platform/jobs/queue'
import { writeWeeklyLetters } from './commands'

/** The weekly letter to each side; without a mail server nothing is written that would go out as old news later. */
export const weeklyLettersJob = defineJob({
  queue: 'promises.weekly-letters',
  schema: z.object({}),
  every: '*/10 * * * *',
  run: async (_, at) => {
    if (mailIsSet()) await writeWeeklyLetters(at)
  },
})
