import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { askFromForm } from '@/lib/handoffs/actions'

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
    <ActionForm action={askFromForm} className="flex flex-col gap-3">
      <FormError />
      <input type="hidden" name="handoffId" value={handoff.id} />
      {back && <input type="hidden" name="back" value={back} />}
      <Field name="question" label={t('title', { name: handoff.offeredBy.name })} hint={t('hint')} required>
        <Textarea name="question" rows={3} maxLength={2000} data-first-field="" />
      </Field>
      <SubmitButton className="md:self-start">{t('send')}</SubmitButton>
    </ActionForm>
  )
}
