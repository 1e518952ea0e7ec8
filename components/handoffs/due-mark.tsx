import { getTranslations } from 'next-intl/server'
import { cx } from '@/components/ui/cx'
import { isOverdue, isPaused } from '@/lib/handoffs/clock'
import type { HandoffState } from '@/lib/platform/db/generated/enums'
import type { Formatter } from '@/lib/platform/i18n/format'

const MINUTE = 60_000
const SOON = 2 * 60 * MINUTE

type Due = 'late' | 'soon' | 'later' | 'paused'

type Handoff = {
  state: HandoffState
  dueAt: Date
  askedAt: Date | null
  answeredAt: Date | null
  answerDueAt: Date | null
}

const inks: Record<Due, string> = {
  late: 'text-danger-ink',
  soon: 'text-warn-ink',
  later: 'text-muted',
  paused: 'text-muted',
}

/** How long until the verdict is owed, or since: a shape, a word and a time. `side` marketing counts to the answer instead. */
export async function DueMark({
  handoff,
  format,
  side = 'sales',
  className,
}: {
  handoff: Handoff
  format: Formatter
  side?: 'sales' | 'marketing'
  className?: string
}) {
  const t = await getTranslations('handoffs.due')
  const paused = isPaused(handoff)
  const answering = paused && side === 'marketing' && handoff.answerDueAt !== null
  const until = answering && handoff.answerDueAt ? handoff.answerDueAt : handoff.dueAt
  const left = until.getTime() - format.now.getTime()
  const late = answering ? left < 0 : isOverdue(handoff, format.now)
  const kind: Due = paused && !answering ? 'paused' : late ? 'late' : left < SOON ? 'soon' : 'later'
  const time = format.duration(left / MINUTE)
  const words =
    kind === 'paused'
      ? t('waiting')
      : answering
        ? t(late ? 'answerOverdue' : 'answerIn', { time })
        : t(late ? 'overdue' : 'in', { time })
  return (
    <span
      title={t('exact', { time: format.dayTime(until) })}
      className={cx(
        'figures inline-flex items-center gap-1 text-sm whitespace-nowrap',
        kind === 'late' && 'font-semibold',
        inks[kind],
        className,
      )}
    >
      <DueShape due={kind} />
      {words}
    </span>
  )
}

/** Told apart without colour: an exclamation in a filled square, a half-run clock, a clock, two bars. */
function DueShape({ due }: { due: Due }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" className="size-3 shrink-0">
      {due === 'late' ? (
        <>
          <rect x=".5" y=".5" width="11" height="11" rx="2.5" fill="currentColor" />
          <path
            d="M6 2.8v3.9M6 8.6v.6"
            stroke="var(--color-surface)"
            strokeWidth="1.6"
            strokeLinecap="round"
          />
        </>
      ) : due === 'paused' ? (
        <path d="M4 2.5v7M8 2.5v7" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      ) : (
        <>
          <circle cx="6" cy="6" r="5" fill="none" stroke="currentColor" strokeWidth="1.3" />
          {due === 'soon' ? (
            <path d="M6 1.5a4.5 4.5 0 0 0 0 9Z" fill="currentColor" />
          ) : (
            <path
              d="M6 3.2V6l1.8 1.2"
              fill="none"
              stroke="currentColor"
              strokeWidth="1.3"
              strokeLinecap="round"
            />
          )}
        </>
      )}
    </svg>
  )
}
