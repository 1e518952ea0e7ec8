import { ringDueAlarms } from '@/lib/handoffs/commands/alarms'
import { deliverLetters } from '@/lib/notices/commands/letters'
import { remindOfNurture } from '@/lib/nurture/commands/remind'
import { resumeRuns } from '@/lib/nurture/commands/run'

/** A worker of its own process, to be killed in the middle: does once what the jobs do at the given moment. */
const at = new Date(process.argv[2] ?? '')
await ringDueAlarms(at)
await resumeRuns(at)
await remindOfNurture(at)
await deliverLetters(at)
process.exit(0)
