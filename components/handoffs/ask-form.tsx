import { getTranslations } from 'next-intl/server'
import { Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { askFromForm } from '@/lib/handoffs/actions'
import { VerdictForm } from './verdict-form'

/** Sales asks marketing, once per round. */
export async function AskForm({
  handoff,
  back,
}: {
  handoff: { id: number; offeredBy: { name: string } }
  back?: string
}) {
  const t = await getTranslations('handoffs.ask')
  return (
    <VerdictForm action={askFromForm} handoffId={handoff.id} back={back} className="flex flex-col gap-3">
      <FormError />
      <Field name="question" label={t('title', { name: handoff.offeredBy.name })} hint={t('hint')} required>
        <Textarea name="question" rows={3} maxLength={2000} data-first-field="" />
      </Field>
      <SubmitButton className="md:self-start">{t('send')}</SubmitButton>
    </VerdictForm>
  )
}
