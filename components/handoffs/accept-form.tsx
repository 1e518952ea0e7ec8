import { getTranslations } from 'next-intl/server'
import { FormError } from '@/components/ui/form-error'
import { Kbd } from '@/components/ui/kbd'
import { SubmitButton } from '@/components/ui/submit-button'
import { acceptFromForm, undoFromToast } from '@/lib/handoffs/actions'
import { UNDO_SECONDS } from '@/lib/handoffs/undo'
import { VerdictForm } from './verdict-form'

/** One button: sales takes the lead. `back` is where the queue goes on. */
export async function AcceptForm({ handoffId, back }: { handoffId: number; back?: string }) {
  const [t, common] = await Promise.all([getTranslations('handoffs'), getTranslations('common.action')])
  return (
    <VerdictForm
      action={acceptFromForm}
      handoffId={handoffId}
      back={back}
      undo={undoFromToast}
      undoLabel={common('undo')}
      undoSeconds={UNDO_SECONDS}
      className="flex flex-col gap-2"
    >
      <FormError />
      <SubmitButton data-hotkey="a" className="w-full">
        {t('accept.do')} <KeyHint name="A" />
      </SubmitButton>
    </VerdictForm>
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
