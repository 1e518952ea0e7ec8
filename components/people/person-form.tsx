import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { Input } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { savePerson } from '@/lib/handoffs/actions'
import type { PersonListed } from '@/lib/people/queries'
import { RoleFields } from './role-fields'

export async function PersonForm({ person }: { person: PersonListed }) {
  const t = await getTranslations()
  return (
    <Card title={t('people.person.profile')}>
      <ActionForm key={person.version} action={savePerson} className="flex flex-col gap-4">
        <input type="hidden" name="personId" value={person.id} />
        <input type="hidden" name="version" value={person.version} />
        <FormError />
        <div className="grid gap-4 sm:grid-cols-2">
          <Field name="name" label={t('people.form.name')} required>
            <Input name="name" defaultValue={person.name} maxLength={120} autoComplete="off" />
          </Field>
          <Field name="email" label={t('people.form.email')}>
            <Input name="email" type="email" defaultValue={person.email ?? ''} autoComplete="off" />
          </Field>
        </div>
        <RoleFields roles={person.roles} headOf={person.headOf} />
        <SubmitButton className="self-start">{t('common.action.save')}</SubmitButton>
      </ActionForm>
    </Card>
  )
}
