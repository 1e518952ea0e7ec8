import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { takeNextFromForm } from '@/lib/handoffs/actions'
import { KeyHint } from './accept-form'

/** "Give me the next": the most urgent of the open queue becomes mine and opens. */
export async function TakeNext() {
  const t = await getTranslations('handoffs.next')
  return (
    <ActionForm action={takeNextFromForm}>
      <SubmitButton variant="secondary" data-hotkey="n" title={t('title')}>
        {t('do')} <KeyHint name="N" />
      </SubmitButton>
    </ActionForm>
  )
}
