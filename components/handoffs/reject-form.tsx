import { getLocale, getTranslations } from 'next-intl/server'
import { Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FieldError } from '@/components/ui/field-error'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { rejectFromForm, undoFromToast } from '@/lib/handoffs/actions'
import { UNDO_SECONDS } from '@/lib/handoffs/undo'
import type { Reason } from '@/lib/organisation/queries'
import { VerdictForm } from './verdict-form'

/** The company's reasons, each with what follows from it and the digit that picks it, and a comment. */
export async function RejectForm({
  handoff,
  reasons,
  back,
  keys,
}: {
  handoff: { id: number; leadName: string }
  reasons: readonly Reason[]
  back?: string
  /** Says that a digit is enough (where HandoffKeys is on the page). */
  keys?: boolean
}) {
  const [t, common, locale] = await Promise.all([
    getTranslations('handoffs.reject'),
    getTranslations('common.action'),
    getLocale(),
  ])
  if (reasons.length === 0) return <p className="text-muted">{t('noReasons')}</p>
  return (
    <VerdictForm
      action={rejectFromForm}
      handoffId={handoff.id}
      back={back}
      undo={undoFromToast}
      undoLabel={common('undo')}
      undoSeconds={UNDO_SECONDS}
      className="group/reject flex flex-col gap-3"
    >
      <FormError />
      <fieldset className="min-w-0">
        <legend className="mb-1 text-base font-semibold text-ink">
          {t('title', { lead: handoff.leadName })}
        </legend>
        <div className="grid gap-x-3 sm:grid-cols-2">
          {reasons.map((reason, index) => (
            <label
              key={reason.id}
              className="flex cursor-pointer items-start gap-2.5 rounded-md px-2 py-1.5 text-ink hover:bg-hover has-checked:bg-selected has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:py-2.5"
            >
              <input
                type="radio"
                name="reason"
                value={reason.code}
                data-reason={reason.needsComment ? 'comment' : ''}
                data-hotkey={index < 10 ? String((index + 1) % 10) : undefined}
                className="mt-0.5 size-4 shrink-0 accent-accent outline-none"
              />
              <span className="min-w-0 flex-1">
                {locale === 'ru' ? reason.nameRu : reason.nameEn}
                <span className="block text-xs text-muted">
                  {reason.outcome === 'nurture'
                    ? t('nurture', { days: reason.nurtureDays ?? 0 })
                    : t('disqualified')}
                  {reason.needsComment && `, ${t('comments')}`}
                </span>
              </span>
              {index < 10 && (
                <span
                  className="figures rounded-sm border border-line px-1 text-2xs text-muted pointer-coarse:hidden"
                  aria-hidden="true"
                >
                  {(index + 1) % 10}
                </span>
              )}
            </label>
          ))}
        </div>
        <FieldError name="reason" />
      </fieldset>
      <Field
        name="comment"
        label={
          <>
            {t('comment')}
            <span className="hidden font-normal text-muted group-has-[[data-reason=comment]:checked]/reject:inline">
              {' '}
              {t('needed')}
            </span>
          </>
        }
        hint={keys ? `${t('hint')} ${t('keys')}` : t('hint')}
      >
        <Textarea name="comment" rows={2} maxLength={2000} />
      </Field>
      <SubmitButton variant="danger" className="md:self-start">
        {t('do')}
      </SubmitButton>
    </VerdictForm>
  )
}
