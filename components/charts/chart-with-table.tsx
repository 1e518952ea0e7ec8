import Link from 'next/link'
import type { ReactNode } from 'react'
import { cx } from '@/components/ui/cx'
import { Explain } from '@/components/ui/explain'

export type ChartTable = {
  columns: readonly { key: string; label: string; align?: 'end' }[]
  rows: readonly { key: string; href?: string; cells: readonly ReactNode[] }[]
}

/**
 * A chart, what it shows, how it is counted, and the table of the same numbers, which is there before and without
 * JavaScript and is what a screen reader reads. `tableOpen` where the numbers matter more than the picture.
 */
export function ChartWithTable({
  title,
  note,
  howCounted,
  table,
  tableOpen,
  labels,
  actions,
  children,
}: {
  title: ReactNode
  /** Under the title: the period, the basis. */
  note?: ReactNode
  howCounted: ReactNode
  table: ChartTable
  tableOpen?: boolean
  labels: { table: string; howCounted: string }
  actions?: ReactNode
  children: ReactNode
}) {
  return (
    <figure className="min-w-0 rounded-lg border border-line bg-surface">
      <figcaption className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1 px-4 pt-3">
        <div>
          <h2 className="flex items-center gap-2 text-base font-semibold">
            {title}
            <Explain label={labels.howCounted}>{howCounted}</Explain>
          </h2>
          {note != null && <p className="text-xs text-muted">{note}</p>}
        </div>
        {actions != null && (
          <div className="flex gap-1.5" data-print="hide">
            {actions}
          </div>
        )}
      </figcaption>
      <div className="px-4 pt-2 pb-3">{children}</div>
      <p className="hidden px-4 pb-2 text-xs text-muted print:block">{howCounted}</p>
      <details open={tableOpen} className="border-t border-line">
        <summary className="px-4 py-2 text-sm text-muted -outline-offset-2 hover:text-ink">
          {labels.table}
        </summary>
        <div className="overflow-x-auto px-1 pb-2">
          <table className="figures w-full text-sm">
            <thead>
              <tr>
                {table.columns.map((column) => (
                  <th
                    key={column.key}
                    scope="col"
                    className={cx(
                      'h-7 px-3 text-xs font-medium text-muted',
                      column.align === 'end' ? 'text-end' : 'text-start',
                    )}
                  >
                    {column.label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row) => (
                <tr key={row.key} className="border-t border-line">
                  {row.cells.map((cell, index) => {
                    const column = table.columns[index]
                    if (!column) return null
                    if (index > 0) {
                      return (
                        <td key={column.key} className={cx('h-8 px-3', column.align === 'end' && 'text-end')}>
                          {cell}
                        </td>
                      )
                    }
                    return (
                      <th key={column.key} scope="row" className="h-8 px-3 text-start font-medium text-ink">
                        {row.href ? (
                          <Link href={row.href} prefetch={false} className="hover:underline">
                            {cell}
                          </Link>
                        ) : (
                          cell
                        )}
                      </th>
                    )
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  )
}
