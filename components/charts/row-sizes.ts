/** Heights that a chart's room is kept with before the canvas is there; the canvas draws by the same. */

/** Under the marks: the axis and the line in words. */
export const AXIS_HEIGHT = 24
export const SAID_HEIGHT = 24

export type RowSizes = { narrow: number; wide: number }

export const INTERVAL_ROW: RowSizes = { narrow: 64, wide: 44 }
export const SHARE_ROW: RowSizes = { narrow: 56, wide: 40 }
export const FUNNEL_ROW: RowSizes = { narrow: 60, wide: 48 }

/** A line of a legend. */
export const SHARES_LEGEND = 24

export function boxOf(row: RowSizes, rows: number, extra: number): RowSizes {
  return { narrow: rows * row.narrow + extra, wide: rows * row.wide + extra }
}

/** With axis, and the line in words; without legend. */
export const LINE_HEIGHT: RowSizes = { narrow: 280, wide: 320 }
export const LINE_LEGEND = 20

/** The heads of the columns beside a funnel's bars. */
export const FUNNEL_HEAD = 24
