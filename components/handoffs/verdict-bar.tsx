import { getTranslations } from 'next-intl/server'
import { Unfolding } from '@/components/ui/unfolding'
import { canDecide } from '@/lib/handoffs/policy'
import type { HandoffView } from '@/lib/handoffs/queries/handoff-view'
import { listReasons } from '@/lib/organisation/queries'
import { type Actor, hasRole } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { AcceptForm, KeyHint } from './accept-form'
import { AskForm } from './ask-form'
import { ReassignForm } from './reassign-form'
import { RejectForm } from './reject-form'

/**
 * Accept, reject, ask for a pending handoff: keys A, R and a digit, Q. Who may not decide is told who does. The forms
 * unfold over (`unfold` up) or under the bar without moving it, and without JavaScript.
 */
export async function VerdictBar({
  handoff,
  actor,
  back,
  unfold = 'down',
  keys,
}: {
  handoff: HandoffView
  actor: Actor
  back?: string
  unfold?: 'up' | 'down'
  keys?: boolean
}) {
  if (handoff.state !== 'pending') return null
  const [t, format] = await Promise.all([getTranslations('handoffs'), pageFormat()])
  if (!canDecide(actor, { assigneeId: handoff.assignee?.id ?? null })) {
    const mayOthers = hasRole(actor, 'sales') && handoff.assignee
    return (
      <p className="text-sm text-muted">
        {mayOthers && handoff.assignee
          ? t('readOnly.other', { name: handoff.assignee.name })
          : t('readOnly.sales')}
      </p>
    )
  }
  const reasons = await listReasons(actor)
  const waiting = handoff.askedAt !== null && handoff.answeredAt === null
  return (
    <div className="relative">
      {waiting && handoff.answerDueAt && (
        <p className="mb-2 text-sm text-muted">
          {t('readOnly.waiting', {
            name: handoff.offeredBy.name,
            due: format.dayTime(handoff.answerDueAt),
          })}
        </p>
      )}
      <div className="grid grid-cols-[3fr_2fr_2fr] gap-2 md:grid-cols-[minmax(8rem,14rem)_auto_auto_auto] md:justify-start">
        <AcceptForm handoffId={handoff.id} back={back} />
        <Unfolding
          label={
            <>
              {t('reject.do')} <KeyHint name="R" />
            </>
          }
          group="verdict"
          hotkey="r"
          unfold={unfold}
        >
          <RejectForm handoff={handoff} reasons={reasons} back={back} keys={keys} />
        </Unfolding>
        {handoff.askedAt === null ? (
          <Unfolding
            label={
              <>
                {t('ask.do')} <KeyHint name="Q" />
              </>
            }
            group="verdict"
            hotkey="q"
            unfold={unfold}
          >
            <AskForm handoff={handoff} back={back} />
          </Unfolding>
        ) : (
          <span
            title={t('ask.asked')}
            className="inline-flex h-9 cursor-not-allowed items-center justify-center px-3 text-base text-muted pointer-coarse:h-11"
          >
            {t('ask.do')}
            <span className="sr-only">{t('ask.asked')}</span>
          </span>
        )}
        <ReassignForm handoff={handoff} actor={actor} group="verdict" back={back} unfold={unfold} />
      </div>
    </div>
  )
}
