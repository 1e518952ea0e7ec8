import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import {
  type CsvFormat,
  CsvParser,
  columnNames,
  DELIMITERS,
  type Delimiter,
  detectDelimiter,
  detectFormat,
  readCsv,
  writeCsv,
} from './csv'

fc.configureGlobal({ seed: 20_261_122 })

const utf8 = (text: string) => new TextEncoder().encode(text)

function parse(text: string, delimiter: Delimiter = ',', size = Number.POSITIVE_INFINITY) {
  const parser = new CsvParser(delimiter)
  const records = []
  for (let at = 0; at < text.length; at += Math.min(size, text.length))
    records.push(...parser.push(text.slice(at, at + size)))
  return [...records, ...parser.end()]
}

const cells = (text: string, delimiter?: Delimiter, size?: number) =>
  parse(text, delimiter, size).map((record) => record.cells)

async function table(text: string | Uint8Array, told: Partial<CsvFormat> & { headerRow?: number } = {}) {
  const open = () => [typeof text === 'string' ? utf8(text) : text]
  const format = await detectFormat(open, told)
  const { header, batches } = await readCsv(open(), format, told.headerRow)
  const records = []
  for await (const batch of batches) records.push(...batch)
  return { header, records, format }
}

const objects = ({ header, records }: Awaited<ReturnType<typeof table>>) =>
  records.map((record) => Object.fromEntries(header.map((name, index) => [name, record.cells[index]])))

describe('CsvParser', () => {
  test.each([
    [
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r1,"x\ny"\r3,4',
      [
        ['a', 'b'],
        ['1', 'x\ny'],
        ['3', '4'],
      ],
    ],
    [
      'a,"x\ry"\r\n1,2\r\n',
      [
        ['a', 'x\ry'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\n1,x\ry\n',
      [
        ['a', 'b'],
        ['1', 'x\ry'],
      ],
    ],
    [
      ',\n,\n',
      [
        ['', ''],
        ['', ''],
      ],
    ],
    ['a,"b ""c"" d"\n', [['a', 'b "c" d']]],
    ['a,""\n""\n', [['a', ''], ['']]],
    ['a,""""\n', [['a', '"']]],
    ['"a" ,"b"\t\n', [['a', 'b']]],
    [
      'a,"x\r\ny\r\n"\r\nb,c',
      [
        ['a', 'x\r\ny\r\n'],
        ['b', 'c'],
      ],
    ],
    ['5" pipe,12\' wide\n', [['5" pipe', "12' wide"]]],
    [' a , b \n', [[' a ', ' b ']]],
    ['\n\n', [[''], ['']]],
    ['', []],
    ['a', [['a']]],
    ['"a"', [['a']]],
    ['a,', [['a', '']]],
  ])('%j', (text, expected) => {
    for (const size of [Number.POSITIVE_INFINITY, 1, 2, 3]) expect(cells(text, ',', size)).toEqual(expected)
    expect(parse(text).every(({ problem }) => problem === null)).toBe(true)
  })

  test.each([
    // A broken line is one refused row, as it came; the next line is read as if nothing had been.
    ['1,"Hey, I missed " it",3\n4,5,6\n', 'bad_quotes', '1,"Hey, I missed " it",3'],
    ['1,"never closed,3\n4,5,6\n', 'unclosed_quote', '1,"never closed,3'],
    ['1,"never closed,3\n4,5,6\n7,"8",9\n', 'bad_quotes', '1,"never closed,3'],
    ['1,"x"y,3\r\n4,5,6\r\n', 'bad_quotes', '1,"x"y,3'],
  ])('%j: %s', (text, problem, line) => {
    for (const size of [Number.POSITIVE_INFINITY, 1, 2, 3]) {
      const [first, second] = parse(text, ',', size)
      expect(first).toMatchObject({ problem, line: 1 })
      expect(first?.cells.join(',')).toBe(line)
      expect(second).toEqual({ cells: ['4', '5', '6'], line: 2, problem: null })
    }
  })

  test('an unclosed quote in a large file costs one row', () => {
    const rows = 100_000
    const text = `1,"open,3\n${'4,5,6 and some more text\n'.repeat(rows)}`
    for (const size of [65_536, Number.POSITIVE_INFINITY]) {
      const records = parse(text, ',', size)
      expect(records.length).toBe(rows + 1)
      expect(records[0]).toMatchObject({ problem: 'unclosed_quote' })
    }
  })

  test('a cell that is too long is a problem of its row', () => {
    const long = 'x'.repeat(100_001)
    const records = parse(`a,b\n"${long}",1\n${long},2\n${long.slice(1)},3\n`, ',', 10_000)
    expect(records.map(({ problem }) => problem)).toEqual([null, 'cell_too_long', 'cell_too_long', null])
  })

  test('a file without line ends is not CSV', () => {
    expect(() => parse(`a\n${'x'.repeat(1_100_000)}`, ',', 65_536)).toThrow('line_too_long')
    expect(() => parse('x'.repeat(1_100_000), ',', 65_536)).toThrow('line_too_long')
    expect(() => parse(`a\n${'xyz,'.repeat(1_400_000)}`, ',', 65_536)).toThrow('line_too_long')
  })

  test('knows the line that each record begins in', () => {
    expect(parse('a,b\n1,"x\ny\nz"\n2,3\n\n4,5').map(({ line }) => line)).toEqual([1, 2, 5, 6, 7])
    expect(parse('a,b\r\n1,"x\r\ny"\r\n2,3\r\n').map(({ line }) => line)).toEqual([1, 2, 4])
  })

  const cell = fc.string({ unit: fc.constantFrom('a', 'é', '😎', ' ', ',', ';', '\t', '|', '"', '\n', '\r') })
  const records = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 6 })

  test('what is written is what is read, in any pieces', () => {
    fc.assert(
      fc.property(
        records,
        fc.constantFrom(...DELIMITERS),
        fc.integer({ min: 1, max: 20 }),
        (rows, delimiter, size) => {
          const read = parse(writeCsv(rows, delimiter), delimiter, size)
          expect(read.map((record) => record.cells)).toEqual(rows)
          expect(read.every(({ problem }) => problem === null)).toBe(true)
        },
      ),
      { seed: 5, numRuns: 500 },
    )
  })

  test('reads what Papa Parse writes, as Papa Parse does', () => {
    fc.assert(
      fc.property(
        records,
        fc.constantFrom(...DELIMITERS),
        fc.constantFrom('\n', '\r\n'),
        (rows, delimiter, newline) => {
          const text = Papa.unparse(rows, { delimiter, newline })
          expect(cells(text, delimiter)).toEqual(Papa.parse(text, { delimiter, newline }).data)
          expect(cells(text, delimiter)).toEqual(rows)
        },
      ),
      { seed: 5, numRuns: 500 },
    )
  })

  test('anything at all is read alike in any pieces, and no character is lost on a broken line', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ') }),
        fc.integer({ min: 1, max: 5 }),
        (text, size) => {
          expect(parse(text, ',', size)).toEqual(parse(text))
        },
      ),
      { seed: 5, numRuns: 3000 },
    )
  })
})

