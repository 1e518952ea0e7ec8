import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Decimal, NumberDetector, readCount, readMoney } from './numbers'

fc.configureGlobal({ seed: 20_261_122 })

const NBSP = '\u00a0'
const NARROW = '\u202f'

describe('readMoney', () => {
  test.each<[string, Decimal, string]>([
    ['1234.5', '.', '1234.50'],
    ['30000.0', '.', '30000.00'],
    ['0.0', '.', '0.00'],
    ['1,234.50', '.', '1234.50'],
    ['1,234,567', '.', '1234567.00'],
    ['10,00,000.50', '.', '1000000.50'],
    ['1.234,50', ',', '1234.50'],
    ['R$ 1.000,50', ',', '1000.50'],
    [`R$${NBSP}1.000,50`, ',', '1000.50'],
    [`1${NBSP}000,50${NBSP}₽`, ',', '1000.50'],
    [`1${NARROW}000,50 €`, ',', '1000.50'],
    ['1 000 руб.', ',', '1000.00'],
    ['1’000.50', '.', '1000.50'],
    ["CHF 1'000'000", '.', '1000000.00'],
    ['USD 5', '.', '5.00'],
    ['5 eur', '.', '5.00'],
    ['$5', '.', '5.00'],
    ['１２３．５', '.', '123.50'],
    ['007', '.', '7.00'],
    ['.5', '.', '0.50'],
    ['5.', '.', '5.00'],
    ['+5', '.', '5.00'],
    ['-0.00', '.', '0.00'],
    ['1.500000', '.', '1.50'],
    ['999999999999.99', '.', '999999999999.99'],
    ['0.07', '.', '0.07'],
  ])('%j with %j is %s', (text, decimal, value) => {
    expect(readMoney(text, decimal)).toEqual({ value })
  })

  test.each<[string, Decimal, string]>([
    ['1,5', '.', 'number'],
    ['1.5', ',', 'number'],
    ['1,234.50', ',', 'number'],
    ['1.2.3', '.', 'number'],
    ['1,23,4', '.', 'number'],
    ['0,500', '.', 'number'],
    ['1 00', '.', 'number'],
    ['12 34 567', '.', 'number'],
    ['1.5k', '.', 'number'],
    ['5 млн', '.', 'number'],
    ['5 apples', '.', 'number'],
    ['$5 €', '.', 'number'],
    ['1e5', '.', 'number'],
    ['1e309', '.', 'number'],
    ['0x10', '.', 'number'],
    ['NaN', '.', 'number'],
    ['∞', '.', 'number'],
    ['', '.', 'number'],
    ['.', '.', 'number'],
    ['--5', '.', 'number'],
    ['5\u0000', '.', 'number'],
    ['-5', '.', 'negative'],
    ['−5', '.', 'negative'],
    ['$ -5', '.', 'negative'],
    ['(5.00)', '.', 'negative'],
    ['0.001', '.', 'too_precise'],
    ['1000000000000', '.', 'too_long'],
  ])('%j with %j: %s', (text, decimal, problem) => {
    expect(readMoney(text, decimal)).toEqual({ problem })
  })

  test('never gains or loses a cent', () => {
    const grouped = (whole: string, by: string) => whole.replace(/\B(?=(\d{3})+$)/g, by)
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 14n - 1n }),
        fc.constantFrom(...(['.', ','] as const)),
        fc.constantFrom('', ' ', NBSP, NARROW, "'", '’', 'other'),
        fc.constantFrom('', 'R$ ', '€', 'EUR '),
        (cents, decimal, group, mark) => {
          const digits = String(cents).padStart(3, '0')
          const [whole, fraction] = [digits.slice(0, -2), digits.slice(-2)]
          const by = group === 'other' ? (decimal === '.' ? ',' : '.') : group
          expect(readMoney(`${mark}${grouped(whole, by)}${decimal}${fraction}`, decimal)).toEqual({
            value: `${whole}.${fraction}`,
          })
        },
      ),
    )
  })
})

