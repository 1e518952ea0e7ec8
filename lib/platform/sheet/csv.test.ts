import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { csvOf, csvParts } from './csv'
import { beforeFormulaGuard } from './formula'
import type { Kind, Plain, Sheet } from './sheet'

function sheetOf(kind: Kind, ...values: Plain[]): Sheet {
  return {
    name: 'Test',
    columns: [
      { key: 'name', header: 'Name', kind: 'text' },
      { key: 'value', header: 'Value', kind },
    ],
    rows: values.map((value, index) => ({ name: `row ${index}`, value })),
    notes: ['not in the file'],
  }
}

/** Read by a parser that shares no code with the writer. */
function cells(text: string, delimiter = ','): string[] {
  const { data, errors } = Papa.parse<string[]>(text.replace(/^\uFEFF/, ''), {
    delimiter,
    skipEmptyLines: true,
  })
  if (delimiter === ',') expect(errors).toEqual([])
  return delimiter === ',' ? data.slice(1).map((row) => row[1] ?? '') : data.flat()
}

describe('a sheet as CSV', () => {
  it('begins with the mark of UTF-8, ends its lines as RFC 4180 says, and has the table only', () => {
    expect(csvOf(sheetOf('count', 5))).toBe('\uFEFFName,Value\r\nrow 0,5\r\n')
  })

  it.each([
    'plain',
    'ünï, "quoted"\nand broken',
    'Отказ; слишком рано',
    ' with blanks ',
    'a,b',
    "it's",
    '3 - 4',
    'a-b@c.example',
  ])('keeps %j as it is', (text) => {
    expect(cells(csvOf(sheetOf('text', text)))).toEqual([text])
  })

  it.each([
    `=cmd|' /C calc'!A0`,
    '+49 30 1234',
    '-1+1',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '\tplain',
    ' =1+1',
    '"=1+1',
    '\uFF1D1+1',
  ])('lets no formula begin in %j', (text) => {
    const [found = ''] = cells(csvOf(sheetOf('text', text)))
    expect(found.startsWith("'")).toBe(true)
    expect(beforeFormulaGuard(found)).toBe(text)
  })

  it('lets none begin where a reader splits at semicolons, tabs or lines either', () => {
    const text = csvOf(sheetOf('text', 'x;=HYPERLINK("http://a")', 'x\t@SUM(1)', 'x\n=1', 'x\r\n"-1'))
    for (const delimiter of [';', '\t']) {
      for (const cell of cells(text, delimiter)) expect(cell).not.toMatch(/^[\s"]*[=+@-]/)
    }
  })

  it('makes a header safe as well', () => {
    const sheet = sheetOf('count', 1)
    const [name] = sheet.columns
    if (!name) throw new Error('no column')
    expect(csvOf({ ...sheet, columns: [{ ...name, header: '=1' }] })).toContain("'=1\r\n")
  })

  it('keeps numbers numbers, negative ones too; what is no number is empty', () => {
    expect(cells(csvOf(sheetOf('money', '-12.50', '1234567.00', null)))).toEqual(['-12.50', '1234567.00', ''])
    expect(cells(csvOf(sheetOf('share', 0.25, Number.NaN, Number.POSITIVE_INFINITY)))).toEqual([
      '0.25',
      '',
      '',
    ])
  })

  it('takes the kind of a cell before that of its column', () => {
    const sheet = sheetOf('count')
    const rows = [{ name: 'a', value: { value: '=1', kind: 'text' as const } }]
    expect(cells(csvOf({ ...sheet, rows }))).toEqual(["'=1"])
  })

  it('is the same in pieces', async () => {
    const sheet = sheetOf('text', 'a', 'b', 'c')
    async function* rest() {
      yield sheet.rows.slice(1, 2)
      yield sheet.rows.slice(2)
    }
    let text = ''
    for await (const part of csvParts({ ...sheet, rows: sheet.rows.slice(0, 1), more: rest() })) text += part
    expect(text).toBe(csvOf(sheet))
  })
})
