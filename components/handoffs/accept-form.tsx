import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { FormError } from '@/components/ui/form-error'
import { Kbd } from '@/components/ui/kbd'
import { SubmitButton } from '@/components/ui/submit-button'
import { acceptFromForm } from '@/lib/handoffs/actions'

/** One button: sales takes the lead. `back` is where the queue goes on. */
export async function AcceptForm({ handoffId, back }: { handoffId: number; back?: string }) {
  const t = await getTranslations('handoffs')
  return (
    <ActionForm action={acceptFromForm} className="flex flex-col gap-2">
      <FormError />
      <input type="hidden" name="handoffId" value={handoffId} />
      {back && <input type="hidden" name="back" value={back} />}
      <SubmitButton data-hotkey="a" className="w-full">
        {t('accept.do')} <KeyHint name="A" />
      </SubmitButton>
    </ActionForm>
  )
}

/** The key that presses a button, where there is a keyboard. */
export function KeyHint({ name }: { name: string }) {
  return (
    <span className="ml-1 flex opacity-80 pointer-coarse:hidden" aria-hidden="true">
      <Kbd>{name}</Kbd>
    </span>
  )
}
