import { insertOrganisation } from '@/lib/organisation/commands'
import { isSetUp } from '@/lib/platform/auth/lookup'
import { hashPassword } from '@/lib/platform/auth/password'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { fail, type Result, refuse } from '@/lib/platform/result'
import type { FirstRun } from '../schema'

/** Somebody who is nobody yet: there is no actor before the first person. */
export type Visitor = { at: Date }

/**
 * The first run of an empty installation: the company, its rejection reasons and the first administrator, in one
 * transaction and exactly once. The organisation's primary key decides among those who press together.
 */
export async function setUpBaton(
  visitor: Visitor,
  input: FirstRun & { demo?: boolean },
): Promise<Result<{ personId: number }>> {
  if (await isSetUp()) return fail('ALREADY_SET_UP') // before the price of a password hash is paid
  const passwordHash = await hashPassword(input.password)
  return inTransaction(async (tx) => {
    await insertOrganisation(tx, { ...input.organisation, demo: input.demo }, visitor.at)
    const person = await tx.one<{ personId: number }>(sql`
      INSERT INTO person (email, name, password_hash, roles, head_of, status, locale, demo, created_at, updated_at)
      VALUES (${input.email}, ${input.name}, ${passwordHash}, ${input.roles}::role[], ${input.headOf}::side[],
        'active', ${input.locale}, ${input.demo ?? false}, ${visitor.at}, ${visitor.at})
      ON CONFLICT (email) DO NOTHING
      RETURNING id AS "personId"`)
    return person ?? refuse('ALREADY_SET_UP')
  })
}