test('the names of columns are no texts, and differ all the same', () => {
  const long = `${'x'.repeat(499)}😀`
  const names = columnNames([`${long} one`, `${long} two`, 'y'])
  expect(names).toEqual([`${'x'.repeat(499)}\ufffd (1)`, `${'x'.repeat(499)}\ufffd (2)`, 'y'])
})

describe('detectDelimiter', () => {
  test('takes a sample of very many rows, also behind an open quote', () => {
    expect(detectDelimiter(`"a\n${'1\n'.repeat(126_000)}`)).toBe(',')
  })

  test.each<[string, Delimiter]>([
    ['a,b\n1,2\n', ','],
    ['a;b\n1;2\n', ';'],
    ['a\tb\n1\t2\n', '\t'],
    ['a|b\n1|2\n', '|'],
    ['name;price\nx;1,5\ny;2,5\n', ';'],
    ['price, EUR;qty\n1,5;2\n2,5;3\n', ';'],
    ['name,note\n"x; y",1\n"z; w; v",2\n', ','],
    ['name,note\nx,"a\nb;c\nd"\ny,e\n', ','],
    ['name,tags\nx,a|b\ny,c|d|e\n', ','],
    ['one column\nfirst, with comma\nsecond\n', ','],
    ['sep=;\na,b;c\n', ';'],
    ['sep=|\r\na|b\r\n', '|'],
    ['a,b', ','],
    ['', ','],
    ['Leads of May\n\nname;city\nA;B\nC;D\n', ';'],
    ['Leads, May, 2026\nname;city\nA, Inc.;B\nC;D, E\nF;G\n', ';'],
    ['Total: 5\nname\tcity\nA\tB\nC\tD', '\t'],
    [`Leads, May\nid;name;price\n${'1;A;1,5\n'.repeat(99)}`, ';'],
    [`name,tags\n${'A,x|y|z\n'.repeat(99)}`, ','],
  ])('%j → %j', (text, delimiter) => {
    expect(detectDelimiter(text)).toBe(delimiter)
  })

  test('finds the one that was written with', () => {
    const words = fc.array(fc.stringMatching(/^[a-z .,;-]{1,12}$/), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(
        fc.array(words, { minLength: 5, maxLength: 20 }),
        fc.constantFrom(...DELIMITERS),
        (rows, delimiter) => {
          expect(detectDelimiter(writeCsv([['id', 'name', 'note'], ...rows], delimiter))).toBe(delimiter)
        },
      ),
    )
  })
})

