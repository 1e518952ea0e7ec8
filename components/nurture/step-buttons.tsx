import { Check } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { finishStepFromForm, skipStepFromForm } from '@/lib/nurture/actions'

/** The touch was made, or is passed over. */
export async function StepButtons({ id, text, lead }: { id: number; text: string; lead: string }) {
  const t = await getTranslations('nurture.due')
  return (
    <span className="inline-flex shrink-0 items-center gap-1">
      <ActionForm action={finishStepFromForm}>
        <input type="hidden" name="stepId" value={id} />
        <SubmitButton variant="secondary" size="sm" aria-label={t('doneFor', { text, lead })}>
          <Check aria-hidden="true" />
          {t('done')}
        </SubmitButton>
      </ActionForm>
      <ActionForm action={skipStepFromForm}>
        <input type="hidden" name="stepId" value={id} />
        <SubmitButton variant="quiet" size="sm" aria-label={t('skipFor', { text, lead })}>
          {t('skip')}
        </SubmitButton>
      </ActionForm>
    </span>
  )
}
