import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { cx } from '@/components/ui/cx'
import { Time } from '@/components/ui/time'
import type { HandoffView } from '@/lib/handoffs/queries/handoff-view'
import type { leadHistory } from '@/lib/leads/queries/record'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { wordEvent } from './event-words'

/** The whole history of a lead in words, newest first. */
export async function Timeline({
  history,
  rounds,
  moreHref,
  currency,
}: {
  history: Awaited<ReturnType<typeof leadHistory>>
  /** of the lead: they know the words of the reasons */
  rounds: readonly HandoffView[]
  /** Where the older entries are. */
  moreHref: string
  currency: string
}) {
  const [t, format] = await Promise.all([getTranslations('leads'), pageFormat(currency)])
  const locale = await getLocale()
  const reasons = new Map(
    rounds.flatMap(({ reason }) =>
      reason ? [[reason.code, locale === 'ru' ? reason.nameRu : reason.nameEn]] : [],
    ),
  )
  const words = await Promise.all(history.events.map((event) => wordEvent(event, format, reasons)))
  return (
    <>
      <ol className="flex flex-col">
        {history.events.map((event, index) => {
          const said = words[index]
          if (!said) return null
          return (
            <li
              key={event.id}
              className="relative grid grid-cols-[0.75rem_minmax(0,1fr)] gap-x-3 pb-3.5 last:pb-0"
            >
              <span aria-hidden="true" className="flex flex-col items-center">
                <span className={cx('mt-1.5 size-2 shrink-0 rounded-full', dots[said.weight])} />
                {index < history.events.length - 1 && (
                  <span className="absolute top-4 bottom-0 w-px bg-line" />
                )}
              </span>
              <div className="min-w-0">
                <p className="flex flex-wrap items-baseline justify-between gap-x-3">
                  <span className={said.weight === 'step' ? 'font-medium text-ink' : 'text-ink'}>
                    {said.title}
                  </span>
                  <span className="text-xs text-muted">
                    {event.of ? `${t('merge.of', { name: event.of })}, ` : ''}
                    {event.actor && !cameByItself(event.data) ? `${event.actor.name}, ` : ''}
                    <Time value={happenedAt(event)} format={format} as="dateTime" />
                  </span>
                </p>
                {said.text && <Said>{said.text}</Said>}
                {said.changes.length > 0 && (
                  <ul className="mt-0.5 text-sm">
                    {said.changes.map((change) => (
                      <li key={change.field} className="[overflow-wrap:anywhere]">
                        <span className="text-muted">{change.field}: </span>
                        <del className="text-muted">{change.from}</del>
                        <span aria-hidden="true"> → </span>
                        <ins className="text-ink no-underline">{change.to}</ins>
                      </li>
                    ))}
                  </ul>
                )}
              </div>
            </li>
          )
        })}
      </ol>
      {history.more && (
        <Link href={moreHref} className="text-sm text-accent-ink hover:underline">
          {t('record.older')}
        </Link>
      )}
    </>
  )
}

/** What a visitor did before anybody knew them is told when they are known, with the time when they did it. */
function happenedAt({ at, data }: { at: Date; data: Record<string, unknown> }): Date {
  return data.site === true && typeof data.happenedAt === 'string' ? new Date(data.happenedAt) : at
}

/** Sent by a visitor: it stands in the name of whose the lead is, who did nothing. */
function cameByItself(data: Record<string, unknown>): boolean {
  return data.form !== undefined || data.site !== undefined
}

/** A step of its life, something that happened with it, or somebody's correction. */
const dots = { step: 'bg-accent', contact: 'bg-line-strong', quiet: 'border border-line-strong' }

function Said({ children }: { children: ReactNode }) {
  return (
    <p className="mt-0.5 max-w-prose [overflow-wrap:anywhere] whitespace-pre-line text-body">{children}</p>
  )
}
