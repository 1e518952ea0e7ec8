import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { openDealFromForm } from '@/lib/deals/actions'
import { DealFields } from './deal-fields'

/** Opens the deal of an accepted lead. */
export async function OpenDealForm({
  lead,
  currency,
}: {
  lead: { id: number; version: number; displayName: string }
  currency: string
}) {
  const t = await getTranslations('deals.open')
  return (
    <ActionForm action={openDealFromForm} className="flex flex-col gap-3">
      <FormError />
      <input type="hidden" name="leadId" value={lead.id} />
      <input type="hidden" name="version" value={lead.version} />
      <DealFields title={lead.displayName} currency={currency} />
      <SubmitButton className="md:self-start">{t('do')}</SubmitButton>
    </ActionForm>
  )
}
