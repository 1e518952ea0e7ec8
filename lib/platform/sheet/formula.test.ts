import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { beforeFormulaGuard, withoutFormula } from './formula'

const nasty = fc.string({
  unit: fc.constantFrom(
    '=',
    '+',
    '-',
    '@',
    "'",
    '"',
    '\t',
    '\r',
    '\n',
    ';',
    ',',
    ' ',
    '\u00a0',
    '＝',
    '1',
    'a',
    'я',
    '🍕',
  ),
  maxLength: 12,
})

describe('a text that a spreadsheet could take for a formula', () => {
  test.each([
    ['=1+1', "'=1+1"],
    ['+49 30 1', "'+49 30 1"],
    [' "=1', `' "=1`],
    ['x;@a', "x;'@a"],
    ['\n\n=1', "'\n\n'=1"],
    ["'=1", "''=1"],
    ["'\tx", "''\tx"],
    ["it's", "it's"],
    ['a-b', 'a-b'],
  ])('%j leaves as %j', (text, safe) => {
    expect(withoutFormula(text)).toBe(safe)
    expect(beforeFormulaGuard(safe)).toBe(text)
  })

  test('begins no cell, however the reader splits, and comes back as it was', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const safe = withoutFormula(text)
        for (const piece of safe.split(/[;\t\r\n]/)) expect(piece).not.toMatch(/^[\s"]*[=+\-@＝]/)
        expect(beforeFormulaGuard(safe)).toBe(text)
      }),
      { seed: 20_261_124, numRuns: 3000 },
    )
  })
})
