import { z } from 'zod'
import { mailIsSet } from '@/lib/platform/email/send'
import { defineJob } from '@/lib/platform/jobs/queue'
import { writeSummaryLetters } from './commands'

/** The summaries of the week and the month; without a mail server nothing is written that would go out as old news later. */
export const summaryLettersJob = defineJob({
  queue: 'reports.summary-letters',
  schema: z.object({}),
  every: '*/10 * * * *',
  run: async (_, at) => {
    if (mailIsSet()) await writeSummaryLetters(at)
  },
})
