/**
 * A table on its way out of the house: what the columns are, not only what they look like, so that a number leaves as a
 * number. Written as CSV (./csv) or as a workbook (./xlsx).
 */
export type Kind =
  | 'text'
  /** a number that names something: nothing is added up, and no thousands are parted */
  | 'id'
  | 'count'
  /** of 1: 0.25 is a quarter */
  | 'share'
  /** a multiple, which may exceed 1 and is no share */
  | 'ratio'
  /** a decimal string with two digits, as the database gives it */
  | 'money'
  | 'days'
  | 'hours'
  /** `YYYY-MM-DD` */
  | 'date'
  /** `YYYY-MM-DDTHH:MM` of a clock on the wall */
  | 'time'
  | 'link'

export type Plain = string | number | null

/** A cell of its own kind: where one column holds KPIs in days, in money and in shares. */
export type OwnKind = { value: Plain; kind: Kind }

export type Cell = Plain | OwnKind

export type Column<Key extends string = string> = { key: Key; header: string; kind: Kind }

export type Row<Key extends string = string> = Readonly<Partial<Record<Key, Cell>>>

export type Sheet<Key extends string = string> = {
  /** what the table is called, on the tab of the workbook */
  name: string
  columns: readonly Column<Key>[]
  rows: readonly Row<Key>[]
  /** those after `rows`, read as they are written: for lists of any length */
  more?: AsyncIterable<readonly Row<Key>[]>
  /** which days, which basis, how it is counted: what somebody must know who was not there */
  notes: readonly string[]
}

/** More rows than anybody reads; what is longer is cut and says so. */
export const MAX_ROWS = 10_000

/** The value and its kind, each cell for itself. Anything but a finite number is no number. */
export function cellOf(column: Column, row: Row): OwnKind {
  const cell = row[column.key] ?? null
  const { value, kind } =
    typeof cell === 'object' && cell !== null ? cell : { value: cell, kind: column.kind }
  return { value: typeof value === 'number' && !Number.isFinite(value) ? null : value, kind }
}

export function isText(kind: Kind): boolean {
  return kind === 'text' || kind === 'link'
}
