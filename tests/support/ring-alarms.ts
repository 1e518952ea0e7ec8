import { ringDueAlarms } from '@/lib/handoffs/commands/alarms'

/** A worker of its own process, to be killed in the middle: rings what is due at the given moment. */
await ringDueAlarms(new Date(process.argv[2] ?? ''))
process.exit(0)
