import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Input, Segmented, Select, Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { addContactFromForm } from '@/lib/leads/actions'
import { canRecordContact } from '@/lib/leads/policy'
import { ACTIVITY_KINDS, TOUCH_KINDS } from '@/lib/leads/schema'
import type { Actor } from '@/lib/platform/actor'

/** Adds what we did, what we have to do, or what they did. The fields that belong to a kind appear with it, in CSS. */
export async function ContactComposer({ actor, leadId }: { actor: Actor; leadId: number }) {
  if (!canRecordContact(actor)) return null
  const t = await getTranslations('leads.contact')
  return (
    <ActionForm
      action={addContactFromForm}
      resetOnDone
      className="group/composer flex flex-col gap-2.5 rounded-md bg-sunken p-3"
    >
      <FormError />
      <input type="hidden" name="leadId" value={leadId} />
      <Segmented
        name="kind"
        legend={t('kind')}
        legendHidden
        defaultValue="call"
        options={[...ACTIVITY_KINDS, 'touch' as const].map((kind) => ({ value: kind, label: t(kind) }))}
      />
      <Field
        name="touchKind"
        label={t('touchKind')}
        className="hidden! group-has-[[value=touch]:checked]/composer:flex!"
      >
        <Select
          name="touchKind"
          options={TOUCH_KINDS.map((kind) => ({ value: kind, label: t(`touches.${kind}`) }))}
        />
      </Field>
      <Field name="text" label={t('text')} className="[&_label]:sr-only">
        <Textarea name="text" rows={2} maxLength={5000} placeholder={t('text')} className="min-h-14" />
      </Field>
      <div className="flex flex-wrap items-end justify-between gap-2">
        <Field
          name="dueOn"
          label={t('dueOn')}
          className="hidden! group-has-[[value=task]:checked]/composer:flex!"
        >
          <Input name="dueOn" type="date" className="w-40" />
        </Field>
        <SubmitButton variant="secondary" size="sm" className="ml-auto">
          {t('save')}
        </SubmitButton>
      </div>
    </ActionForm>
  )
}
