import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { type CsvFormat, CsvParser, DELIMITERS, detectFormat, readCsv, writeCsv } from './csv'
import { detectEncoding, type Encoding } from './encoding'
import { lookAtRows } from './look'
import { importMapping } from './mapping'
import { FormatDetector, planImport, rowReader } from './row'
import { UnreadableFile } from './unreadable-file'

/** Files as they come, from their bytes to rows: what marketers' programs do to a table. */

function encode(text: string, encoding: Encoding): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text)
  if (encoding === 'utf-16le') return Buffer.from(text, 'utf16le')
  if (encoding === 'utf-16be') return Buffer.from(text, 'utf16le').swap16()
  const decoder = new TextDecoder(encoding)
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Buffer.from(Array.from(text, (character) => bytes.get(character) ?? 63))
}

function* cut(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function tableOf(
  bytes: Uint8Array,
  told: Partial<CsvFormat> & { headerRow?: number } = {},
  size = 65_536,
) {
  const format = await detectFormat(() => cut(bytes, size), told)
  const { header, batches } = await readCsv(cut(bytes, size), format, told.headerRow)
  const rows: string[][] = []
  const problems: (string | null)[] = []
  for await (const batch of batches) {
    for (const { cells, problem } of batch) {
      rows.push(cells)
      problems.push(problem)
    }
  }
  return { format, header, rows, problems }
}

const RUSSIAN = { header: ['Компания', 'Город', 'Заметка'], row: ['ООО «Ромашка»', 'Пермь', 'да, "да"; нет'] }
const GERMAN = {
  header: ['Firma', 'Straße', 'Größe'],
  row: ['Müller & Söhne', 'Große Allee', 'zwölf, "fünf"; ä'],
}

describe('every encoding, delimiter and line end', () => {
  const encodings: [string, Encoding, string, typeof RUSSIAN][] = [
    ['UTF-8', 'utf-8', '', RUSSIAN],
    ['UTF-8 with a mark', 'utf-8', '\ufeff', RUSSIAN],
    ['UTF-16 LE', 'utf-16le', '', RUSSIAN],
    ['UTF-16 LE with a mark', 'utf-16le', '\ufeff', RUSSIAN],
    ['UTF-16 BE', 'utf-16be', '', RUSSIAN],
    ['UTF-16 BE with a mark', 'utf-16be', '\ufeff', RUSSIAN],
    ['Windows-1251', 'windows-1251', '', RUSSIAN],
    ['Windows-1252', 'windows-1252', '', GERMAN],
  ]
  test.each(encodings)('%s', async (_, encoding, mark, { header, row }) => {
    for (const delimiter of DELIMITERS) {
      for (const newline of ['\n', '\r\n', '\r']) {
        const text = Papa.unparse([header, row, row], { delimiter, newline })
        const bytes = encode(mark + text, encoding)
        for (const size of [7, 65_536]) {
          const read = await tableOf(bytes, size === 7 ? { encoding } : {}, size)
          expect(read).toMatchObject({ format: { encoding, delimiter }, header, rows: [row, row] })
        }
      }
    }
  })
})

describe('what is too much', () => {
  test('100,000 columns are refused as such, at once', async () => {
    const begun = performance.now()
    const wide = Buffer.from(`${'column,'.repeat(99_999)}last\n${'1,'.repeat(99_999)}1\n`)
    await expect(tableOf(wide)).rejects.toMatchObject({
      code: 'too_many_columns',
      params: { columns: 100_000 },
    })
    const row = Buffer.from(`a,b\n1,2\n${'1,'.repeat(99_999)}1\n3,4\n`)
    expect((await tableOf(row)).problems).toEqual([null, 'too_many_cells', null])
    expect(performance.now() - begun).toBeLessThan(15_000)
  })

  test('a line of 200 MB ends the reading long before its end, and is never held', async () => {
    for (const content of ['x', 'x,', '"x', '"x",']) {
      let given = 0
      const endless = function* () {
        yield Buffer.from('a,b\n1,2\n')
        const piece = Buffer.from(content.repeat(1024 * 1024).slice(0, 1024 * 1024))
        for (; given < 200; given++) yield piece
      }
      const { batches } = await readCsv(endless(), { encoding: 'utf-8', delimiter: ',' })
      const reading = async () => {
        for await (const batch of batches) expect(batch.length).toBeLessThan(3)
      }
      await expect(reading()).rejects.toMatchObject({ code: 'line_too_long' })
      expect(given, content).toBeLessThan(10)
    }
  })
})

describe('cells as spreadsheets leave them', () => {
  const MAPPING = importMapping.parse({
    kind: 'leads',
    columns: { id: 'externalId', phone: 'phone', sum: 'expectedAmount', company: 'company' },
  })

  async function rowsOf(text: string) {
    const { header, rows } = await tableOf(Buffer.from(text))
    const planned = planImport(MAPPING, header)
    if (!planned.ok) throw new Error('no plan')
    const detector = new FormatDetector(planned.plan)
    for (const cells of rows) detector.see(cells)
    const { formats, questions } = detector.decide()
    const read = rowReader(planned.plan, formats, { timeZone: 'UTC', now: new Date('2026-11-22T08:00:00Z') })
    const results = rows.map((cells) => {
      const result = read(cells)
      if (!result.ok) return result.problems.map(({ column, code }) => `${column}: ${code}`).join()
      return result.row.kind === 'leads' ? (result.row.expectedAmount ?? result.row.phone) : null
    })
    return { results, questions: questions.map(({ code }) => code) }
  }

  test('a shortened number is not taken for digits', async () => {
    const { results } = await rowsOf(
      'id,phone,sum,company\n1,7.9E+10,,\n2,"7,91612E+10",,\n3,79161234567,,\n7.9E+10,,,\n5,,,7.9E+10\n',
    )
    expect(results).toEqual(['phone: scientific', 'phone: scientific', '79161234567', 'id: scientific', null])
  })

  test('an error of a formula is no value', async () => {
    const { results } = await rowsOf(
      'id,phone,sum,company\n1,,,#N/A\n2,#ССЫЛКА!,,\n3,,#DIV/0!,\n4,,,#1 Hotels\n',
    )
    expect(results).toEqual(['company: cell_error', 'phone: cell_error', 'sum: cell_error', null])
  })

  test('amounts in any notation, with any blanks', async () => {
    const { results, questions } = await rowsOf(
      'id;phone;sum;company\n1;;R$ 1.000,50;\n2;;1\u00a0234,5;\n3;;R$7.654.321;\n4;;12\u202f000,00;\n',
    )
    expect(questions).toEqual([])
    expect(results).toEqual(['1000.50', '1234.50', '7654321.00', '12000.00'])
  })

  test('what could be read in two ways is asked', async () => {
    expect((await rowsOf('id;phone;sum;company\n1;;1.000,50;\n2;;1,000.50;\n')).questions).toEqual([
      'mixed_decimals',
    ])
    expect((await rowsOf('id;phone;sum;company\n1;;1.000;\n2;;5;\n')).questions).toEqual([
      'ambiguous_decimal',
    ])
  })
})

describe('whatever comes', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '|', '\n', '\r', ' ', 'я', '\u0000', '\u2028') }),
  )
  const cells = fc
    .integer({ min: 2, max: 6 })
    .chain((width) =>
      fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
    )

  test('what was written is read, in any encoding that holds it and in any pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        cells,
        fc.constantFrom(...DELIMITERS),
        fc.constantFrom<Encoding>('utf-8', 'utf-16le', 'utf-16be'),
        fc.integer({ min: 1, max: 50 }),
        async (rows, delimiter, encoding, size) => {
          const header = (rows[0] ?? []).map((_, index) => `c${index}`)
          const bytes = encode(writeCsv([header, ...rows], delimiter), encoding)
          const read = await tableOf(bytes, { encoding, delimiter, wrapped: false }, size)
          expect(read.header).toEqual(header)
          expect(read.problems).toEqual(rows.map(() => null))
          expect(read.rows).toEqual(rows.map((row) => row.map((text) => text.replaceAll('\u0000', '\ufffd'))))
        },
      ),
      { seed: 22, numRuns: 400 },
    )
  })

  test('any bytes are a table or an unreadable file, alike in any pieces', async () => {
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc
        .array(
          fc.constantFrom(0x22, 0x2c, 0x3b, 0x0a, 0x0d, 0x61, 0x20, 0xd0, 0x9f, 0xef, 0xbb, 0xbf, 0xff, 0xfe),
          {
            maxLength: 400,
          },
        )
        .map((values) => Uint8Array.from(values)),
    )
    const outcome = async (content: Uint8Array, size: number) => {
      try {
        const told = { encoding: await detectEncoding([content]) }
        return await tableOf(content, told, size)
      } catch (error) {
        if (error instanceof UnreadableFile) return error.code
        throw error
      }
    }
    await fc.assert(
      fc.asyncProperty(bytes, fc.integer({ min: 1, max: 90 }), async (content, size) => {
        expect(await outcome(content, size)).toEqual(await outcome(content, 1e9))
      }),
      { seed: 22, numRuns: 1500 },
    )
  })

  test('its beginning can be looked at', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ', '#', '1') }), (text) => {
        const parser = new CsvParser(',')
        const look = lookAtRows([...parser.push(text), ...parser.end()], {})
        expect(look.columns.length > 0).toBe(look.problem === null)
      }),
      { seed: 22, numRuns: 1000 },
    )
  })
})

const CRM = resolve('../shared/data/crm_sales')
describe.skipIf(!existsSync(CRM))('crm_sales', () => {
  test.each(existsSync(CRM) ? readdirSync(CRM).filter((file) => file.endsWith('.csv')) : [])(
    '%s is read as Papa Parse reads it',
    async (file) => {
      const bytes = readFileSync(resolve(CRM, file))
      const { header, rows, problems } = await tableOf(bytes)
      const [expected, ...data] = Papa.parse<string[]>(bytes.toString('utf8'), { skipEmptyLines: true }).data
      expect(header).toEqual(expected)
      expect(rows).toEqual(data)
      expect(problems.every((problem) => problem === null)).toBe(true)
    },
  )
})
