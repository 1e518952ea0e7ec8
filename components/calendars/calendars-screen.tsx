import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { SettingsHeader } from '@/components/settings/settings-header'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Dialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { canManageCalendars } from '@/lib/calendars/policy'
import {
  type CalendarListed,
  listCalendars,
  listHolidays,
  ORGANISATION_CALENDAR,
  workingHoursFor,
} from '@/lib/calendars/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { isOpenAt } from '@/lib/platform/working-time'
import { NewBranchForm } from './branch-form'
import { WeekTable } from './week-table'

/** The company's working hours and those of its branches. */
export async function CalendarsScreen({ actor }: { actor: Actor }) {
  const [t, calendars] = await Promise.all([getTranslations(), listCalendars(actor)])
  const may = canManageCalendars(actor)
  const company = calendars.find(({ id }) => id === ORGANISATION_CALENDAR)
  const branches = calendars.filter(({ id }) => id !== ORGANISATION_CALENDAR)
  return (
    <>
      <SettingsHeader
        actor={actor}
        current="calendars"
        actions={
          may && (
            <DialogButton dialog="new-branch" variant="primary" data-hotkey="n">
              {t('calendars.branch.add')}
            </DialogButton>
          )
        }
      />
      <p className="mb-4 max-w-prose text-muted">
        {t('calendars.text')} {!may && t('calendars.onlyAdmin')}
      </p>
      <div className="grid max-w-5xl items-start gap-4 md:grid-cols-2 xl:grid-cols-3">
        {company && <CalendarCard actor={actor} calendar={company} />}
        {branches.map((calendar) => (
          <CalendarCard key={calendar.id} actor={actor} calendar={calendar} />
        ))}
      </div>
      {branches.length === 0 && <p className="mt-3 text-sm text-muted">{t('calendars.branch.none')}</p>}
      {may && company && (
        <Dialog
          id="new-branch"
          size="lg"
          title={t('calendars.branch.add')}
          closeLabel={t('common.action.close')}
        >
          <NewBranchForm week={company.week} companyZone={company.timeZone} />
        </Dialog>
      )}
    </>
  )
}

async function CalendarCard({ actor, calendar }: { actor: Actor; calendar: CalendarListed }) {
  const today = dayOf(actor.at, calendar.timeZone)
  const [t, format, holidays, hours] = await Promise.all([
    getTranslations('calendars'),
    pageFormat(),
    listHolidays(actor, calendar.id, today),
    workingHoursFor(actor, calendar.id),
  ])
  const next = holidays[0]
  const open = isOpenAt(actor.at, hours)
  return (
    <Card
      title={
        <Link href={`/settings/calendars/${calendar.id}`} className="hover:underline">
          {calendar.name || t('company')}
        </Link>
      }
      note={`${calendar.timeZone.replaceAll('_', ' ')} · ${t('people', { count: calendar.people })}`}
      actions={<Badge tone={open ? 'success' : 'neutral'}>{t('now', { open: String(open) })}</Badge>}
    >
      <WeekTable week={calendar.week} />
      <p className="mt-2 text-sm text-muted">
        {next ? t('nextHoliday', { name: next.name, date: format.date(next.from) }) : t('noHolidays')}
      </p>
    </Card>
  )
}
