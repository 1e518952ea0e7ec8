import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { cx } from '@/components/ui/cx'
import { ChartExport } from './chart-export'

export type ChartTable = {
  columns: readonly { key: string; label: string; align?: 'end' }[]
  rows: readonly { key: string; href?: string; cells: readonly ReactNode[] }[]
}

/**
 * A chart, what it shows, how it is counted, and the table of the same numbers, which is there before and without
 * JavaScript and is what a screen reader reads. `tableOpen` where the numbers matter more than the picture. The menu
 * that saves it as a picture takes title, note and wording from here.
 */
export async function ChartWithTable({
  title,
  note,
  howCounted,
  table,
  tableOpen,
  actions,
  file,
  level = 2,
  children,
}: {
  title: ReactNode
  /** Under the title: the period, the basis. */
  note?: ReactNode
  /** One sentence, or two. */
  howCounted: ReactNode
  table: ChartTable | ReactNode
  tableOpen?: boolean
  actions?: ReactNode
  /** What a saved picture is called, without its ending; none: there is nothing to save (a picture in HTML). */
  file?: string
  level?: 2 | 3
  children: ReactNode
}) {
  const t = await getTranslations('common.chart')
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <figure className="min-w-0 rounded-lg border border-line bg-surface">
      <figcaption className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1 px-4 pt-3">
        <div className="min-w-0">
          <Heading className="text-base font-semibold" data-chart-title="">
            {title}
          </Heading>
          {note != null && (
            <p className="text-xs text-muted" data-chart-note="">
              {note}
            </p>
          )}
        </div>
        <div className="flex min-w-0 flex-wrap items-center gap-1.5" data-print="hide">
          {actions}
          {file !== undefined && (
            <ChartExport
              file={file}
              words={{ save: t('save'), png: t('png'), svg: t('svg'), failed: t('failed') }}
            />
          )}
        </div>
      </figcaption>
      <div className="px-4 pt-2">{children}</div>
      <p className="max-w-3xl px-4 pt-1 pb-3 text-xs text-muted" data-chart-how="">
        {howCounted}
      </p>
      <details open={tableOpen} className="border-t border-line">
        <summary className="px-4 py-2 text-sm text-muted -outline-offset-2 hover:text-ink">
          {t('table')}
        </summary>
        <div className="relative overflow-x-auto px-1 pb-2">
          {isTable(table) ? <NumbersTable table={table} /> : table}
        </div>
      </details>
    </figure>
  )
}

function isTable(table: ChartTable | ReactNode): table is ChartTable {
  return typeof table === 'object' && table !== null && 'columns' in table && 'rows' in table
}

function NumbersTable({ table }: { table: ChartTable }) {
  return (
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
  )
}
