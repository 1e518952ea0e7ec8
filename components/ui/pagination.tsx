import Link from 'next/link'
import { buttonClass } from './button-class'

/** Keyset paging: previous and next as links. `summary` says what is shown, e.g. "50 of 2,431 leads". */
export function Pagination({
  previousHref,
  nextHref,
  summary,
  labels,
}: {
  previousHref?: string | null
  nextHref?: string | null
  summary?: string
  labels: { nav: string; previous: string; next: string }
}) {
  if (!previousHref && !nextHref && !summary) return null
  const look = buttonClass({ variant: 'secondary', size: 'sm' })
  return (
    <nav
      aria-label={labels.nav}
      className="flex flex-wrap items-center justify-between gap-2 pt-2.5 text-sm text-muted"
    >
      <span className="figures">{summary}</span>
      {(previousHref || nextHref) && (
        <span className="flex gap-1.5">
          {previousHref && (
            <Link href={previousHref} rel="prev" prefetch={false} className={look}>
              <span aria-hidden="true">←</span> {labels.previous}
            </Link>
          )}
          {nextHref && (
            <Link href={nextHref} rel="next" prefetch={false} className={look}>
              {labels.next} <span aria-hidden="true">→</span>
            </Link>
          )}
        </span>
      )}
    </nav>
  )
}
