import { deliverLetters } from '@/lib/notices/commands/letters'

/** A worker that sends letters once, to be killed meanwhile: `deliver-letters.ts <moment>`. */
await deliverLetters(new Date(process.argv[2] ?? ''))
process.exit(0)
