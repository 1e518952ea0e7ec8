import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { SettingsHeader } from '@/components/settings/settings-header'
import { Avatar } from '@/components/ui/avatar'
import { Card } from '@/components/ui/card'
import { canManageCalendars } from '@/lib/calendars/policy'
import { calendarById, listHolidays, listMembers, ORGANISATION_CALENDAR } from '@/lib/calendars/queries'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { CalendarForm, CloseBranch } from './branch-form'
import { HolidaysCard } from './holidays-card'
import { WeekTable } from './week-table'

/** One calendar: its week, its holidays and who works by it. */
export async function CalendarScreen({ actor, id }: { actor: Actor; id: number }) {
  const [t, calendar, organisation] = await Promise.all([
    getTranslations('calendars'),
    calendarById(actor, id),
    getOrganisation(actor),
  ])
  if (!calendar) notFound()
  const [holidays, members] = await Promise.all([
    listHolidays(actor, id, dayOf(actor.at, calendar.timeZone)),
    listMembers(actor, id),
  ])
  const may = canManageCalendars(actor)
  return (
    <>
      <SettingsHeader
        actor={actor}
        current="calendars"
        title={calendar.name || t('company')}
        back={{ href: '/settings/calendars', label: t('branch.back') }}
      />
      <div className="grid max-w-5xl items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Card title={t('title')} note={calendar.timeZone.replaceAll('_', ' ')}>
          {may ? (
            <CalendarForm calendar={calendar} companyZone={organisation.timeZone} />
          ) : (
            <WeekTable week={calendar.week} />
          )}
        </Card>
        <div className="flex flex-col gap-4">
          <HolidaysCard calendarId={id} holidays={holidays} mayChange={may} />
          <Card title={t('branch.people')} note={may ? t('branch.peopleText') : undefined}>
            <ul className="flex flex-wrap gap-x-4 gap-y-1.5">
              {members.map((member) => (
                <li key={member.id} className="flex items-center gap-1.5">
                  <Avatar name={member.name} size="sm" />
                  {member.name}
                </li>
              ))}
              {members.length === 0 && <li className="text-muted">{t('people', { count: 0 })}</li>}
            </ul>
          </Card>
          {may && id !== ORGANISATION_CALENDAR && (
            <Card title={t('branch.close')}>
              <CloseBranch calendar={calendar} />
            </Card>
          )}
        </div>
      </div>
    </>
  )
}