describe('columnNames', () => {
  test.each([
    [
      ['a', ' b ', 'c  d\n'],
      ['a', 'b', 'c d'],
    ],
    [
      ['a', '', 'c', ' '],
      ['a', '(2)', 'c', '(4)'],
    ],
    [
      ['Phone', 'x', 'Phone'],
      ['Phone (1)', 'x', 'Phone (2)'],
    ],
    [
      ['a', 'a', 'a (1)'],
      ['a (2)', 'a (3)', 'a (1)'],
    ],
    [
      ['(2)', ''],
      ['(2)', '(3)'],
    ],
    [['e\u0301'], ['é']],
  ])('%j → %j', (header, names) => {
    expect(columnNames(header)).toEqual(names)
  })

  test('are unique whatever comes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'b', '', 'a (1)', 'a (2)', '(1)', ' a'), { minLength: 1 }),
        (header) => {
          if (header.every((name) => name === '')) return
          const names = columnNames(header)
          expect(new Set(names).size).toBe(header.length)
          expect(names).not.toContain('')
        },
      ),
    )
  })

  test('are needed, and a thousand are enough', () => {
    expect(() => columnNames(['', ' '])).toThrow('no_header')
    expect(() => columnNames(Array(1001).fill('a'))).toThrow('too_many_columns')
    expect(columnNames(Array(1000).fill('a'))).toHaveLength(1000)
  })
})

describe('readCsv', () => {
  test('rows that do not fit the header are told, surplus delimiters forgiven', async () => {
    const { header, records } = await table('a,b,c\n1,2\n1,2,3,4\n1,2,3,,\n\n1,2,3\n,,\n')
    expect(header).toEqual(['a', 'b', 'c'])
    expect(records).toEqual([
      { row: 1, line: 2, cells: ['1', '2'], problem: 'too_few_cells' },
      { row: 2, line: 3, cells: ['1', '2', '3', '4'], problem: 'too_many_cells' },
      { row: 3, line: 4, cells: ['1', '2', '3'], problem: null },
      { row: 4, line: 6, cells: ['1', '2', '3'], problem: null },
      { row: 5, line: 7, cells: ['', '', ''], problem: null },
    ])
  })

  test('the header is the first line that is not empty, after Excel’s', async () => {
    expect((await table('\n\r\na,b\n1,2')).header).toEqual(['a', 'b'])
    const excel = await table('sep=;\r\na;b\r\n1;2,5\r\n')
    expect(excel).toMatchObject({ header: ['a', 'b'], format: { delimiter: ';' } })
    expect(excel.records).toHaveLength(1)
    expect((await table('sep=;\r\na,b\r\n', { delimiter: ',' })).header).toEqual(['a', 'b'])
  })

  test('what is told is not looked for', async () => {
    expect((await table('a;b\n1;2\n', { delimiter: ',' })).header).toEqual(['a;b'])
    const cyrillic = Uint8Array.of(0xcf, 0xf0, 0x2c, 0x62, 0x0a)
    expect((await table(cyrillic, { encoding: 'windows-1251' })).header).toEqual(['Пр', 'b'])
    expect((await table(cyrillic, { encoding: 'windows-1252' })).header).toEqual(['Ïð', 'b'])
    await expect(table(cyrillic, { encoding: 'utf-8' })).rejects.toMatchObject({ code: 'wrong_encoding' })
  })

  test('an empty file has no header, a header alone no rows', async () => {
    await expect(table('')).rejects.toMatchObject({ code: 'empty_file' })
    await expect(table('\n\n')).rejects.toMatchObject({ code: 'empty_file' })
    await expect(table(',,\n1,2,3')).rejects.toMatchObject({ code: 'no_header' })
    expect((await table('a,b')).records).toEqual([])
  })

  test('the header may stand below a title; rows are counted from below it', async () => {
    const text = 'Leads;May\n\nname;city;x\nA;B;1\n\nC;D;2\n'
    const { header, records } = await table(text, { headerRow: 3 })
    expect(header).toEqual(['name', 'city', 'x'])
    expect(records.map(({ row, line, cells }) => [row, line, cells[0]])).toEqual([
      [1, 4, 'A'],
      [2, 6, 'C'],
    ])
    expect((await table(text, { headerRow: 4 })).header).toEqual(['A', 'B', '1'])
    await expect(table(text, { headerRow: 2 })).rejects.toMatchObject({ code: 'no_header' })
    await expect(table(text, { headerRow: 9 })).rejects.toMatchObject({ code: 'no_header' })
  })

  test('a whole file in quotes is read as what is in them', async () => {
    const lines = ['name,city,note', 'A,B,"x, y"', 'C,"D ""E""","two\nlines"', 'F,"G,H']
    const { header, records, format } = await table(
      lines.map((line) => `"${line.replaceAll('"', '""')}"\r\n`).join(''),
    )
    expect(format).toMatchObject({ delimiter: ',', wrapped: true })
    expect(header).toEqual(['name', 'city', 'note'])
    expect(records.map(({ cells, problem }) => problem ?? cells)).toEqual([
      ['A', 'B', 'x, y'],
      ['C', 'D "E"', 'two\nlines'],
      'unclosed_quote',
    ])
    const names = '"name"\n"Doe, Jane"\n"Roe, Richard"\n'
    expect(await table(names)).toMatchObject({ header: ['name'], format: { wrapped: false } })
    expect((await table('"a";"b,c"\n"1";"2,3"\n')).header).toEqual(['a', 'b,c'])
  })

  test('half a gigabyte would not be held in memory: it comes in batches', async () => {
    async function* chunks() {
      yield utf8('a,b\n')
      for (let n = 0; n < 200; n++) yield utf8('some,row\n'.repeat(500))
    }
    const { batches } = await readCsv(chunks(), { encoding: 'utf-8', delimiter: ',' })
    let rows = 0
    for await (const batch of batches) {
      expect(batch.length).toBeLessThanOrEqual(501)
      rows = batch.at(-1)?.row ?? 0
    }
    expect(rows).toBe(100_000)
  })
})

