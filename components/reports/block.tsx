import type { ReactNode } from 'react'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { Summary } from '@/lib/reports/summary'

export type PartProps = { facts: Summary; format: Formatter }

/** A part of the page: a heading over a line, and no box around it. */
export function Block({ title, note, children }: { title: string; note?: ReactNode; children: ReactNode }) {
  return (
    <section className="min-w-0" data-print="together">
      <header className="flex flex-wrap items-baseline justify-between gap-x-3 border-b border-line-strong pb-1">
        <h2 className="text-base font-semibold">{title}</h2>
        {note && <p className="text-xs text-muted">{note}</p>}
      </header>
      {children}
    </section>
  )
}
