'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { GradeBadge, type GradeName } from '@/components/ui/grade-badge'
import { type LeadStatusName, StatusBadge } from '@/components/ui/status-badge'

/** What a cell says, as data: some bytes where an element with its classes would be sent twice. */
export type CellFact =
  | { text: string | null }
  | { status: LeadStatusName; label: string }
  | { grade: GradeName; label: string }
  | { at: string; title: string; words: string }

export type TableRow = {
  key: string | number
  href?: string
  open?: boolean
  className?: string
  selectLabel?: string
  /** by the key of the column; in an array React would ask each element for a key of its own */
  cells: Record<string, ReactNode | CellFact>
}

export type RowColumn = { key: string; label?: string; className: string }

/**
 * The rows of a list. A client component although nothing in it moves: so the page carries the facts of its rows once,
 * and not every element a second time (measured: a list page costs a third less).
 */
export function TableRows({
  columns,
  rows,
  select,
}: {
  columns: readonly RowColumn[]
  rows: readonly TableRow[]
  /** a box before each row, sent with this form under this name */
  select?: { form: string; name: string }
}) {
  return (
    // Cards on phones change the display of rows, which makes some browsers forget that it is a table: say it.
    <tbody {...role('rowgroup')}>
      {rows.map((row) => (
        <tr
          // before what is spread: behind it, React takes the cells for a list and asks each for a key
          key={row.key}
          {...role('row')}
          data-row={row.key}
          aria-current={row.open || undefined}
          className={row.className}
        >
          {select && (
            <td {...role('cell')} className="data-select">
              <input
                type="checkbox"
                form={select.form}
                name={select.name}
                value={row.key}
                aria-label={row.selectLabel}
                className="size-4 align-middle accent-accent pointer-coarse:size-5"
              />
            </td>
          )}
          {columns.map((column, index) => (
            <td
              key={column.key}
              {...role(index === 0 ? 'rowheader' : 'cell')}
              data-label={column.label}
              className={column.className}
            >
              {index === 0 && row.href ? (
                <Link href={row.href} scroll={false} prefetch={false} data-row-link="" className="row-link">
                  <Cell value={row.cells[column.key]} />
                </Link>
              ) : (
                <Cell value={row.cells[column.key]} />
              )}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}

function role(name: 'rowgroup' | 'row' | 'cell' | 'rowheader') {
  return { role: name }
}

function Cell({ value }: { value: ReactNode | CellFact }) {
  if (!isFact(value)) return value
  if ('status' in value) return <StatusBadge status={value.status} label={value.label} bare />
  if ('grade' in value) return <GradeBadge grade={value.grade} label={value.label} bare />
  if ('at' in value) {
    return (
      <time dateTime={value.at} title={value.title} className="figures whitespace-nowrap">
        {value.words}
      </time>
    )
  }
  return value.text ? (
    <span className="cell-text">{value.text}</span>
  ) : (
    <span className="nothing text-muted">—</span>
  )
}

function isFact(value: ReactNode | CellFact): value is CellFact {
  if (typeof value !== 'object' || value === null) return false
  return 'text' in value || 'label' in value || 'words' in value
}
