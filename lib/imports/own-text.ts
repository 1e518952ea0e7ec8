/** Shorter ones are no slices. */
const SLICED_FROM = 13

/**
 * A piece of a longer text as a text of its own. A slice keeps in memory what it was cut from: whoever remembers one cell
 * in each piece of a file would remember the file.
 */
export function ownText(text: string): string {
  return text.length < SLICED_FROM ? text : (JSON.parse(JSON.stringify(text)) as string)
}
