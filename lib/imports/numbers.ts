/**
 * Amounts in the notations that programs export, exactly: no number here is ever a floating one. Whether 1.000 is one
 * or a thousand is decided by the other amounts of the file, else it is a question.
 */

export const DECIMALS = ['.', ','] as const
export type Decimal = (typeof DECIMALS)[number]

const CURRENCY_WORDS = new Set(
  [...Intl.supportedValuesOf('currency')]
    .map((code) => code.toLowerCase())
    .concat(
      'r$ us$ a$ c$ hk$ nz$ s$ руб руб. р р. грн грн. тг тг. лв лв. kr kr. zł kč ft lei fr fr. rs rs.'.split(
        ' ',
      ),
    ),
)

type Shape = {
  negative: boolean
  /** digits and separators only */
  body: string
  /** the currency's mark, lower-case, "" without one */
  mark: string
}

/** Cuts off sign, currency and all that only groups digits: blanks of any kind and apostrophes. */
function shapeOf(text: string): Shape | null {
  let rest = text.normalize('NFKC').trim()
  let negative = false
  if (/^\(.*\)$/.test(rest)) {
    negative = true
    rest = rest.slice(1, -1).trim()
  }
  const marks: string[] = []
  const leading = /^([-−+]?)\s*([\p{L}\p{Sc}]+\.?)?\s*([-−+]?)\s*(?=[\d.,])/u.exec(rest)
  if (!leading) return null
  if (leading[2]) marks.push(leading[2])
  const signs = `${leading[1]}${leading[3]}`
  if (signs.length > 1 || (signs !== '' && negative)) return null
  if (signs === '-' || signs === '−') negative = true
  rest = rest.slice(leading[0].length)
  const trailing = /\s*([\p{L}\p{Sc}]+\.?)$/u.exec(rest)
  if (trailing?.[1]) {
    marks.push(trailing[1])
    rest = rest.slice(0, trailing.index)
  }
  if (marks.length > 1 || !marks.every(isCurrency)) return null
  if (!/^[\d.,]+(?:[\s'’][\d.,]+)*$/.test(rest)) return null
  if (/[\s'’]/.test(rest) && !/^\d{1,3}(?:[\s'’]\d{3})+(?:[.,]\d*)?$/.test(rest)) return null
  return { negative, body: rest.replace(/[\s'’]/g, ''), mark: (marks[0] ?? '').toLowerCase() }
}

function isCurrency(mark: string): boolean {
  return /^\p{Sc}$/u.test(mark) || CURRENCY_WORDS.has(mark.toLowerCase())
}

const GROUPED = {
  '.': /^[1-9]\d{0,2}(?:,\d{3})+(?:\.\d*)?$|^[1-9]\d?(?:,\d{2})+,\d{3}(?:\.\d*)?$/, // 1,000,000.5 and India's 10,00,000.5
  ',': /^[1-9]\d{0,2}(?:\.\d{3})+(?:,\d*)?$/,
} as const
const UNGROUPED = { '.': /^(?:\d+\.?\d*|\.\d+)$/, ',': /^(?:\d+,?\d*|,\d+)$/ } as const

function fits(body: string, decimal: Decimal): boolean {
  return UNGROUPED[decimal].test(body) || GROUPED[decimal].test(body)
}

export type NumberProblem = 'number' | 'negative' | 'too_precise' | 'too_long'
type Read<T> = { value: T } | { problem: NumberProblem }

function partsOf(text: string, decimal: Decimal): { whole: string; fraction: string } | NumberProblem {
  const shape = shapeOf(text)
  if (!shape || !fits(shape.body, decimal)) return 'number'
  const [whole = '', fraction = ''] = shape.body.replaceAll(decimal === '.' ? ',' : '.', '').split(decimal)
  const digits = { whole: whole.replace(/^0+(?=\d)/, '') || '0', fraction: fraction.replace(/0+$/, '') }
  const isZero = digits.whole === '0' && digits.fraction === ''
  return shape.negative && !isZero ? 'negative' : digits
}

/** The amount with two digits, "R$ 1.000,50" → "1000.50". Not rounded: more than two digits are a problem. */
export function readMoney(text: string, decimal: Decimal): Read<string> {
  const parts = partsOf(text, decimal)
  if (typeof parts === 'string') return { problem: parts }
  if (parts.fraction.length > 2) return { problem: 'too_precise' }
  if (parts.whole.length > 12) return { problem: 'too_long' }
  return { value: `${parts.whole}.${parts.fraction.padEnd(2, '0')}` }
}

/** A whole number of things: "1 000", "12.0". */
export function readCount(text: string, decimal: Decimal): Read<number> {
  const parts = partsOf(text, decimal)
  if (typeof parts === 'string') return { problem: parts }
  if (parts.fraction !== '') return { problem: 'too_precise' }
  if (parts.whole.length > 10 || Number(parts.whole) > 2_147_483_647) return { problem: 'too_long' }
  return { value: Number(parts.whole) }
}

export type NumberQuestion = {
  code: 'ambiguous_decimal' | 'mixed_decimals' | 'mixed_currencies'
  column: string
  example: string
  options: string[]
}

type Evidence = {
  point: string | null
  comma: string | null
  either: string | null
  marks: Map<string, string>
}

/** Sees all amounts of a file, column by column, and says which decimal separator each column has. */
export class NumberDetector {
  private readonly columns = new Map<string, Evidence>()

  see(column: string, text: string): void {
    let seen = this.columns.get(column)
    if (!seen) {
      seen = { point: null, comma: null, either: null, marks: new Map() }
      this.columns.set(column, seen)
    }
    const shape = shapeOf(text)
    if (!shape) return
    if (shape.mark !== '' && seen.marks.size < 2 && !seen.marks.has(shape.mark))
      seen.marks.set(shape.mark, text)
    const asPoint = fits(shape.body, '.')
    const asComma = fits(shape.body, ',')
    if (asPoint && !asComma) seen.point ??= text
    else if (asComma && !asPoint) seen.comma ??= text
    else if (asPoint && isDifferent(shape.body)) seen.either ??= text
  }

  decide(): { decimals: Map<string, Decimal>; questions: NumberQuestion[] } {
    const decimals = new Map<string, Decimal>()
    const questions: NumberQuestion[] = []
    const all = [...this.columns.values()]
    const somePoint = all.some(({ point }) => point !== null)
    const someComma = all.some(({ comma }) => comma !== null)
    for (const [column, { point, comma, either, marks }] of this.columns) {
      const options = [...DECIMALS]
      if (marks.size > 1) {
        const [, example = ''] = marks.values()
        questions.push({ code: 'mixed_currencies', column, example, options: [...marks.keys()] })
      }
      if (point && comma) questions.push({ code: 'mixed_decimals', column, example: comma, options })
      else if (point || comma) decimals.set(column, point ? '.' : ',')
      else if (either === null) decimals.set(column, '.')
      else if (somePoint !== someComma) decimals.set(column, somePoint ? '.' : ',')
      else questions.push({ code: 'ambiguous_decimal', column, example: either, options })
    }
    return { decimals, questions }
  }
}

/** A body that fits both conventions says the same in both only without a separator. */
function isDifferent(body: string): boolean {
  return /[.,]/.test(body)
}
