import { X } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { cancelAbsence, undoAbsence } from '@/lib/calendars/actions'
import type { AbsenceListed } from '@/lib/calendars/queries'
import { daysBetween } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'

type Props = { absences: readonly AbsenceListed[]; named?: boolean; empty: string }

/** Absences in words, each with its way out where it may be taken away. */
export async function AbsenceList({ absences, named, empty }: Props) {
  const [t, format] = await Promise.all([getTranslations(), pageFormat()])
  if (absences.length === 0) return <p className="text-muted">{empty}</p>
  return (
    <ul className="divide-y divide-line">
      {absences.map((absence) => (
        <li key={absence.id} className="flex items-center gap-3 py-1.5">
          <span className="min-w-0 grow">
            <span className="block text-ink">
              {named && <span className="font-medium">{absence.name}: </span>}
              {format.date(absence.from)}
              {absence.to !== absence.from && ` – ${format.date(absence.to)}`}
            </span>
            <span className="block text-sm text-muted">
              {t('calendars.holiday.days', { days: daysBetween(absence.from, absence.to) + 1 })}
              {absence.note && ` · ${absence.note}`}
            </span>
          </span>
          {absence.mayChange && (
            <ActionForm action={cancelAbsence} undo={undoAbsence} undoLabel={t('common.action.undo')}>
              <input type="hidden" name="absenceId" value={absence.id} />
              <SubmitButton
                variant="quiet"
                size="sm"
                square
                aria-label={t('calendars.absence.remove', { name: absence.name })}
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
