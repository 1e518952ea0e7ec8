import { notify } from '@/lib/notices/commands/notify'
import { changeAccount, closeAccount, keepingEmails } from '@/lib/people/commands/accounts'
import { canManagePeople } from '@/lib/people/policy'
import { headsOf } from '@/lib/people/queries'
import type { PersonAccess, PersonChange } from '@/lib/people/schema'
import type { Actor } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { announce, type LiveEvent } from '@/lib/platform/realtime/announce'
import { type Result, refuse } from '@/lib/platform/result'

/**
 * Who stops selling leaves nothing undecided behind: what they had in hand goes back to the open queue in the same
 * transaction. These two are here and not among the people's own commands, because people know nothing of handoffs.
 */

/** Name, address, roles and headships. What somebody may do counts from their next request. */
export function updatePerson(actor: Actor, input: PersonChange): Promise<Result<{ version: number }>> {
  return keepingEmails(input.email ?? '', () =>
    inTransaction((tx) => {
      const change = () => changeAccount(tx, actor, input)
      return input.roles.includes('sales') ? change() : leaving(tx, actor, input.personId, change)
    }),
  )
}

/** Takes the access away: sessions end, links and keys are refused, everything that the person did stays. */
export function disablePerson(actor: Actor, input: PersonAccess): Promise<Result<{ version: number }>> {
  return inTransaction((tx) => leaving(tx, actor, input.personId, () => closeAccount(tx, actor, input)))
}

/**
 * Leads are locked before people everywhere, so those that the person has in hand are locked first. What somebody gives
 * them until their account is locked is given back as well; two who meet there are a deadlock that is tried again.
 */
async function leaving<T>(tx: Tx, actor: Actor, personId: number, leave: () => Promise<T>): Promise<T> {
  if (!canManagePeople(actor)) return refuse('FORBIDDEN')
  await tx.run(sql`
    select 1 from lead where id in (
      select lead_id from handoff where assignee_id = ${personId} and state = 'pending')
    order by id for update`)
  const left = await leave()
  await giveBack(tx, actor, personId)
  return left
}

async function giveBack(tx: Tx, actor: Actor, personId: number): Promise<void> {
  const person = await tx.one<{ name: string }>(sql`select name from person where id = ${personId}`)
  const given = await tx.rows<{ id: number; leadId: number; waiting: boolean }>(sql`
    with given as (
      update handoff set assignee_id = null, routed_by = 'reassigned'
      where assignee_id = ${personId} and state = 'pending'
      returning id, lead_id, round, asked_at is not null and answered_at is null as waiting),
    moved as (
      update lead set version = version + 1, updated_at = ${actor.at}::timestamptz
      from given where lead.id = given.lead_id),
    noted as (
      insert into lead_event (lead_id, type, from_status, to_status, actor_id, at, data)
      select lead_id, 'given_back', 'handed_off', 'handed_off', ${actor.personId}::int, ${actor.at}::timestamptz,
        jsonb_build_object('handoffId', id, 'round', round, 'from', ${person?.name ?? ''}::text) from given)
    select id, lead_id as "leadId", waiting from given order by id`)
  if (given.length === 0) return
  const byId = actor.personId
  const events = given.flatMap(({ id, leadId, waiting }): LiveEvent[] => [
    { topic: 'handoff', id, data: { state: 'pending', assigneeId: null, waiting, leadId, byId } },
    { topic: 'lead', id: leadId, data: { state: 'handed_off', byId } },
  ])
  await announce(tx, ...events)
  await notify(tx, actor.at, {
    to: await headsOf(tx, 'sales'),
    kind: 'given_back',
    data: { person: person?.name ?? '', count: given.length },
    except: actor.personId,
  })
}
