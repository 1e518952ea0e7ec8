import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Input } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { addPerson } from '@/lib/people/actions'
import { FormDone } from './form-done'
import { Reveal } from './reveal'
import { RoleFields } from './role-fields'

/** A colleague to be: the answer is their invitation link. */
export async function NewPersonForm() {
  const t = await getTranslations('people')
  return (
    <ActionForm action={addPerson} resetOnDone className="flex flex-col gap-4">
      <FormError />
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="name" label={t('form.name')} required>
          <Input name="name" maxLength={120} autoComplete="off" />
        </Field>
        <Field name="email" label={t('form.email')} required>
          <Input name="email" type="email" inputMode="email" autoComplete="off" />
        </Field>
      </div>
      <RoleFields roles={[]} headOf={[]} />
      <SubmitButton className="self-start">{t('form.invite')}</SubmitButton>
      <Reveal
        labels={{
          title: t('form.linkTitle'),
          hint: t('form.linkHint'),
          copy: t('copy.copy'),
          copied: t('copy.copied'),
        }}
      />
      <FormDone />
    </ActionForm>
  )
}
