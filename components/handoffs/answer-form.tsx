import { getTranslations } from 'next-intl/server'
import { Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { answerFromForm } from '@/lib/handoffs/actions'
import { VerdictForm } from './verdict-form'

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
    <VerdictForm action={answerFromForm} handoffId={handoff.id} back={back} className="flex flex-col gap-3">
      <FormError />
      <Field name="text" label={t('text', { name: handoff.askedBy?.name ?? '' })} hint={t('hint')} required>
        <Textarea name="text" rows={3} maxLength={5000} data-first-field="" />
      </Field>
      <SubmitButton className="md:self-start">{t('send')}</SubmitButton>
    </VerdictForm>
  )
}
