import { X } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { Input, RadioList } from '@/components/ui/controls'
import { Dialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { addHoliday, removeHoliday, undoHoliday } from '@/lib/calendars/actions'
import type { HolidayListed } from '@/lib/calendars/queries'
import { addDays, daysBetween } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { wordHours } from './hours-words'

/** A year of them, from the next one on; the rest can be unfolded. */
const SOON_DAYS = 360

type Props = { calendarId: number; holidays: HolidayListed[]; mayChange: boolean }

/** The days on which the week does not hold. */
export async function HolidaysCard({ calendarId, holidays, mayChange }: Props) {
  const t = await getTranslations()
  const nextYear = addDays(holidays[0]?.from ?? '1970-01-01', SOON_DAYS)
  const soon = holidays.filter(({ from }) => from < nextYear)
  const later = holidays.filter(({ from }) => from >= nextYear)
  return (
    <Card
      title={t('calendars.holiday.title')}
      actions={
        mayChange && (
          <DialogButton dialog="new-holiday" size="sm">
            {t('calendars.holiday.add')}
          </DialogButton>
        )
      }
    >
      {holidays.length === 0 ? (
        <p className="text-muted">{t('calendars.holiday.none')}</p>
      ) : (
        <>
          <HolidayList calendarId={calendarId} holidays={soon} mayChange={mayChange} />
          {later.length > 0 && (
            <details className="mt-1 border-t border-line pt-2">
              <summary className="cursor-pointer text-sm text-muted">
                {t('calendars.holiday.later', { count: later.length })}
              </summary>
              <HolidayList calendarId={calendarId} holidays={later} mayChange={mayChange} />
            </details>
          )}
        </>
      )}
      {mayChange && (
        <Dialog id="new-holiday" title={t('calendars.holiday.add')} closeLabel={t('common.action.close')}>
          <HolidayForm calendarId={calendarId} />
        </Dialog>
      )}
    </Card>
  )
}

async function HolidayList({ calendarId, holidays, mayChange }: Props) {
  const [t, format] = await Promise.all([getTranslations(), pageFormat()])
  return (
    <ul className="divide-y divide-line">
      {holidays.map((holiday) => (
        <li key={holiday.from} className="flex items-center gap-3 py-1.5">
          <span className="min-w-0 grow">
            <span className="block font-medium text-ink">{holiday.name}</span>
            <span className="block text-sm text-muted">
              {format.date(holiday.from)}
              {holiday.to !== holiday.from &&
                ` – ${format.date(holiday.to)} · ${t('calendars.holiday.days', {
                  days: daysBetween(holiday.from, holiday.to) + 1,
                })}`}
            </span>
          </span>
          <span className="figures shrink-0 text-sm text-muted">
            {wordHours(holiday.hours, t('calendars.closed'))}
          </span>
          {mayChange && (
            <ActionForm action={removeHoliday} undo={undoHoliday} undoLabel={t('common.action.undo')}>
              <input type="hidden" name="calendarId" value={calendarId} />
              <input type="hidden" name="from" value={holiday.from} />
              <input type="hidden" name="to" value={holiday.to} />
              <SubmitButton
                variant="quiet"
                size="sm"
                square
                aria-label={t('calendars.holiday.remove', { name: holiday.name })}
              >
                <X className="size-4" aria-hidden="true" />
              </SubmitButton>
            </ActionForm>
          )}
        </li>
      ))}
    </ul>
  )
}

async function HolidayForm({ calendarId }: { calendarId: number }) {
  const t = await getTranslations()
  return (
    <ActionForm action={addHoliday} resetOnDone className="group flex flex-col gap-4">
      <input type="hidden" name="calendarId" value={calendarId} />
      <FormError />
      <Field name="name" label={t('calendars.holiday.name')} required>
        <Input name="name" maxLength={120} autoComplete="off" />
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field name="from" label={t('calendars.holiday.from')} required>
          <Input name="from" type="date" />
        </Field>
        <Field name="to" label={t('calendars.holiday.to')} hint={t('calendars.holiday.toHint')}>
          <Input name="to" type="date" />
        </Field>
      </div>
      <RadioList
        name="open"
        legend={t('calendars.holiday.hours')}
        defaultValue="closed"
        options={[
          { value: 'closed', label: t('calendars.holiday.closed') },
          { value: 'open', label: t('calendars.holiday.shorter') },
        ]}
      />
      <div className="grid grid-cols-2 gap-4 group-has-[input[value=closed]:checked]:hidden">
        <Field name="opens" label={t('calendars.holiday.opens')}>
          <Input
            name="opens"
            inputMode="numeric"
            maxLength={5}
            defaultValue="09:00"
            className="w-24 figures"
          />
        </Field>
        <Field name="closes" label={t('calendars.holiday.closes')}>
          <Input
            name="closes"
            inputMode="numeric"
            maxLength={5}
            defaultValue="12:00"
            className="w-24 figures"
          />
        </Field>
      </div>
      <p className="text-sm text-muted">{t('calendars.week.computedOnce')}</p>
      <SubmitButton className="self-start">{t('common.action.add')}</SubmitButton>
    </ActionForm>
  )
}
