import { describe, expect, it } from 'vitest'
import { hasRows, isPastedTable } from './pasted'
import { sourceNameOf } from './source-name'

describe('isPastedTable', () => {
  it.each([
    ['name\tmail\nAnn\ta@b.co', true],
    ['name\tmail\r\nAnn\ta@b.co\r\n', true],
    ['name\tmail\rAnn\ta@b.co', true],
    ['name\tmail', false],
    ['a sentence, with a comma\nand another one', false],
    ['a@b.co\nc@d.co', false],
    ['one\ttab\nin\na long\ntext', false],
    ['', false],
  ])('%j: %s', (text, expected) => {
    expect(isPastedTable(text)).toBe(expected)
  })

  it('asks for two lines of what is handed over on purpose', () => {
    expect(hasRows('a@b.co\nc@d.co')).toBe(true)
    expect(hasRows('a@b.co\n\n')).toBe(false)
  })
})

describe('sourceNameOf', () => {
  it.each([
    ['scanner_2026-11-22.csv', 'scanner'],
    ['Leads Form (3).xlsx', 'Leads Form'],
    ['costs-03.2026.csv', 'costs 03.2026'],
    ['выгрузка_22.11.2026.csv', 'выгрузка'],
    ['20261122.csv', '20261122.csv'],
    [`${'x'.repeat(200)}.csv`, 'x'.repeat(80)],
  ])('%s is a file of “%s”', (fileName, name) => {
    expect(sourceNameOf(fileName)).toBe(name)
  })
})
