import { getTranslations } from 'next-intl/server'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { putAside } from '@/lib/handoffs/actions'
import { VerdictForm } from './verdict-form'

/** The marketer has read a rejection. */
export async function PutAsideForm({ handoffId, back }: { handoffId: number; back?: string }) {
  const t = await getTranslations('handoffs.seen')
  return (
    <VerdictForm
      action={putAside}
      handoffId={handoffId}
      back={back}
      className="flex flex-wrap items-center gap-x-3 gap-y-2"
    >
      <FormError />
      <SubmitButton variant="secondary" data-hotkey="p">
        {t('do')}
      </SubmitButton>
      <p className="text-sm text-muted">{t('hint')}</p>
    </VerdictForm>
  )
}
