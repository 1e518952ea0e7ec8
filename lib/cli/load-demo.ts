import { closeSender } from '@/lib/platform/jobs/queue'
import { loadDemoCompany } from '@/prisma/seed/load'

/** In a process of its own, so that the memory it takes is given back, and Ctrl-C can end it. */
await loadDemoCompany()
await closeSender()
process.exit(0)
