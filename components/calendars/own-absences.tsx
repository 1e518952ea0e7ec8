import { getTranslations } from 'next-intl/server'
import { Card } from '@/components/ui/card'
import { Dialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { listAbsences } from '@/lib/calendars/queries'
import type { Actor } from '@/lib/platform/actor'
import { addDays, dayOf } from '@/lib/platform/calendar'
import { AbsenceForm } from './absence-form'
import { AbsenceList } from './absence-list'

/** In one's profile: when am I away? */
export async function OwnAbsences({ actor }: { actor: Actor }) {
  const today = dayOf(actor.at, actor.timeZone)
  const [t, { rows: absences }] = await Promise.all([
    getTranslations(),
    listAbsences(actor, { from: today, to: addDays(today, 730), personId: actor.personId, limit: 100 }),
  ])
  return (
    <Card
      title={t('calendars.absence.own')}
      note={t('calendars.absence.ownText')}
      actions={
        <DialogButton dialog="my-absence" size="sm">
          {t('calendars.absence.add')}
        </DialogButton>
      }
    >
      <AbsenceList absences={absences} empty={t('calendars.absence.noneOwn')} />
      <Dialog id="my-absence" title={t('calendars.absence.add')} closeLabel={t('common.action.close')}>
        <AbsenceForm today={today} />
      </Dialog>
    </Card>
  )
}
