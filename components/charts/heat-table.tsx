import Link from 'next/link'
import type { ReactNode } from 'react'
import { cx } from '@/components/ui/cx'

export type HeatCell = {
  /** "23 %" */
  text: string
  /** under it: "312 / 1,334" */
  small?: string
  /** 0 to 1: how strong the ground is; null: too few or too young to be compared, so it has none */
  level: number | null
  /** said after the cell's words to who hears it: "too young" */
  said?: string
  /** not all of its leads have had their time */
  young?: boolean
  href?: string
}

type HeatRow = {
  key: string
  label: ReactNode
  href?: string
  /** one for each of `facts` */
  facts: readonly ReactNode[]
  /** null: not yet */
  cells: readonly (HeatCell | null)[]
}

/**
 * A table whose cells are tinted by their value. HTML only: each cell is a number and a link to what it counts, the tint
 * only shows where to look. `facts` are columns without a tint beside the names: the base, what is under way.
 */
export function HeatTable({
  caption,
  corner,
  facts,
  columns,
  rows,
}: {
  caption: string
  corner: ReactNode
  facts: readonly { key: string; label: ReactNode }[]
  columns: readonly { key: string; label: ReactNode }[]
  rows: readonly HeatRow[]
}) {
  return (
    <table className="figures text-sm print:text-2xs">
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr className="text-xs text-muted [&_th]:px-2 [&_th]:py-1.5 [&_th]:text-end [&_th]:align-bottom [&_th]:font-medium [&_th:first-child]:text-start print:[&_th]:px-1">
          <th scope="col" className="sticky left-0 bg-surface">
            {corner}
          </th>
          {[...facts, ...columns].map(({ key, label }) => (
            <th key={key} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key} className="border-t border-line">
            <th
              scope="row"
              className="sticky left-0 bg-surface px-2 py-1 text-start font-medium whitespace-nowrap text-ink"
            >
              {row.href ? (
                <Link href={row.href} prefetch={false} className="hover:underline">
                  {row.label}
                </Link>
              ) : (
                row.label
              )}
            </th>
            {row.facts.map((fact, index) => (
              <td key={facts[index]?.key} className="px-2 py-1 text-end">
                {fact}
              </td>
            ))}
            {row.cells.map((cell, index) => (
              <td key={columns[index]?.key} className="p-px text-end">
                {cell && <Tinted cell={cell} />}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** At the strongest the ink still stands out by 4.5 to 1. */
const STRONGEST = 42

function Tinted({ cell: { text, small, level, said, young, href } }: { cell: HeatCell }) {
  const look = cx(
    'block min-w-14 rounded-sm px-1.5 py-1 leading-tight text-ink print:min-w-0 print:px-0.5 print:text-2xs',
    young && 'border border-dashed border-line-strong text-muted',
    href && 'hover:outline-2 hover:outline-line-strong',
  )
  const ground =
    level === null || young
      ? undefined
      : {
          background: `color-mix(in oklab, var(--color-accent) ${Math.round(
            Math.min(1, Math.max(0, level)) * STRONGEST,
          )}%, transparent)`,
        }
  const words = (
    <>
      <span className={cx('block', !young && 'font-medium')}>{text}</span>
      {small && <span className={cx('block text-2xs', young ? 'text-muted' : 'text-body')}>{small}</span>}
      {said && <span className="sr-only"> {said}</span>}
    </>
  )
  return href ? (
    <Link href={href} prefetch={false} className={look} style={ground}>
      {words}
    </Link>
  ) : (
    <span className={look} style={ground}>
      {words}
    </span>
  )
}
