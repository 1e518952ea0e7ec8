import { Time } from '@/components/ui/time'
import type { AgreementEventView } from '@/lib/agreements/queries'
import type { AgreementWords } from './agreement-words'
import { ChangeList } from './change-list'

/** How a version came about: who wrote what, whose signature that voided, who signed. Newest first. */
export function DraftEvents({
  events,
  words,
}: {
  events: readonly AgreementEventView[]
  words: AgreementWords
}) {
  const { t, format } = words
  function said({ type, actor: { name }, data }: AgreementEventView): string {
    switch (type) {
      case 'drafted':
        return t('events.drafted', { name, from: Number(data.from) })
      case 'in_force':
        return t('events.in_force', { from: format.date(String(data.from)) })
      case 'signed':
      case 'unsigned':
        return t(`events.${type}`, { name, side: data.side ?? 'marketing' })
      default:
        return t(`events.${type}`, { name })
    }
  }
  return (
    <ol className="flex flex-col divide-y divide-line">
      {events.toReversed().map((event) => {
        const { changes = [], voided = [] } = event.data
        return (
          <li key={event.id} className="flex flex-col gap-1.5 py-2.5 first:pt-0 last:pb-0">
            <p className="flex flex-wrap justify-between gap-x-3">
              <span className="text-ink">{said(event)}</span>
              <span className="text-sm text-muted">
                <Time value={event.at} format={format} as="dateTime" />
              </span>
            </p>
            {voided.length > 0 && (
              <p className="text-sm text-warn-ink">
                {t('events.voided', { sides: format.list(voided.map((side) => t(`side.${side}`))) })}
              </p>
            )}
            {changes.length > 0 && (
              <div className="border-s-2 border-line ps-3">
                <ChangeList changes={changes} words={words} />
              </div>
            )}
          </li>
        )
      })}
    </ol>
  )
}
