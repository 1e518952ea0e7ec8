import { countLetter } from '@/lib/platform/auth/throttle'
import { inTransaction } from '@/lib/platform/db/transaction'
import { mailIsSet } from '@/lib/platform/email/send'
import { enqueue } from '@/lib/platform/jobs/queue'
import { fail, ok, type Result } from '@/lib/platform/result'
import { resetLetterJob } from '../jobs'
import type { Visitor } from './first-run'

/**
 * Somebody forgot a password. Answer and time are the same whether the address is known: the same job is left for any
 * address, and only the job looks whose it is.
 */
export async function requestReset(
  visitor: Visitor & { address: string },
  input: { email: string },
): Promise<Result<{ mailed: boolean }>> {
  const seconds = await countLetter(input.email, visitor.address)
  if (seconds !== null) return fail('TOO_MANY_ATTEMPTS', { seconds })
  if (!mailIsSet()) return ok({ mailed: false })
  return inTransaction(async (tx) => {
    await enqueue(tx, resetLetterJob, { email: input.email }, { singletonKey: input.email })
    return { mailed: true }
  })
}
