/** Whether text from the clipboard is rows of a spreadsheet, rather than a word that belongs into a field. */
export function isPastedTable(text: string): boolean {
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  if (lines.length < 2) return false
  return (
    lines.every((line) => line.includes('\t')) ||
    /[\t;,]/.test(lines[0] ?? '') ||
    lines.some((line) => line.includes('\t'))
  )
}
