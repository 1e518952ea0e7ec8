import Link from 'next/link'
import type { ReactNode } from 'react'
import { cx } from '@/components/ui/cx'
import { SelectPage } from './select-page'
import { type CellFact, type RowColumn, type TableRow, TableRows } from './table-rows'

export type Column<Row> = {
  key: string
  header: ReactNode
  cell: (row: Row) => ReactNode | CellFact
  /** The name that this column sorts by; its header becomes a link. */
  sort?: string
  /** Sorts descending at the first click: dates, amounts. */
  descendingFirst?: boolean
  align?: 'start' | 'end'
  /** A CSS width for the column, e.g. "8rem". The rest share what is left. */
  width?: string
  /** Left out where the list is narrower than some 900 (`lg`) or 1150 pixels (`xl`), e.g. beside a panel (not on phones, where rows are cards; use `card` for that). */
  from?: 'lg' | 'xl'
  /** How it appears in the card of a phone: with its header, without, or not at all. Default `labelled`. */
  card?: 'labelled' | 'bare' | 'none'
  className?: string
}

export type Sorting = {
  current: string | undefined
  href: (sort: string) => string
  ascending: string
  descending: string
}

/**
 * A list rendered on the server. The first column names the row; with `rowHref` its link covers the whole row, so a row
 * is a real link that can be opened in a tab. On phones each row is a card. J and K (ListKeys) move between the links.
 */
export function DataTable<Row>({
  rows,
  columns,
  rowKey,
  rowHref,
  openKey,
  caption,
  sorting,
  empty,
  rowClassName,
  dense = true,
  select,
  minWidth,
}: {
  rows: readonly Row[]
  columns: readonly Column<Row>[]
  rowKey: (row: Row) => string | number
  rowHref?: (row: Row) => string
  /** The row whose panel is open. */
  openKey?: string | number | null
  /** What the table is, for who cannot see it. */
  caption: string
  sorting?: Sorting
  /** Shown instead of the table when there are no rows. */
  empty?: ReactNode
  rowClassName?: (row: Row) => string | undefined
  dense?: boolean
  /** A box before each row, sent with the form of this id as `name`. */
  select?: { form: string; name: string; header: string; label: (row: Row) => string }
  /** Where it does not fit, it scrolls within itself: a CSS width, for many columns (not on phones). */
  minWidth?: string
}) {
  if (rows.length === 0 && empty != null) return <>{empty}</>
  const asRow = (row: Row): TableRow => {
    const key = rowKey(row)
    const open = openKey != null && String(openKey) === String(key)
    return {
      key,
      ...(rowHref && { href: rowHref(row) }),
      ...(open && { open }),
      ...(select && { selectLabel: select.label(row) }),
      className: cx('data-row', open && 'is-open', rowClassName?.(row)),
      cells: Object.fromEntries(columns.map((column) => [column.key, column.cell(row)])),
    }
  }
  return (
    <div className={cx('@container', minWidth && 'md:overflow-x-auto')}>
      <table
        {...role('table')}
        className={cx(
          'data-table w-full text-start text-base md:table-fixed',
          minWidth && 'md:min-w-(--table-width)',
        )}
        style={minWidth ? ({ '--table-width': minWidth } as React.CSSProperties) : undefined}
        data-list=""
      >
        <caption className="sr-only">{caption}</caption>
        <thead {...role('rowgroup')} className="max-md:sr-only">
          <tr {...role('row')}>
            {select && (
              <th {...role('columnheader')} scope="col" className="w-9">
                <SelectPage form={select.form} label={select.header} />
              </th>
            )}
            {columns.map((column) => (
              <HeaderCell key={column.key} column={column} sorting={sorting} />
            ))}
          </tr>
        </thead>
        <TableRows
          columns={columns.map((column, index) => asRowColumn(column, index, dense))}
          rows={rows.map(asRow)}
          {...(select && { select: { form: select.form, name: select.name } })}
        />
      </table>
    </div>
  )
}

function asRowColumn<Row>(column: Column<Row>, index: number, dense: boolean): RowColumn {
  const label = column.card === 'bare' || index === 0 ? undefined : labelOf(column)
  return {
    key: column.key,
    ...(label && { label }),
    className: cx(
      dense ? 'md:h-9' : 'md:h-11',
      index === 0 && 'data-name',
      column.align === 'end' && 'figures md:text-end',
      column.from === 'lg' && 'md:@max-4xl:hidden',
      column.from === 'xl' && 'md:@max-6xl:hidden',
      column.card === 'none' && 'max-md:hidden',
      column.className,
    ),
  }
}

/** Cards on phones change the display of rows, which makes some browsers forget that it is a table: say it. */
function role(name: 'table' | 'rowgroup' | 'row' | 'columnheader') {
  return { role: name }
}

function labelOf<Row>(column: Column<Row>): string | undefined {
  return typeof column.header === 'string' ? column.header : undefined
}

function HeaderCell<Row>({ column, sorting }: { column: Column<Row>; sorting?: Sorting }) {
  const sort = column.sort
  const ascending = sort !== undefined && sorting?.current === sort
  const descending = sort !== undefined && sorting?.current === `-${sort}`
  const next = !sort
    ? ''
    : ascending
      ? `-${sort}`
      : descending
        ? sort
        : column.descendingFirst
          ? `-${sort}`
          : sort
  return (
    <th
      {...role('columnheader')}
      scope="col"
      aria-sort={ascending ? 'ascending' : descending ? 'descending' : undefined}
      style={column.width ? { width: column.width } : undefined}
      className={cx(
        column.align === 'end' && 'text-end',
        column.from === 'lg' && 'md:@max-4xl:hidden',
        column.from === 'xl' && 'md:@max-6xl:hidden',
      )}
    >
      {sort && sorting ? (
        <Link
          href={sorting.href(next)}
          scroll={false}
          prefetch={false}
          className="rounded-sm hover:text-ink hover:underline"
        >
          {column.header}
          {(ascending || descending) && (
            <span title={ascending ? sorting.ascending : sorting.descending}>
              <span aria-hidden="true">{ascending ? ' ↑' : ' ↓'}</span>
            </span>
          )}
        </Link>
      ) : (
        column.header
      )}
    </th>
  )
}
