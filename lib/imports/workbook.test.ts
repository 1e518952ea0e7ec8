import { describe, expect, it } from 'vitest'
import writeXlsxFile from 'write-excel-file/node'
import { fromBufferPromise } from 'yauzl'
import { makeWorkbook, sheetOf, workbookParts, zip } from '@/tests/support/make-workbook'
import { openWorkbook, readSheet, readStrings } from './workbook'

async function read(file: Buffer, name?: string) {
  const workbook = await openWorkbook(await fromBufferPromise(file))
  const strings: string[] = []
  for await (const batch of readStrings(workbook)) strings.push(...batch)
  const sheet = workbook.sheets.find((one) => !name || one.name === name)
  if (!sheet) throw new Error('no sheet')
  const rows = []
  for await (const batch of readSheet(workbook, sheet, (index) => strings[index] ?? '')) rows.push(...batch)
  return { workbook, rows }
}

const cellsOf = async (wish: Parameters<typeof makeWorkbook>[0]) =>
  (await read(makeWorkbook(wish))).rows.map(({ cells }) => cells)

describe('readSheet', () => {
  it('reads what every kind of cell says', async () => {
    const sheet = `<row r="1" spans="1:9"><c r="A1" t="s"><v>1</v></c><c r="B1" t="inlineStr"><is><t>in</t></is></c>
      <c r="C1"><f>A1*2</f><v>84</v></c><c r="D1" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="E1" t="b"><v>1</v></c>
      <c r="F1" t="e"><f>NA()</f><v>#N/A</v></c><c r="G1"><v>0.30000000000000004</v></c>
      <c r="H1"><v>7.9161234567E10</v></c><c r="I1" t="d"><v>2026-05-06T00:00:00</v></c><c r="J1"><f>B1</f></c></row>`
    expect(await cellsOf({ sheets: [sheet], strings: ['zero', 'a < b & "c"'] })).toEqual([
      ['a < b & "c"', 'in', '84', 'ab', 'TRUE', '#N/A', '0.3', '79161234567', '2026-05-06'],
    ])
  })

  it('tells dates, times and percentages by their formats, in both calendars', async () => {
    const sheet = `<row><c s="1"><v>45000</v></c><c s="2"><v>45000.75</v></c><c s="3"><v>0.5</v></c>
      <c s="4"><v>0.125</v></c><c s="5"><v>1234.5</v></c><c s="99"><v>1</v></c></row>`
    const formats = ['dd.mm.yyyy', '[$-419]d mmm yyyy h:mm', 'h:mm', '0.0%', '#,##0.00 "days"']
    expect(await cellsOf({ sheets: [sheet], formats })).toEqual([
      ['2023-03-15', '2023-03-15 18:00:00', '12:00:00', '12.5%', '1234.5', '1'],
    ])
    const [row] = await cellsOf({ sheets: [sheet], formats, workbookPr: '<workbookPr date1904="1"/>' })
    expect(row?.[0]).toBe('2027-03-16')
  })

  it('puts cells in their columns and rows in their places, whether they are told or not', async () => {
    const sheet = `<row r="3"><c r="C3"><v>1</v></c><c><v>2</v></c></row><row><c/><c r="b4" s="1"/></row>
      <row r="9"><c r="AA9"><v>3</v></c></row>`
    const { rows } = await read(makeWorkbook({ sheets: [sheet] }))
    expect(rows).toEqual([
      { row: 3, cells: ['', '', '1', '2'] },
      { row: 9, cells: [...Array(26).fill(''), '3'] },
    ])
  })

  it('gives the value of merged cells once, rich text as text, and no reading aids', async () => {
    const xml = `<row><c t="s"><v>0</v></c><c/></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells><sheetData>`
    const strings =
      '<sst><si><r><t>Ri</t></r><r><rPr><b/></rPr><t xml:space="preserve">ch </t></r><rPh><t>aid</t></rPh></si></sst>'
    expect(
      await cellsOf({ sheets: [xml], strings: [''], more: { 'xl/sharedStrings.xml': strings } }),
    ).toEqual([['Rich ']])
  })

  it('takes back what XML could not hold', async () => {
    const sheet = sheetOf([['a_x000D__x000A_b', '_x005F_x000D_', 'x\nz', '_x0000_']])
    expect(await cellsOf({ sheets: [sheet] })).toEqual([['a\r\nb', '_x000D_', 'x\nz']])
  })

  it('reads prefixed names, absolute and relative targets, and what a library writes', async () => {
    const parts = workbookParts({ sheets: [''] })
    parts['xl/worksheets/s1.xml'] =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row><x:c><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    expect((await read(zip(parts))).rows).toEqual([{ row: 1, cells: ['5'] }])
    const written = await writeXlsxFile([
      [
        { value: 'Ёлка' },
        { value: 12.5 },
        { value: new Date('2026-05-06T00:00:00Z'), type: Date, format: 'dd.mm.yyyy' },
      ],
    ]).toBuffer()
    expect((await read(written)).rows).toEqual([{ row: 1, cells: ['Ёлка', '12.5', '2026-05-06'] }])
  })

  it('gathers no more of a text than tells that it is too long, however it is parted', async () => {
    const parted = `<is>${`<r><t>${'x'.repeat(30_000)}</t></r>`.repeat(10)}</is>`
    const file = makeWorkbook({
      sheets: [`<row><c t="inlineStr">${parted}</c><c t="s"><v>0</v></c></row>`],
      strings: [''],
      more: { 'xl/sharedStrings.xml': `<sst><si>${parted.replaceAll(/<\/?is>/g, '')}</si></sst>` },
    })
    const [row] = (await read(file)).rows
    expect(row?.cells.map(({ length }) => length)).toEqual([100_001, 100_001])
  })

  it('lists sheets with what is hidden', async () => {
    const { workbook } = await read(
      makeWorkbook({
        sheets: [
          { xml: '', state: 'veryHidden' },
          { xml: '', name: 'Лиды &amp; co' },
          { xml: '', name: 'n'.repeat(5000) },
        ],
      }),
    )
    expect(workbook.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['Sheet1', true],
      ['Лиды & co', false],
      ['n'.repeat(100), false],
    ])
  })
})

