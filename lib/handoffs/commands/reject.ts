import { takeRejectedLead } from '@/lib/leads/commands/other-steps'
import { authoriseStep } from '@/lib/leads/commands/step'
import type { Actor } from '@/lib/platform/actor'
import type { ReasonOutcome } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import { responseMinutes } from '../clock'
import type { HandoffView } from '../queries/handoff-view'
import type { RejectInput } from '../schema'
import { decide, liveHandoff, lockForVerdict, view } from './lock'

/** Sales hands the lead back. UNKNOWN_REASON; REASON_NEEDS_COMMENT where the reason asks for one. */
export function rejectHandoff(actor: Actor, input: RejectInput): Promise<Result<HandoffView>> {
  return inTransaction(async (tx) => {
    const handoff = await lockForVerdict(tx, actor, input.handoffId)
    const reason = await findReason(tx, actor, input.reason)
    if (reason.needsComment && !input.comment) {
      return refuse('REASON_NEEDS_COMMENT', { reason: reason.code }, [
        { path: 'comment', code: 'required', message: 'is required' },
      ])
    }
    authoriseStep(actor, handoff.lead, 'rejectToNurture')
    const comment = input.comment ?? null
    const minutes = responseMinutes(handoff, actor.at, handoff.lead.timeZone)
    await decide(
      tx,
      handoff,
      sql`
      update handoff set state = 'rejected', decided_by_id = ${actor.personId}, decided_at = ${actor.at}::timestamptz,
        response_minutes = ${minutes}, reason_id = ${reason.id}, comment = ${comment},
        first_opened_at = coalesce(first_opened_at, ${actor.at}::timestamptz)
      where id = ${handoff.id} and state = 'pending'`,
    )
    await takeRejectedLead(tx, actor, handoff.lead, reason, {
      reason: comment ?? reason.name,
      data: { handoffId: handoff.id, round: handoff.round, reasonCode: reason.code, comment },
      announce: [liveHandoff(handoff, actor, 'rejected')],
    })
    return view(tx, handoff.id, actor)
  })
}

type Reason = {
  id: number
  code: string
  name: string
  outcome: ReasonOutcome
  nurtureDays: number | null
  needsComment: boolean
}

async function findReason(tx: Tx, actor: Actor, text: string): Promise<Reason> {
  const reason = await tx.one<Reason>(sql`
    select id, code, case when ${actor.locale} = 'ru' then name_ru else name_en end as name, outcome,
      nurture_days as "nurtureDays", needs_comment as "needsComment"
    from rejection_reason
    where archived_at is null and lower(${text}) in (code, lower(name_en), lower(name_ru))
    order by position limit 1`)
  if (reason) return reason
  return refuse('UNKNOWN_REASON', { name: text }, [
    { path: 'reason', code: 'unknown_reason', message: 'is not on the list of reasons' },
  ])
}
