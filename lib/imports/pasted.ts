const linesOf = (text: string) => text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')

/** Whether text from the clipboard is rows of a spreadsheet, rather than words that belong into a field. */
export function isPastedTable(text: string): boolean {
  const lines = linesOf(text)
  return lines.length > 1 && lines.filter((line) => line.includes('\t')).length > lines.length / 2
}

/** Whether there is a header and a row at least, however its cells are separated. */
export function hasRows(text: string): boolean {
  return linesOf(text).length > 1
}
