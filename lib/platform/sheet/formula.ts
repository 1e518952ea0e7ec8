/**
 * Spreadsheets take a cell that begins with one of these for a formula, quotes or not; so does a piece of a cell where
 * the reader's delimiter is another one than ours. A leading apostrophe makes it text (OWASP, CSV injection). What a
 * text began with before can be told from it: reading a file of ours gives back every text as it was.
 */
const DANGEROUS = String.raw`=+\-@\uFF1D\uFF0B\uFF0D\uFF20`
const BEFORE = String.raw`(?:[^\S\t\r\n]|["'])*`
const UNSAFE = new RegExp(`(^|[;\\t\\r\\n])(?=${BEFORE}[${DANGEROUS}])`, 'g')
const SAFE = new RegExp(`(^|[;\\t\\r\\n])'(?=${BEFORE}[${DANGEROUS}])`, 'g')
/** A tab or a line's end before everything else makes some readers look behind it. */
const UNSAFE_START = /^(?='*[\t\r\n])/
const SAFE_START = /^'(?='*[\t\r\n])/

/** The text as one that no spreadsheet takes for a formula. */
export function withoutFormula(text: string): string {
  return text.replace(UNSAFE, "$1'").replace(UNSAFE_START, "'")
}

/** The text before `withoutFormula`. */
export function beforeFormulaGuard(text: string): string {
  return text.includes("'") ? text.replace(SAFE_START, '').replace(SAFE, '$1') : text
}
