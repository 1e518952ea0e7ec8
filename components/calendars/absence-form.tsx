import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Input, Select } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { enterAbsence } from '@/lib/calendars/actions'

type Props = {
  /** for whom it may be entered, the one who enters first; left out: only for oneself */
  people?: readonly { id: number; name: string }[]
  today: string
}

export async function AbsenceForm({ people = [], today }: Props) {
  const t = await getTranslations()
  return (
    <ActionForm action={enterAbsence} resetOnDone className="flex flex-col gap-4">
      <FormError />
      {people.length > 1 && (
        <Field name="personId" label={t('calendars.absence.person')} required>
          <Select
            name="personId"
            defaultValue={people[0]?.id}
            options={people.map(({ id, name }, index) => ({
              value: String(id),
              label: index === 0 ? t('calendars.absence.me', { name }) : name,
            }))}
          />
        </Field>
      )}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="from" label={t('calendars.absence.from')} required>
          <Input name="from" type="date" defaultValue={today} />
        </Field>
        <Field name="to" label={t('calendars.absence.to')} hint={t('calendars.absence.toHint')}>
          <Input name="to" type="date" />
        </Field>
      </div>
      <Field
        name="note"
        label={t('calendars.absence.note')}
        optionalLabel={t('common.optional')}
        hint={t('calendars.absence.noteHint')}
      >
        <Input name="note" maxLength={200} autoComplete="off" />
      </Field>
      <SubmitButton className="self-start">{t('common.action.add')}</SubmitButton>
    </ActionForm>
  )
}
