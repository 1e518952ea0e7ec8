import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { editDealFromForm } from '@/lib/deals/actions'
import type { DealView } from '@/lib/deals/queries'
import { DealFields } from './deal-fields'

/** A deal that somebody else changed meanwhile is not overwritten: each field that differs says what it is now. */
export async function EditDealForm({ deal, currency }: { deal: DealView; currency: string }) {
  const t = await getTranslations('common.action')
  return (
    <ActionForm action={editDealFromForm} className="flex flex-col gap-3">
      <FormError />
      <input type="hidden" name="dealId" value={deal.id} />
      <input type="hidden" name="version" value={deal.version} />
      <DealFields deal={deal} currency={currency} />
      <SubmitButton className="md:self-start">{t('save')}</SubmitButton>
    </ActionForm>
  )
}
