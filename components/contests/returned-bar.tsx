import { getTranslations } from 'next-intl/server'
import { KeyHint } from '@/components/handoffs/accept-form'
import { VerdictForm } from '@/components/handoffs/verdict-form'
import { ActionForm } from '@/components/ui/action-form'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { putAside } from '@/lib/handoffs/actions'
import { lookDueOf } from '@/lib/handoffs/queries/contests'
import type { HandoffView } from '@/lib/handoffs/queries/handoff-view'
import { type Actor, hasRole } from '@/lib/platform/actor'
import type { LeadStatus } from '@/lib/platform/db/generated/enums'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { ContestButton, ContestMark } from './contest-here'

/** What a marketer does about a rejection: put it aside (P), work the lead again (W), or contest it (T). */
export async function ReturnedBar({
  handoff,
  lead,
  actor,
  back,
  unfold = 'down',
}: {
  handoff: HandoffView
  lead: { id: number; status: LeadStatus; nurtureWakeOn: string | null }
  actor: Actor
  /** where putting it aside goes on; left out: it stays here */
  back?: string
  unfold?: 'up' | 'down'
}) {
  const [t, seen, format] = await Promise.all([
    getTranslations('handoffs.returned'),
    getTranslations('handoffs.seen'),
    pageFormat(),
  ])
  const works = hasRole(actor, 'marketer') && !handoff.seenAt
  const due = works && handoff.decidedAt ? await lookDueOf(actor, handoff.decidedAt) : null
  const again = works && (lead.status === 'nurture' || lead.status === 'disqualified')
  return (
    <div className="relative flex flex-col gap-2">
      {handoff.contest && <ContestMark contest={handoff.contest} />}
      <div className="flex flex-wrap items-start gap-2">
        {works && (
          <VerdictForm action={putAside} handoffId={handoff.id} back={back}>
            <FormError />
            <SubmitButton variant="secondary" data-hotkey="p">
              {seen('do')} <KeyHint name="P" />
            </SubmitButton>
          </VerdictForm>
        )}
        {again && (
          <ActionForm action={putAside}>
            <input type="hidden" name="handoffId" value={handoff.id} />
            <input type="hidden" name="back" value={`/leads/${lead.id}`} />
            <SubmitButton variant="secondary" data-hotkey="w" title={t('requalifyHint')}>
              {t('requalify')} <KeyHint name="W" />
            </SubmitButton>
          </ActionForm>
        )}
        <ContestButton handoff={handoff} actor={actor} unfold={unfold} />
      </div>
      {works && (
        <p className="text-sm text-muted">
          {due && `${t('lookBy', { time: format.dayTime(due) })} `}
          {t('stays', {
            outcome: lead.status === 'nurture' && lead.nurtureWakeOn ? 'nurture' : 'other',
            day: lead.nurtureWakeOn ? format.date(lead.nurtureWakeOn) : '',
          })}
        </p>
      )}
    </div>
  )
}
