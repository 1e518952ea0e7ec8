import { getTranslations } from 'next-intl/server'
import { SettingsHeader } from '@/components/settings/settings-header'
import { Card } from '@/components/ui/card'
import { Dialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { EmptyState } from '@/components/ui/empty-state'
import { listAbsences, peopleToBeAway } from '@/lib/calendars/queries'
import type { Actor } from '@/lib/platform/actor'
import { addDays, dayOf } from '@/lib/platform/calendar'
import { AbsenceForm } from './absence-form'
import { AbsenceGrid } from './absence-grid'
import { AbsenceList } from './absence-list'

const DAYS_SHOWN = 28
const MOST_SHOWN = 500

/** Who is away when, the coming four weeks at a glance. */
export async function AbsencesScreen({ actor }: { actor: Actor }) {
  const today = dayOf(actor.at, actor.timeZone)
  const [t, { rows: absences }, people] = await Promise.all([
    getTranslations(),
    listAbsences(actor, { from: today, to: addDays(today, 730), limit: MOST_SHOWN }),
    peopleToBeAway(actor),
  ])
  const soon = absences.filter(({ from }) => from < addDays(today, DAYS_SHOWN))
  const add = (
    <DialogButton dialog="new-absence" variant="primary" data-hotkey="n">
      {t('calendars.absence.add')}
    </DialogButton>
  )
  return (
    <>
      <SettingsHeader actor={actor} current="absences" actions={absences.length > 0 && add} />
      {absences.length === 0 ? (
        <EmptyState title={t('calendars.absence.none')} action={add}>
          {t('calendars.absence.text')}
        </EmptyState>
      ) : (
        <>
          <p className="mb-4 max-w-prose text-muted">{t('calendars.absence.text')}</p>
          {soon.length > 0 && (
            <Card flush className="mb-4 max-lg:hidden" title={t('calendars.absence.nextWeeks')}>
              <AbsenceGrid absences={soon} first={today} days={DAYS_SHOWN} />
            </Card>
          )}
          <Card className="max-w-3xl" title={t('calendars.absence.all')}>
            <AbsenceList absences={absences} named empty={t('calendars.absence.none')} />
          </Card>
        </>
      )}
      <Dialog id="new-absence" title={t('calendars.absence.add')} closeLabel={t('common.action.close')}>
        <AbsenceForm people={people} today={today} />
      </Dialog>
    </>
  )
}
