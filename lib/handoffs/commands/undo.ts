import { takeStep } from '@/lib/leads/commands/step'
import { withdrawNotices } from '@/lib/notices/commands/notify'
import { type Actor, hasRole } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import type { HandoffView } from '../queries/handoff-view'
import type { OneHandoffInput } from '../schema'
import { type BeforeVerdict, canStillUndo, UNDO_SECONDS } from '../undo'
import { type LockedHandoff, liveHandoff, lockHandoff, view } from './lock'

/**
 * Who decided takes the verdict back within ten seconds: lead and handoff are as before, only the history knows.
 * UNDO_TOO_LATE; CHANGED_SINCE when anybody worked on the lead meanwhile; WRONG_STATE when it is undone already.
 */
export function undoVerdict(actor: Actor, input: OneHandoffInput): Promise<Result<HandoffView>> {
  return inTransaction(async (tx) => {
    if (!hasRole(actor, 'sales')) return refuse('FORBIDDEN')
    const handoff = await lockHandoff(tx, input.handoffId)
    if (handoff.state === 'pending') return refuse('WRONG_STATE', { status: 'pending', step: 'undo' })
    const before = await whatItOverwrote(tx, actor, handoff)
    await tx.run(sql`
      update handoff set state = 'pending', assignee_id = (select p.id from person p
          where p.id = handoff.assignee_id and p.status = 'active' and 'sales' = any (p.roles)), decided_by_id = null, decided_at = null, response_minutes = null,
        reason_id = null, comment = null, seen_at = null, before_verdict = null,
        first_opened_at = ${before.firstOpenedAt}::timestamptz, alarm = ${before.alarm}::handoff_alarm,
        alarm_at = ${before.alarmAt}::timestamptz
      where id = ${handoff.id}`)
    const { lead } = before
    await takeStep(
      tx,
      actor,
      handoff.lead,
      'undoVerdict',
      {
        type: 'verdict_undone',
        data: { handoffId: handoff.id, round: handoff.round, verdict: handoff.state },
      },
      {
        restored: [
          sql`status_since = ${lead.statusSince}::timestamptz`,
          sql`accepted_at = ${lead.acceptedAt}::timestamptz`,
          sql`assignee_id = ${lead.assigneeId}::int`,
          sql`nurture_wake_on = ${lead.nurtureWakeOn}::date`,
          sql`nurture_next_step = ${lead.nurtureNextStep}::text`,
          sql`woken_by_touch_id = ${lead.wokenByTouchId}::int`,
          sql`times_returned = ${lead.timesReturned}::int`,
        ],
        announce: [liveHandoff(handoff, actor, 'pending', isWaiting(handoff))],
      },
    )
    await withdrawNotices(tx, { handoffId: handoff.id, kinds: [handoff.state] })
    return view(tx, handoff.id, actor)
  })
}

const isWaiting = ({ askedAt, answeredAt }: LockedHandoff) => askedAt !== null && answeredAt === null

type Decided = {
  decidedById: number
  decidedAt: Date
  before: BeforeVerdict | null
  lastEvent: string
  contested: boolean
}

/** Refuses unless the verdict is this actor's, fresh, and the last thing that happened; what the lead does meanwhile is no work. */
async function whatItOverwrote(tx: Tx, actor: Actor, handoff: LockedHandoff): Promise<BeforeVerdict> {
  const decided = await tx.one<Decided>(sql`
    select h.decided_by_id as "decidedById", h.decided_at as "decidedAt", h.before_verdict as before,
      (select e.type from lead_event e where e.lead_id = h.lead_id and e.type <> 'touched' order by e.id desc limit 1)
        as "lastEvent",
      exists (select from contest c where c.handoff_id = h.id) as contested
    from handoff h where h.id = ${handoff.id}`)
  if (!decided) throw new Error('a locked handoff cannot vanish')
  if (decided.decidedById !== actor.personId) return refuse('FORBIDDEN')
  const { before } = decided
  if (!before || !canStillUndo(decided.decidedAt, actor.at)) {
    return refuse('UNDO_TOO_LATE', { seconds: UNDO_SECONDS })
  }
  const untouched = decided.lastEvent === handoff.state && before.lead.version + 1 === handoff.lead.version
  if (!untouched || decided.contested) return refuse('CHANGED_SINCE')
  return before
}
