import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { answerFromForm } from '@/lib/handoffs/actions'

/** Marketing answers the question of the round. */
export async function AnswerForm({
  handoff,
  back,
}: {
  handoff: { id: number; askedBy: { name: string } | null }
  back?: string
}) {
  const t = await getTranslations('handoffs.answer')
  return (
    <ActionForm action={answerFromForm} className="flex flex-col gap-3">
      <FormError />
      <input type="hidden" name="handoffId" value={handoff.id} />
      {back && <input type="hidden" name="back" value={back} />}
      <Field name="text" label={t('text', { name: handoff.askedBy?.name ?? '' })} hint={t('hint')} required>
        <Textarea name="text" rows={3} maxLength={5000} data-first-field="" />
      </Field>
      <SubmitButton className="md:self-start">{t('send')}</SubmitButton>
    </ActionForm>
  )
}
