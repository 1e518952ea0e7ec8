import { sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import { canTake } from '../choose'
import { factsOfLead, type Locks, type Rep, type Route, repNow, whereTo } from '../queries/where-to'

/**
 * Says to whom an offered lead goes, and keeps the turn. The team's row stays locked until the end of the transaction,
 * so that handoffs to one team are given out one after the other, each seeing the load that the last one left; and so
 * does the person, who cannot leave or be filled from elsewhere meanwhile. Comes after the lead in the order of locks.
 */
export async function routeLead(tx: Tx, at: Date, leadId: number): Promise<Route> {
  const facts = await factsOfLead(tx, leadId)
  if (!facts) throw new Error(`there is no lead ${leadId}`)
  const { teamId, ...route } = await whereTo(tx, at, facts, locking(tx, at))
  if (teamId !== null && route.assigneeId !== null) {
    await tx.run(sql`
      with next as (update team set turn = turn + 1 where id = ${teamId} returning turn)
      update team_member set last_turn = next.turn from next
      where team_id = ${teamId} and person_id = ${route.assigneeId}`)
  }
  return route
}

function locking(tx: Tx, at: Date): Locks {
  return {
    async team(teamId) {
      await tx.run(sql`select 1 from team where id = ${teamId} for no key update`)
    },
    async person(personId) {
      const rep = await holdRep(tx, at, personId)
      return rep !== undefined && canTake(rep)
    },
  }
}

/**
 * Holds a person's row until the end of the transaction, so that nobody who is leaving is given anything, and says how
 * they stand after whatever it waited for. Undefined for who is not here or does not sell.
 */
export async function holdRep(tx: Tx, at: Date, personId: number): Promise<Rep | undefined> {
  await tx.run(sql`select 1 from person where id = ${personId} for no key update`)
  const rep = await repNow(tx, at, personId)
  return rep?.here ? rep : undefined
}
