import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/queue'
import { sendInvitation, sendReset } from './commands/letters'

export const invitationLetterJob = defineJob({
  queue: 'people.invitation-letter',
  schema: z.object({ personId: z.number().int() }),
  run: ({ personId }, at) => sendInvitation(personId, at),
})

export const resetLetterJob = defineJob({
  queue: 'people.reset-letter',
  schema: z.object({ email: z.string() }),
  run: ({ email }, at) => sendReset(email, at),
})
