import { definitionOfVersion } from '@/lib/agreements/queries'
import { takeRejectedLead } from '@/lib/leads/commands/other-steps'
import { authoriseStep } from '@/lib/leads/commands/step'
import { notify } from '@/lib/notices/commands/notify'
import { SETTLED_BY_VERDICT } from '@/lib/notices/kinds'
import type { Actor } from '@/lib/platform/actor'
import type { ReasonOutcome } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import { responseMinutes } from '../clock'
import type { HandoffView } from '../queries/handoff-view'
import { attemptsSince } from '../queries/queue'
import type { RejectInput } from '../schema'
import { decide, hoursOf, type LockedHandoff, liveHandoff, lockForVerdict, view } from './lock'

/**
 * Sales hands the lead back. UNKNOWN_REASON; REASON_NEEDS_COMMENT where the reason asks for one; ATTEMPTS_MISSING where it
 * may be given only after sales has tried as often as the definition says.
 */
export function rejectHandoff(actor: Actor, input: RejectInput): Promise<Result<HandoffView>> {
  return inTransaction(async (tx) => {
    const handoff = await lockForVerdict(tx, actor, input.handoffId)
    const reason = await findReason(tx, actor, input.reason, handoff.offeredById)
    if (reason.needsComment && !input.comment) {
      return refuse('REASON_NEEDS_COMMENT', { reason: reason.code }, [
        { path: 'comment', code: 'required', message: 'is required' },
      ])
    }
    if (reason.needsAttempts) await refuseWithoutAttempts(tx, handoff)
    authoriseStep(actor, handoff.lead, 'rejectToNurture')
    const comment = input.comment ?? null
    const minutes = responseMinutes(handoff, actor.at, await hoursOf(tx, handoff))
    await decide(tx, actor, handoff, { state: 'rejected', minutes, reasonId: reason.id, comment })
    await takeRejectedLead(tx, actor, handoff.lead, reason, {
      reason: comment ?? reason.name,
      data: { handoffId: handoff.id, round: handoff.round, reasonCode: reason.code, comment },
      announce: [liveHandoff(handoff, actor, 'rejected')],
    })
    await notify(tx, actor.at, {
      to: [handoff.offeredById],
      except: actor.personId,
      kind: 'rejected',
      leadId: handoff.lead.id,
      handoffId: handoff.id,
      data: {
        lead: handoff.lead.displayName,
        by: actor.name,
        reasonEn: reason.nameEn,
        reasonRu: reason.nameRu,
        comment,
      },
      settles: SETTLED_BY_VERDICT,
    })
    return view(tx, handoff.id, actor)
  })
}

async function refuseWithoutAttempts(tx: Tx, handoff: LockedHandoff): Promise<void> {
  const { terms } = await definitionOfVersion(tx, handoff.definitionVersion)
  const needed = terms.sales.attempts
  if (needed === 0) return
  const made = await attemptsSince(tx, handoff.lead.id, handoff.offeredAt)
  if (made < needed) refuse('ATTEMPTS_MISSING', { made, needed })
}

type Reason = {
  id: number
  code: string
  name: string
  nameEn: string
  nameRu: string
  /** in the language of the marketer who offered the lead: it is their work */
  nextStep: string
  outcome: ReasonOutcome
  nurtureDays: number | null
  needsComment: boolean
  needsAttempts: boolean
}

async function findReason(tx: Tx, actor: Actor, text: string, offeredById: number): Promise<Reason> {
  const reason = await tx.one<Reason>(sql`
    select r.id, r.code, case when ${actor.locale} = 'ru' then r.name_ru else r.name_en end as name,
      r.name_en as "nameEn", r.name_ru as "nameRu", r.outcome,
      case when m.locale = 'ru' then coalesce(r.next_step_ru, r.name_ru) else coalesce(r.next_step_en, r.name_en) end
        as "nextStep", r.nurture_days as "nurtureDays", r.needs_comment as "needsComment",
      r.needs_attempts as "needsAttempts"
    from rejection_reason r, person m
    where m.id = ${offeredById} and r.archived_at is null
      and lower(${text}) in (r.code, lower(r.name_en), lower(r.name_ru))
    order by r.position limit 1`)
  if (reason) return reason
  return refuse('UNKNOWN_REASON', { name: text }, [
    { path: 'reason', code: 'unknown_reason', message: 'is not on the list of reasons' },
  ])
}
