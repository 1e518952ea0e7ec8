import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Input } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { addChannel } from '@/lib/channels/actions'

export async function NewChannelForm() {
  const t = await getTranslations('channels')
  return (
    <ActionForm action={addChannel} resetOnDone className="flex flex-col gap-4">
      <Field name="name" label={t('name')} required>
        <Input name="name" placeholder={t('namePlaceholder')} maxLength={200} autoComplete="off" />
      </Field>
      <SubmitButton className="self-start">{t('add')}</SubmitButton>
    </ActionForm>
  )
}
