import Link from 'next/link'
import type { ReactNode } from 'react'
import { buttonClass } from './button-class'
import { Kbd } from './kbd'

type Labels = { close: string; previous: string; next: string; openPage: string }

/**
 * A record opened beside its list (`?open=ID`), rendered on the server. On phones it covers the list. J, K and Esc work
 * through ListKeys; previous and next stay inside the list's filter.
 */
export function SidePanel({
  title,
  closeHref,
  previousHref,
  nextHref,
  pageHref,
  labels,
  children,
}: {
  title: ReactNode
  closeHref: string
  previousHref?: string | null
  nextHref?: string | null
  /** The record's own page. */
  pageHref?: string
  labels: Labels
  children: ReactNode
}) {
  const step = (href: string | null | undefined, label: string, sign: string, mark: string) =>
    href ? (
      <Link
        href={href}
        scroll={false}
        prefetch={false}
        aria-label={label}
        title={label}
        {...{ [mark]: '' }}
        className={quietSquare}
      >
        <span aria-hidden="true">{sign}</span>
      </Link>
    ) : (
      <span className={`${quietSquare} opacity-40`} aria-hidden="true">
        {sign}
      </span>
    )
  return (
    <aside
      aria-labelledby="side-panel-title"
      data-side-panel=""
      className="panel-in fixed inset-0 z-30 flex flex-col overflow-hidden bg-surface md:inset-y-0 md:right-0 md:left-auto md:w-[30rem] md:border-l md:border-line md:shadow-lg"
    >
      <header className="flex items-center gap-1 border-b border-line py-2 pr-2 pl-4">
        <h2 id="side-panel-title" className="min-w-0 flex-1 truncate text-lg font-semibold">
          {title}
        </h2>
        {step(previousHref, labels.previous, '↑', 'data-panel-previous')}
        {step(nextHref, labels.next, '↓', 'data-panel-next')}
        {pageHref && (
          <Link
            href={pageHref}
            className={buttonClass({ variant: 'secondary', size: 'sm' }, 'mx-1')}
            data-panel-page=""
          >
            {labels.openPage}
          </Link>
        )}
        <Link
          href={closeHref}
          scroll={false}
          prefetch={false}
          aria-label={labels.close}
          className={quietSquare}
          data-panel-close=""
        >
          <span aria-hidden="true" className="text-lg">
            ×
          </span>
        </Link>
      </header>
      <div className="min-h-0 flex-1 scroll-pb-20 overflow-y-auto px-4 py-4">{children}</div>
      <footer
        className="hidden gap-3 border-t border-line px-4 py-1.5 text-xs text-muted md:flex"
        aria-hidden="true"
      >
        <span>
          <Kbd>J</Kbd> <Kbd>K</Kbd> {labels.next} / {labels.previous}
        </span>
        <span>
          <Kbd>Esc</Kbd> {labels.close}
        </span>
      </footer>
    </aside>
  )
}

const quietSquare = buttonClass({ variant: 'quiet', size: 'sm', square: true })
