/** A sheet of so many rows is somebody's list, however narrow it is; a cover page ends before. */
const LIST_FROM = 20
/** "Made by | Anna" is a line of a cover page; three cells side by side are a row of a table. */
const WIDE = 3

/**
 * Whether the first rows of a sheet that have something in them look like a table, and not like a cover page before it:
 * a title, who made it and when, a note.
 */
export function isTableLike(rows: readonly (readonly string[])[]): boolean {
  if (rows.length >= LIST_FROM) return true
  return rows.filter((cells) => cells.filter((cell) => cell.trim() !== '').length >= WIDE).length >= 2
}
