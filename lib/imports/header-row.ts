/**
 * Where the column names stand, counting the rows of a file from 1: in the first row that is about as full as the rows
 * below it usually are. What is above, such as a title, a date, an empty row, fills a cell or two.
 */
export function proposeHeaderRow(rows: readonly (readonly string[])[], maximum: number): number {
  const filled = rows.map((cells) => cells.filter((cell) => cell.trim() !== '').length)
  const usual = upperQuartile(filled.filter((count) => count > 0))
  const enough = Math.max(1, Math.ceil(usual * 0.6))
  const at = filled.slice(0, maximum).findIndex((count) => count >= enough)
  return at === -1 ? 1 : at + 1
}

/** Data leave cells empty, a header hardly ever does. */
function upperQuartile(counts: number[]): number {
  const sorted = counts.sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length * 0.75)] ?? 1
}
