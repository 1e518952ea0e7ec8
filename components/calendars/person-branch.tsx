import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { Select } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { saveBranch } from '@/lib/calendars/actions'
import { branchOf, listCalendars, ORGANISATION_CALENDAR } from '@/lib/calendars/queries'
import type { Actor } from '@/lib/platform/actor'

/** Whose working hours count for somebody; not asked where there is only the company. */
export async function PersonBranch({ actor, personId }: { actor: Actor; personId: number }) {
  const [t, calendars, branch] = await Promise.all([
    getTranslations(),
    listCalendars(actor),
    branchOf(actor, personId),
  ])
  const branches = calendars.filter(({ id }) => id !== ORGANISATION_CALENDAR)
  if (branches.length === 0) return null
  return (
    <Card title={t('calendars.branch.cardTitle')}>
      <ActionForm action={saveBranch} className="flex flex-col gap-4">
        <input type="hidden" name="personId" value={personId} />
        <FormError />
        <Field name="calendarId" label={t('calendars.branch.choose')} hint={t('calendars.branch.chooseHint')}>
          <Select
            name="calendarId"
            defaultValue={branch ?? ''}
            emptyLabel={t('calendars.company')}
            options={branches.map(({ id, name }) => ({ value: String(id), label: name }))}
          />
        </Field>
        <SubmitButton className="self-start">{t('common.action.save')}</SubmitButton>
      </ActionForm>
    </Card>
  )
}
