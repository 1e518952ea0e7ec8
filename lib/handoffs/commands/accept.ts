import { authoriseStep, takeStep } from '@/lib/leads/commands/step'
import { notify } from '@/lib/notices/commands/notify'
import { SETTLED_BY_VERDICT } from '@/lib/notices/kinds'
import type { Actor } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import type { Result } from '@/lib/platform/result'
import { responseMinutes } from '../clock'
import type { HandoffView } from '../queries/handoff-view'
import type { AcceptInput } from '../schema'
import { decide, hoursOf, liveHandoff, lockForVerdict, view } from './lock'

/** Sales takes the lead. Of two at the same moment one gets it; the other is told who did. */
export function acceptHandoff(actor: Actor, input: AcceptInput): Promise<Result<HandoffView>> {
  return inTransaction(async (tx) => {
    const handoff = await lockForVerdict(tx, actor, input.handoffId)
    authoriseStep(actor, handoff.lead, 'accept')
    const minutes = responseMinutes(handoff, actor.at, await hoursOf(tx, handoff))
    await decide(tx, actor, handoff, { state: 'accepted', minutes })
    await takeStep(
      tx,
      actor,
      handoff.lead,
      'accept',
      { type: 'accepted', data: { handoffId: handoff.id, round: handoff.round } },
      {
        changes: [sql`assignee_id = ${actor.personId}::int`],
        announce: [liveHandoff(handoff, actor, 'accepted')],
      },
    )
    await notify(tx, actor.at, {
      to: [handoff.offeredById],
      except: actor.personId,
      kind: 'accepted',
      leadId: handoff.lead.id,
      handoffId: handoff.id,
      data: { lead: handoff.lead.displayName, by: actor.name },
      settles: SETTLED_BY_VERDICT,
    })
    return view(tx, handoff.id, actor)
  })
}
