import Link from 'next/link'
import type { ReactNode } from 'react'

/** The top of a page: one h1, what it is about, and its one or two main steps. */
export function PageHeader({
  title,
  meta,
  back,
  actions,
  children,
}: {
  title: ReactNode
  /** Quiet words beside the title: a count, a period. */
  meta?: ReactNode
  back?: { href: string; label: string }
  actions?: ReactNode
  /** Under the title: tabs, an explanation. */
  children?: ReactNode
}) {
  return (
    <header className="mb-3 flex flex-col gap-2">
      {back && (
        <Link
          href={back.href}
          className="w-fit text-sm text-muted hover:text-ink hover:underline"
          data-print="hide"
        >
          <span aria-hidden="true">← </span>
          {back.label}
        </Link>
      )}
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <div className="flex min-w-0 flex-wrap items-baseline gap-x-3">
          <h1 className="text-xl font-semibold">{title}</h1>
          {meta != null && <span className="figures text-base text-muted">{meta}</span>}
        </div>
        {actions != null && (
          <div className="flex flex-wrap items-center gap-2" data-print="hide">
            {actions}
          </div>
        )}
      </div>
      {children}
    </header>
  )
}