test.each([
  ['1 000', '.', { value: 1000 }],
  ['1,000', '.', { value: 1000 }],
  ['1.000', ',', { value: 1000 }],
  ['12.0', '.', { value: 12 }],
  ['12.5', '.', { problem: 'too_precise' }],
  ['-1', '.', { problem: 'negative' }],
  ['2147483647', '.', { value: 2_147_483_647 }],
  ['2147483648', '.', { problem: 'too_long' }],
  ['many', '.', { problem: 'number' }],
] as const)('the count %j with %j is %j', (text, decimal, expected) => {
  expect(readCount(text, decimal)).toEqual(expected)
})

describe('NumberDetector', () => {
  function detect(columns: Record<string, string[]>) {
    const detector = new NumberDetector()
    for (const [column, values] of Object.entries(columns))
      for (const value of values) detector.see(column, value)
    return detector.decide()
  }

  test.each<[string[], Decimal]>([
    [['1.5'], '.'],
    [['1,5'], ','],
    [['1,234.5'], '.'],
    [['1.234,5'], ','],
    [['1,234,567'], '.'],
    [['1.234.567'], ','],
    [['1234.567'], '.'],
    [['0.500'], '.'],
    [['0,500'], ','],
    [['1 000.500'], '.'],
    [['1.000', '2.50'], '.'],
    [['1.000', '2,50'], ','],
    [['0.0', '30000.0'], '.'],
    [['100', '2000'], '.'],
    [['n/a', ''], '.'],
    [[], '.'],
  ])('%j has %j', (values, decimal) => {
    const { decimals, questions } = detect({ a: ['1', ...values] })
    expect(questions).toEqual([])
    expect(decimals.get('a')).toBe(decimal)
  })

  test('a thousand or one is asked, unless another column says', () => {
    expect(detect({ a: ['1.000', '25.000'] }).questions).toEqual([
      { code: 'ambiguous_decimal', column: 'a', example: '1.000', options: ['.', ','] },
    ])
    expect(detect({ a: ['1,000'] }).questions).toHaveLength(1)
    expect(detect({ a: ['1.000'], b: ['3,5'] }).decimals.get('a')).toBe(',')
    expect(detect({ a: ['1.000'], b: ['3,5'], c: ['3.5'] }).questions).toMatchObject([{ column: 'a' }])
  })

  test('both conventions in one column are asked about', () => {
    expect(detect({ a: ['1.5', '1,5'] }).questions).toEqual([
      { code: 'mixed_decimals', column: 'a', example: '1,5', options: ['.', ','] },
    ])
  })

  test('two currencies in one column are asked about', () => {
    expect(detect({ a: ['$5', '5', '€6', '£7'] }).questions).toEqual([
      { code: 'mixed_currencies', column: 'a', example: '€6', options: ['$', '€'] },
    ])
    expect(detect({ a: ['$5'], b: ['€6'] }).questions).toEqual([])
  })

  test('whatever it decides reads every amount of the column as it was written', () => {
    const cents = fc.array(fc.integer({ min: 0, max: 100_000_000 }), { minLength: 1, maxLength: 10 })
    fc.assert(
      fc.property(
        cents,
        fc.constantFrom('en-US', 'de-DE', 'ru-RU', 'pt-BR', 'de-CH'),
        fc.boolean(),
        (amounts, locale, round) => {
          const format = new Intl.NumberFormat(locale, {
            minimumFractionDigits: round ? 0 : 2,
            maximumFractionDigits: round ? 0 : 2,
          })
          const whole = amounts.map((amount) => (round ? amount - (amount % 100) : amount))
          const values = whole.map((amount) => format.format(amount / 100))
          const { decimals, questions } = detect({ a: values })
          if (questions.length > 0) {
            expect(round).toBe(true)
            return
          }
          const expected = whole.map((amount) => ({ value: (amount / 100).toFixed(2) }))
          expect(values.map((value) => readMoney(value, decimals.get('a') ?? '.'))).toEqual(expected)
        },
      ),
    )
  })
})