const SPECTRUM = resolve('../shared/data/csv-spectrum')
describe.skipIf(!existsSync(SPECTRUM))('csv-spectrum', () => {
  const names = existsSync(SPECTRUM)
    ? readdirSync(`${SPECTRUM}/csvs`).map((file) => file.replace('.csv', ''))
    : []
  test.each(names)('%s', async (name) => {
    const read = objects(await table(readFileSync(`${SPECTRUM}/csvs/${name}.csv`)))
    const expected = [JSON.parse(readFileSync(`${SPECTRUM}/json/${name}.json`, 'utf8'))].flat()
    // Its JSON has another phone number than its CSV.
    if (name === 'location_coordinates') expected[0]['Contact Phone Number'] = '2095257564'
    expect(read).toEqual(expected)
  })
})

const TEST_DATA = resolve('../shared/data/csv-test-data')
describe.skipIf(!existsSync(TEST_DATA))('csv-test-data', () => {
  const files = existsSync(TEST_DATA)
    ? readdirSync(`${TEST_DATA}/csv`).map((file) => file.replace('.csv', ''))
    : []
  const text = (name: string) => readFileSync(`${TEST_DATA}/csv/${name}.csv`, 'utf8')

  test.each(files.filter((name) => !name.startsWith('bad-')))('%s', async (name) => {
    const expected = JSON.parse(readFileSync(`${TEST_DATA}/json/${name}.json`, 'utf8'))
    if (name.startsWith('header-')) expect(objects(await table(text(name)))).toEqual(expected)
    else expect(cells(text(name))).toEqual(expected)
  })

  test.each([
    ['bad-header-less-fields', 'too_few_cells'],
    ['bad-header-more-fields', 'too_many_cells'],
    ['bad-missing-quote', 'unclosed_quote'],
    ['bad-quotes-with-unescaped-quote', 'bad_quotes'],
  ])('%s: %s', async (name, problem) => {
    const { records } = await table(text(name))
    expect(records.map((record) => record.problem)).toEqual([problem])
  })

  test('bad-header-no-header', async () => {
    await expect(table(text('bad-header-no-header'))).rejects.toMatchObject({ code: 'empty_file' })
  })
})