describe('what is no workbook, or none that should be read', () => {
  const one = () => workbookParts({ sheets: [sheetOf([['a']])] })
  const mostly = (change: (parts: ReturnType<typeof one>) => void) => {
    const parts = one()
    change(parts)
    return zip(parts)
  }

  it.each<[string, Buffer, string]>([
    ['another archive', zip({ 'a.txt': 'hello' }), 'not_a_workbook'],
    ['a text document', zip({ ...one(), 'xl/workbook.xml': '' }), 'broken_workbook'],
    [
      'an archive cut short',
      makeWorkbook({ sheets: [sheetOf([['a']])] }).subarray(0, 900),
      'broken_workbook',
    ],
    [
      'XML that is none',
      mostly((parts) => (parts['xl/worksheets/s1.xml'] = '<worksheet><row>')),
      'broken_workbook',
    ],
    [
      'entities of entities',
      mostly((parts) => {
        parts['xl/worksheets/s1.xml'] =
          '<!DOCTYPE w [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><row><c t="str"><v>&b;</v></c></row></worksheet>'
      }),
      'broken_workbook',
    ],
    [
      'a row beyond the last',
      makeWorkbook({ sheets: ['<row r="1048577"><c><v>1</v></c></row>'] }),
      'broken_workbook',
    ],
    [
      'a column beyond the last',
      makeWorkbook({ sheets: ['<row><c r="XFE1"><v>1</v></c></row>'] }),
      'broken_workbook',
    ],
    [
      'a part that is larger than it says',
      mostly((parts) => (parts['xl/worksheets/s1.xml'] = { bytes: Buffer.from([3, 0]), size: 50 })),
      'broken_workbook',
    ],
    [
      'a part that says it is endless',
      mostly(
        (parts) => (parts['xl/worksheets/s1.xml'] = { bytes: Buffer.from([3, 0]), size: 3_000_000_000 }),
      ),
      'workbook_too_large',
    ],
    [
      'a cell that does not end',
      makeWorkbook({ sheets: [`<row><c t="str"><v>${'x'.repeat(5_000_000)}</v></c></row>`] }),
      'workbook_too_large',
    ],
    [
      'tags within tags within tags',
      makeWorkbook({ sheets: ['<a>'.repeat(150) + '</a>'.repeat(150)] }),
      'broken_workbook',
    ],
    [
      'a row whose cells all name one long text',
      makeWorkbook({ sheets: [`<row>${'<c t="s"><v>0</v></c>'.repeat(60)}</row>`] }),
      'line_too_long',
    ],
    [
      'a thousand sheets and one',
      mostly((parts) => {
        parts['xl/workbook.xml'] = `<workbook>${'<sheet name="x" r:id="rId1"/>'.repeat(1001)}</workbook>`
      }),
      'workbook_too_large',
    ],
    [
      'a directory of endless names',
      zip({
        ...one(),
        ...Object.fromEntries(Array.from({ length: 150 }, (_, at) => [`${at}${'n'.repeat(60_000)}`, ''])),
      }),
      'workbook_too_large',
    ],
    [
      'a hundred megabytes of nothing',
      makeWorkbook({ sheets: [' '.repeat(100_000_000)] }),
      'workbook_too_large',
    ],
  ])('%s', async (_, file, code) => {
    const reading = async () => {
      const zipFile = await fromBufferPromise(file).catch(() => null)
      if (!zipFile) return 'broken_workbook'
      const { sheets, ...workbook } = await openWorkbook(zipFile)
      const text = 'x'.repeat(100_001)
      for (const sheet of sheets)
        for await (const _ of readSheet({ sheets, ...workbook }, sheet, () => text));
      return 'read'
    }
    expect(await reading().catch((error) => error.code)).toBe(code)
  })
})
