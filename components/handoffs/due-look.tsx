import { cx } from '@/components/ui/cx'
import type { Due } from './due'

const inks: Record<Due['kind'], string> = {
  late: 'text-danger-ink font-semibold',
  soon: 'text-warn-ink',
  later: 'text-muted',
  paused: 'text-muted',
}

/** The look of a clock: a shape, and its words. */
export function DueLook({ due, className }: { due: Due; className?: string }) {
  return (
    <span
      title={due.title}
      className={cx(
        'figures inline-flex items-center gap-1 text-sm whitespace-nowrap',
        inks[due.kind],
        className,
      )}
    >
      <DueShape due={due.kind} />
      {due.words}
    </span>
  )
}

/** Told apart without colour: an exclamation in a filled square, a half-run clock, a clock, two bars. */
function DueShape({ due }: { due: Due['kind'] }) {
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
