import { Check, Minus } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { Section } from '@/components/leads/section'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Select } from '@/components/ui/controls'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import { attachFromForm, stopFromForm } from '@/lib/nurture/actions'
import { canNurture } from '@/lib/nurture/policy'
import type { EnrolmentView, StepView } from '@/lib/nurture/queries/followed'
import { planChoices } from '@/lib/nurture/queries/plans'
import { NURTURE_PLANS } from '@/lib/nurture/search-params'
import type { Actor } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { KindIcon } from './kind-icon'
import { StepButtons } from './step-buttons'

/** The plan that a lead in nurture follows, with what is done and to do; or the way to put one on it. */
export async function LeadPlan({
  lead,
  plan,
  actor,
  today,
}: {
  lead: LeadView
  plan: EnrolmentView | null
  actor: Actor
  today: string
}) {
  const inNurture = lead.status === 'nurture'
  const mine = canNurture(actor)
  if (!plan && !(inNurture && mine)) return null
  const [t, format] = await Promise.all([getTranslations('nurture.attach'), pageFormat()])
  const open = plan !== null && plan.endedAt === null
  return (
    <Section
      title={plan ? `${t('title')}: ${plan.plan.name}` : t('title')}
      actions={
        open && mine ? (
          <ActionForm action={stopFromForm}>
            <input type="hidden" name="leadId" value={lead.id} />
            <SubmitButton variant="quiet" size="sm">
              {t('stop')}
            </SubmitButton>
          </ActionForm>
        ) : null
      }
    >
      {plan && (
        <>
          <p className="text-sm text-muted">
            {t('by', { name: plan.attachedBy, date: format.date(plan.attachedAt) })}
            {plan.endedAt && (
              <>, {t('ended', { end: plan.end ?? 'stopped', date: format.date(plan.endedAt) })}</>
            )}
          </p>
          <ol className="flex flex-col gap-2">
            {plan.steps.map((step) => (
              <Step
                key={step.id}
                step={step}
                lead={lead}
                today={today}
                format={format}
                mine={mine && open}
                ended={!open}
              />
            ))}
          </ol>
        </>
      )}
      {inNurture && mine && !open && <Attach actor={actor} leadId={lead.id} />}
    </Section>
  )
}

async function Step({
  step: { id, kind, text, dueOn, doneAt, doneBy, skippedAt },
  lead,
  today,
  format,
  mine,
  ended,
}: {
  step: StepView
  lead: LeadView
  today: string
  format: Formatter
  mine: boolean
  ended: boolean
}) {
  const t = await getTranslations('nurture')
  const isOpen = doneAt === null && skippedAt === null
  const when = doneAt
    ? t('attach.stepDoneBy', { date: format.date(doneAt), name: doneBy ?? '' })
    : skippedAt
      ? t(ended ? 'attach.stepDropped' : 'attach.stepSkipped')
      : t(dueOn < today ? 'attach.stepLate' : 'attach.stepDue', { date: format.date(dueOn) })
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1.5">
      <span className="flex min-w-0 gap-2.5">
        <span className="pt-0.5" title={t(`kind.${kind}`)}>
          {doneAt ? (
            <Check aria-hidden="true" className="size-4 text-success-ink" />
          ) : skippedAt ? (
            <Minus aria-hidden="true" className="size-4 text-muted" />
          ) : (
            <KindIcon kind={kind} />
          )}
        </span>
        <span className="min-w-0">
          <span className={`[overflow-wrap:anywhere] ${isOpen ? 'text-ink' : 'text-muted'}`}>
            <span className="sr-only">{t(`kind.${kind}`)}: </span>
            {text}
          </span>
          <span
            className={`block text-xs ${isOpen && dueOn <= today ? 'font-medium text-warn-ink' : 'text-muted'}`}
          >
            {when}
          </span>
        </span>
      </span>
      {mine && isOpen && <StepButtons id={id} text={text} lead={lead.displayName} />}
    </li>
  )
}

async function Attach({ actor, leadId }: { actor: Actor; leadId: number }) {
  const [t, plans] = await Promise.all([getTranslations('nurture.attach'), planChoices(actor)])
  if (plans.length === 0) {
    return (
      <p className="flex flex-wrap items-center gap-3 text-muted">
        {t('noPlans')}
        <LinkButton href={`${NURTURE_PLANS}/new`} size="sm">
          {t('toPlans')}
        </LinkButton>
      </p>
    )
  }
  return (
    <ActionForm action={attachFromForm} className="flex flex-col gap-2">
      <FormError />
      <input type="hidden" name="leadId" value={leadId} />
      <div className="flex flex-wrap gap-2">
        <Select
          name="planId"
          aria-label={t('choose')}
          className="w-auto max-w-full min-w-0 flex-1"
          emptyLabel={t('choose')}
          options={plans.map(({ id, name, steps }) => ({
            value: String(id),
            label: t('choice', { name, steps }),
          }))}
        />
        <SubmitButton variant="secondary">{t('put')}</SubmitButton>
      </div>
    </ActionForm>
  )
}
