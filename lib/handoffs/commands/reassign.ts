import { notify } from '@/lib/notices/commands/notify'
import type { Actor } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { notified } from '@/lib/platform/realtime/announce'
import { type Result, refuse } from '@/lib/platform/result'
import { holdRep } from '@/lib/routing/commands/route'
import { canReassign } from '../policy'
import type { HandoffView } from '../queries/handoff-view'
import type { ReassignInput } from '../schema'
import { type LockedHandoff, liveHandoff, lockHandoff, refuseDecided, view } from './lock'

/**
 * Gives an undecided handoff to another rep, or back to the open queue: whoever has it, or the head of sales. It is no
 * verdict: due time and alarm stay. UNKNOWN_PERSON for who does not sell, PERSON_AWAY for who is not here today; a
 * capacity binds the rules, not people who agree.
 */
export function reassignHandoff(
  actor: Actor,
  input: ReassignInput,
  /** who must still have it, or it is CHANGED_SINCE */
  expecting?: { assigneeId: number | null },
): Promise<Result<HandoffView>> {
  return inTransaction(async (tx) => {
    const handoff = await lockHandoff(tx, input.handoffId)
    if (!canReassign(actor, handoff)) return refuse('FORBIDDEN')
    if (handoff.state !== 'pending') return refuseDecided(tx, actor, handoff)
    if (expecting && expecting.assigneeId !== handoff.assigneeId) return refuse('CHANGED_SINCE')
    const to = input.assignee === null ? null : await colleague(tx, actor.at, input.assignee)
    if ((to?.personId ?? null) !== handoff.assigneeId) {
      await write(tx, actor, handoff, to, input.note ?? null)
      await tell(tx, actor, handoff, to)
    }
    return view(tx, handoff.id, actor)
  })
}

type To = { personId: number; name: string } | null

async function colleague(tx: Tx, at: Date, email: string): Promise<To> {
  const person = await tx.one<{ id: number }>(sql`select id from person where email = lower(${email})`)
  const rep = person && (await holdRep(tx, at, person.id))
  if (!rep) {
    return refuse('UNKNOWN_PERSON', { name: email }, [
      { path: 'assignee', code: 'unknown_person', message: 'there is no such rep' },
    ])
  }
  if (rep.away) {
    const absence = await tx.one<{ until: string }>(sql`
      select max(last_day)::text as until from absence
      where person_id = ${rep.personId} and first_day <= ${at}::timestamptz::date + 1
        and last_day >= ${at}::timestamptz::date - 1`)
    return refuse('PERSON_AWAY', { name: rep.name, until: absence?.until ?? '' }, [
      { path: 'assignee', code: 'away', message: 'is away' },
    ])
  }
  return rep
}

async function write(
  tx: Tx,
  actor: Actor,
  handoff: LockedHandoff,
  to: To,
  note: string | null,
): Promise<void> {
  const { lead } = handoff
  await tx.run(sql`
    update handoff set assignee_id = ${to?.personId ?? null}::int, routed_by = 'reassigned'
    where id = ${handoff.id} and state = 'pending'`)
  const data = {
    handoffId: handoff.id,
    round: handoff.round,
    from: await nameOf(tx, handoff.assigneeId),
    assignee: to?.name ?? null,
  }
  const waiting = handoff.askedAt !== null && handoff.answeredAt === null
  await tx.run(sql`
    with moved as (
      update lead set version = version + 1, updated_at = ${actor.at}::timestamptz
      where id = ${lead.id} returning id),
    noted as (
      insert into lead_event (lead_id, type, from_status, to_status, actor_id, at, reason, data)
      select id, 'reassigned', 'handed_off', 'handed_off', ${actor.personId}::int, ${actor.at}::timestamptz, ${note},
        ${JSON.stringify(data)}::jsonb from moved returning 1)
    select ${notified([
      liveHandoff({ id: handoff.id, assigneeId: to?.personId ?? null, lead }, actor, 'pending', waiting),
      { topic: 'lead', id: lead.id, data: { state: 'handed_off', byId: actor.personId } },
    ])} from noted`)
}

async function nameOf(tx: Tx, personId: number | null): Promise<string | null> {
  if (personId === null) return null
  const person = await tx.one<{ name: string }>(sql`select name from person where id = ${personId}`)
  return person?.name ?? null
}

/** Both learn of it: who had it, and who has it now; not whoever did it. */
async function tell(tx: Tx, actor: Actor, handoff: LockedHandoff, to: To): Promise<void> {
  const about = { leadId: handoff.lead.id, handoffId: handoff.id, except: actor.personId }
  const open = to ? 'no' : 'yes'
  const data = { lead: handoff.lead.displayName, by: actor.name, assignee: to?.name ?? null, open }
  // the lead's version makes each giving a thing of its own
  const key = `${handoff.id}.${handoff.lead.version}`
  await notify(tx, actor.at, {
    ...about,
    to: [handoff.assigneeId],
    kind: 'reassigned',
    data,
    key: `reassigned:${key}`,
  })
  await notify(tx, actor.at, {
    ...about,
    to: [to?.personId ?? null],
    kind: 'handed_to_me',
    data,
    key: `handed_to_me:${key}`,
  })
}
