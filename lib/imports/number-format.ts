/**
 * What a cell of a workbook says as text: a workbook keeps dates as numbers of days and percentages as fractions, and only
 * the number format tells them from other numbers.
 */

export type NumberKind =
  | { kind: 'plain' }
  | { kind: 'percent' }
  | { kind: 'time' }
  | { kind: 'date' }
  /** a number that is written with so many digits: 00501 */
  | { kind: 'padded'; digits: number }

const PLAIN: NumberKind = { kind: 'plain' }

/** The formats that every workbook has without saying so (ECMA-376, 18.8.30), the East Asian ones included. */
export function builtInKind(id: number): NumberKind {
  if ((id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58))
    return { kind: 'date' }
  if ((id >= 18 && id <= 21) || (id >= 45 && id <= 47)) return { kind: 'time' }
  return id === 9 || id === 10 ? { kind: 'percent' } : PLAIN
}

/** The kind that a format code amounts to, by its part for positive numbers. */
export function kindOf(code: string): NumberKind {
  const bare = code
    .replaceAll(/"[^"]*"?|\\.|_.|\*./gs, '')
    .replaceAll(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '')
    .split(';', 1)
    .join('')
  if (/^0{2,}$/.test(bare)) return { kind: 'padded', digits: bare.length }
  if (/general/i.test(bare)) return PLAIN
  const letters = bare.toLowerCase()
  if (/[dy]/.test(letters.replaceAll(/am\/pm|a\/p/g, ''))) return { kind: 'date' }
  if (/[hs]/.test(letters)) return { kind: 'time' }
  if (letters.includes('m')) return { kind: 'date' }
  return bare.includes('%') ? { kind: 'percent' } : PLAIN
}

/** `raw` as the file has it. What is no number is kept as it is. */
export function numberText(raw: string, format: NumberKind, is1904: boolean): string {
  const value = Number(raw)
  if (raw.trim() === '' || !Number.isFinite(value)) return raw.trim()
  switch (format.kind) {
    case 'date':
      return dateText(value, is1904) ?? plain(raw, value)
    case 'time':
      return value >= 1 ? (dateText(value, is1904) ?? plain(raw, value)) : clock(Math.round(value * DAY))
    case 'percent':
      return `${decimal(value * 100)}%`
    case 'padded':
      return /^\d+$/.test(raw) ? raw.padStart(format.digits, '0') : plain(raw, value)
    case 'plain':
      return plain(raw, value)
  }
}

const DAY = 86_400
const LAST_DAY = 2_958_465

/** `YYYY-MM-DD`, with the time of day where there is one; null for what is no day of Excel's calendar. */
function dateText(serial: number, is1904: boolean): string | null {
  const seconds = Math.round(serial * DAY)
  const day = Math.floor(seconds / DAY)
  if (day < (is1904 ? 0 : 1) || day > LAST_DAY) return null
  // Excel has a 29 February 1900, which there never was; days before it are counted from a day later.
  const before = is1904 ? 24_107 : day < 60 ? 25_568 : 25_569
  const date = new Date((day - before) * DAY * 1000).toISOString().slice(0, 10)
  const rest = seconds - day * DAY
  return rest === 0 ? date : `${date} ${clock(rest)}`
}

function clock(seconds: number): string {
  const two = (number: number) => String(Math.floor(number)).padStart(2, '0')
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** All digits of a whole number; of others the fifteen that Excel keeps, without what binary fractions add. */
function plain(raw: string, value: number): string {
  return /^-?\d{1,17}$/.test(raw) ? raw : decimal(value)
}

function decimal(value: number): string {
  const rounded = Number(value.toPrecision(15))
  const text = String(rounded)
  const written = /e/i.test(text) && Math.abs(rounded) < 1e21 ? rounded.toFixed(20).replace(/0+$/, '') : text
  // Three digits behind the point could be taken for a thousand's; a number knows that they are not.
  return /^-?\d{1,3}\.\d{3}$/.test(written) ? `${written}0` : written
}
