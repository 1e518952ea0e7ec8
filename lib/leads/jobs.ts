import { z } from 'zod'
import { defineJob } from '@/lib/platform/jobs/queue'
import { compareChangedLeads } from './commands/compare'
import { renewKeys } from './commands/renew-keys'

const MINUTES = 20

/** Looks for leads that look alike among those that changed; first, where the rules or the country did, makes their keys. */
export const lookAlikesJob = defineJob({
  queue: 'leads.look-alikes',
  every: '* * * * *',
  minutes: MINUTES * 2,
  schema: z.object({}),
  run: async (_nothing, at) => {
    await renewKeys()
    const end = performance.now() + MINUTES * 60_000
    await compareChangedLeads(at, () => performance.now() > end)
  },
})
