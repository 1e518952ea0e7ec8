import { getTranslations } from 'next-intl/server'
import { TimeZones } from '@/components/settings/company-fields'
import { ActionForm } from '@/components/ui/action-form'
import { Input, Select } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { addCalendar, closeCalendar, saveCalendar } from '@/lib/calendars/actions'
import { type CalendarListed, ORGANISATION_CALENDAR } from '@/lib/calendars/queries'
import { WeekFields } from './week-fields'

/** A new branch; it begins with the company's week. */
export async function NewBranchForm({
  week,
  companyZone,
}: {
  week: CalendarListed['week']
  companyZone: string
}) {
  const t = await getTranslations()
  return (
    <ActionForm action={addCalendar} resetOnDone className="flex flex-col gap-4">
      <p className="text-sm text-muted">{t('calendars.branch.text')}</p>
      <FormError />
      <BranchFields companyZone={companyZone} />
      <WeekFields week={week} />
      <SubmitButton className="self-start">{t('common.action.add')}</SubmitButton>
    </ActionForm>
  )
}

/** The week of a calendar; of a branch also its name and zone. */
export async function CalendarForm({
  calendar,
  companyZone,
}: {
  calendar: CalendarListed
  companyZone: string
}) {
  const t = await getTranslations()
  return (
    <ActionForm key={calendar.version} action={saveCalendar} className="flex flex-col gap-4">
      <input type="hidden" name="calendarId" value={calendar.id} />
      <input type="hidden" name="version" value={calendar.version} />
      <FormError />
      {calendar.id !== ORGANISATION_CALENDAR && <BranchFields companyZone={companyZone} branch={calendar} />}
      <WeekFields week={calendar.week} />
      <p className="text-sm text-muted">{t('calendars.week.computedOnce')}</p>
      <SubmitButton className="self-start">{t('common.action.save')}</SubmitButton>
    </ActionForm>
  )
}

async function BranchFields({ companyZone, branch }: { companyZone: string; branch?: CalendarListed }) {
  const t = await getTranslations('calendars.branch')
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field name="name" label={t('name')} hint={branch ? undefined : t('nameHint')} required>
        <Input name="name" defaultValue={branch?.name} maxLength={80} autoComplete="off" />
      </Field>
      <Field name="timeZone" label={t('zone')}>
        <Select
          name="timeZone"
          defaultValue={branch?.ownZone ?? ''}
          emptyLabel={t('zoneEmpty', { zone: companyZone.replaceAll('_', ' ') })}
        >
          <TimeZones chosen={branch?.ownZone} />
        </Select>
      </Field>
    </div>
  )
}

export async function CloseBranch({ calendar }: { calendar: CalendarListed }) {
  const t = await getTranslations('calendars.branch')
  return (
    <ActionForm action={closeCalendar} className="flex flex-col items-start gap-2">
      <input type="hidden" name="calendarId" value={calendar.id} />
      <FormError />
      <p className="text-sm text-muted">{t('closeText')}</p>
      <SubmitButton variant="danger">{t('close')}</SubmitButton>
    </ActionForm>
  )
}
