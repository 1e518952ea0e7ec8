import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { putAside } from '@/lib/handoffs/actions'

/** The marketer has read a rejection. */
export async function PutAsideForm({ handoffId, back }: { handoffId: number; back?: string }) {
  const t = await getTranslations('handoffs.seen')
  return (
    <ActionForm action={putAside} className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <FormError />
      <input type="hidden" name="handoffId" value={handoffId} />
      {back && <input type="hidden" name="back" value={back} />}
      <SubmitButton variant="secondary" data-hotkey="p">
        {t('do')}
      </SubmitButton>
      <p className="text-sm text-muted">{t('hint')}</p>
    </ActionForm>
  )
}
