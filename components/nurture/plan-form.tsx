import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Input } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { savePlanFromForm } from '@/lib/nurture/actions'
import type { PlanView } from '@/lib/nurture/queries/plans'
import { MAX_STEPS, STEP_KINDS } from '@/lib/nurture/schema'
import { NURTURE_PLANS } from '@/lib/nurture/search-params'
import { PlanSteps } from './plan-steps'

/** A new plan, or an existing one. */
export async function PlanForm({ plan }: { plan?: PlanView }) {
  const [t, kind, common] = await Promise.all([
    getTranslations('nurture.plan'),
    getTranslations('nurture.kind'),
    getTranslations('common.action'),
  ])
  return (
    <ActionForm action={savePlanFromForm} className="flex max-w-3xl flex-col gap-5">
      {plan && <input type="hidden" name="planId" value={plan.id} />}
      {plan && <input type="hidden" name="version" value={plan.version} />}
      <FormError />
      <Field name="name" label={t('name')} required>
        <Input name="name" maxLength={120} defaultValue={plan?.name} autoComplete="off" />
      </Field>
      <fieldset className="flex flex-col gap-3">
        <legend className="mb-1 text-sm font-medium text-ink">{t('steps')}</legend>
        <p className="text-xs text-muted">{t('stepsHint')}</p>
        <PlanSteps
          steps={plan?.steps ?? []}
          most={MAX_STEPS}
          kinds={STEP_KINDS.map((value) => ({ value, label: kind(value) }))}
          words={{
            after: t('after'),
            kind: t('kind'),
            text: t('text'),
            example: t('textExample'),
            add: t('add'),
            // one for each line: the browser has no messages
            step: Array.from({ length: MAX_STEPS }, (_, index) => t('step', { number: index + 1 })),
            remove: Array.from({ length: MAX_STEPS }, (_, index) => t('remove', { number: index + 1 })),
          }}
        />
      </fieldset>
      <div className="flex gap-2">
        <SubmitButton>{plan ? common('save') : t('create')}</SubmitButton>
        <LinkButton href={NURTURE_PLANS}>{common('cancel')}</LinkButton>
      </div>
    </ActionForm>
  )
}
