import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { keepFile } from '@/lib/imports/commands/keep-file'
import { piecesOf } from '@/lib/imports/commands/pieces'
import { openTable, type TableWish } from '@/lib/imports/commands/table'
import { lookAtFile } from '@/lib/imports/queries/look'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { type Client, clientWith, makeCompany } from '../support/api'
import { importFile } from '../support/imports'
import { makeWorkbook, sheetOf, zip } from '../support/make-workbook'

let marketer: Client

beforeAll(async () => {
  await makeCompany()
  marketer = await clientWith({ roles: ['marketer'] })
})

async function keep(content: Uint8Array, fileName = 'leads.xlsx'): Promise<number> {
  const bytes = async function* () {
    yield content
  }
  return must(await keepFile(marketer.actor, { fileName, bytes: bytes() })).importId
}

async function table(importId: number, wish: TableWish = {}) {
  const { header, batches } = await openTable(db, importId, wish)
  const rows: string[][] = []
  for await (const batch of batches)
    for (const { cells, problem } of batch) rows.push(problem ? [problem] : cells)
  return { header, rows }
}

const LEADS = [
  ['Trade show, hall 3'],
  [],
  ['Company', 'Mail', 'Phone', 'Date'],
  ['Ромашка', 'r@flora.example', '', ''],
  ['Acme "A"\n2', 'a@acme.example', '+7 916 123-45-67'],
]

describe('a workbook', () => {
  it('is looked at without being written out: sheets, header below a title, first rows', async () => {
    const id = await keep(
      makeWorkbook({
        sheets: [
          { xml: sheetOf([['x']]), state: 'hidden', name: 'Lists' },
          { xml: '', name: 'Empty' },
          { xml: sheetOf(LEADS), name: 'Leads' },
        ],
      }),
      'named.csv',
    )
    expect(must(await lookAtFile(marketer.actor, id, {}))).toMatchObject({
      type: 'xlsx',
      sheets: [
        { name: 'Lists', hidden: true },
        { name: 'Empty', hidden: false },
        { name: 'Leads', hidden: false },
      ],
      sheet: 'Leads',
      encoding: null,
      headerRow: 3,
      columns: ['Company', 'Mail', 'Phone', 'Date'],
      records: [
        { row: 1, cells: ['Ромашка', 'r@flora.example', '', ''], problem: null },
        { row: 2, cells: ['Acme "A"\n2', 'a@acme.example', '+7 916 123-45-67', ''] },
      ],
      problem: null,
    })
    expect(must(await lookAtFile(marketer.actor, id, { sheet: 'Lists' }))).toMatchObject({ columns: ['x'] })
    expect(must(await lookAtFile(marketer.actor, id, { sheet: 'None' })).problem).toMatchObject({
      code: 'unknown_sheet',
      params: { sheet: 'None' },
    })
    const written = await db.rows(sql`select from import_chunk where import_id = ${id} and part = 'table'`)
    expect(written).toHaveLength(0)
  })

  it('is proposed at the sheet that looks like a table, behind a cover page too', async () => {
    const cover = sheetOf([['Leads of May'], ['Made by', 'Anna'], ['Made on', '2026-06-01']])
    const at = async (...sheets: { xml: string; state?: 'hidden' }[]) => {
      const named = sheets.map((sheet, n) => ({ ...sheet, name: 'ABC'.charAt(n) }))
      const id = await keep(makeWorkbook({ sheets: named }))
      const look = must(await lookAtFile(marketer.actor, id, {}))
      expect((await table(id, { headerRow: look.headerRow })).header).toEqual(look.columns)
      return look.sheet
    }
    expect(await at({ xml: cover }, { xml: sheetOf(LEADS) }, { xml: sheetOf(LEADS) })).toBe('B')
    expect(await at({ xml: '' }, { xml: cover }, { xml: sheetOf([['x']]) })).toBe('B')
    expect(await at({ xml: cover }, { xml: sheetOf(LEADS), state: 'hidden' })).toBe('A')
    expect(await at({ xml: cover }, { xml: '<row><c><v>1</v></c></mistake>' })).toBe('A')
  })

  it('is read as a table, the same at each look, another where another sheet is asked for', async () => {
    const id = await keep(
      makeWorkbook({
        sheets: [
          { xml: sheetOf(LEADS), name: 'A' },
          { xml: sheetOf([['b'], ['2']]), name: 'B' },
        ],
      }),
    )
    const [first, again] = await Promise.all([table(id, { headerRow: 3 }), table(id, { headerRow: 3 })])
    expect(first).toEqual({
      header: ['Company', 'Mail', 'Phone', 'Date'],
      rows: [
        ['Ромашка', 'r@flora.example', '', ''],
        ['Acme "A"\n2', 'a@acme.example', '+7 916 123-45-67', ''],
      ],
    })
    expect(again).toEqual(first)
    expect(await table(id, { sheet: 'B' })).toEqual({ header: ['b'], rows: [['2']] })
    await expect(table(id, { sheet: 'C' })).rejects.toMatchObject({ code: 'unknown_sheet' })
  })

  it('finds its strings wherever they stand, many of them in a file of its own', async () => {
    // more than is held in memory, and nothing that could be packed like a bomb
    const long = (n: number) => createHash('shake256', { outputLength: 15_000 }).update(`${n}`).digest('hex')
    const strings = Array.from({ length: 2400 }, (_, n) => `${n} Ё${n % 2 ? long(n) : ''}`)
    const rows = [0, 2399, 1, 1500, 2398].map((n) => `<row><c t="s"><v>${n}</v></c></row>`).join('')
    const id = await keep(makeWorkbook({ sheets: [rows], strings }))
    const { header, rows: read } = await table(id)
    expect([...header, ...read.flat()]).toEqual([0, 2399, 1, 1500, 2398].map((n) => strings[n]))
    const { columns, records } = must(await lookAtFile(marketer.actor, id, {}))
    expect([...columns, ...records.flatMap(({ cells }) => cells)]).toEqual([...header, ...read.flat()])
  })

  it('is written out in whole characters, whatever its size, and anew after a crash', async () => {
    const rows = Array.from({ length: 60_000 }, (_, n) => [`😀${n}`, 'ёлка, "и" так'])
    const id = await keep(makeWorkbook({ sheets: [sheetOf([['a', 'b'], ...rows])] }))
    expect((await table(id)).rows).toEqual(rows)
    await db.run(sql`update import_run set table_sheet = null where id = ${id}`)
    await db.run(sql`delete from import_chunk where import_id = ${id} and part = 'table' and position = 1`)
    expect((await table(id)).rows).toHaveLength(60_000)
  })

  it('is imported by the API, dates and numbers as what they are', async () => {
    const sheet = `<row><c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="s"><v>3</v></c></row>
      <row><c t="inlineStr"><is><t>x1@book.example</t></is></c><c><v>7.9161234567E10</v></c>
      <c s="1"><v>45000</v></c><c><v>1.5</v></c></row>
      <row><c t="inlineStr"><is><t>x2@book.example</t></is></c><c/><c/><c><v>1.234</v></c></row>`
    const file = makeWorkbook({
      sheets: [sheet],
      strings: ['mail', 'phone', 'first seen', 'amount'],
      formats: ['dd.mm.yyyy'],
    })
    const run = await importFile(marketer, file, {
      kind: 'leads',
      columns: { mail: 'email', phone: 'phone', 'first seen': 'createdAt', amount: 'expectedAmount' },
    })
    expect(run).toMatchObject({ state: 'done', created: 1, rejected: 1 })
    // a number of three digits behind the point is no thousand
    const refused = await marketer.get(`/imports/${run.id}/rejected.csv`)
    expect(refused.body).toContain('x2@book.example,,,1.2340,amount: too_precise')
    const [lead] = (await marketer.get('/leads?q=x1@book.example')).body.data
    expect(lead).toMatchObject({ createdAt: '2023-03-14T23:00:00.000Z', expectedAmount: '1.50' })
    expect(lead.phone).toContain('9161234567')
  })

  it.each([
    ['another archive', zip({ 'a.txt': 'x' }), 'not_a_workbook'],
    ['a damaged one', makeWorkbook({ sheets: [sheetOf([['a']])] }).subarray(0, -40), 'broken_workbook'],
    ['one without rows', makeWorkbook({ sheets: ['', '<row r="1"/>'] }), 'no_sheet'],
    ['a bomb', makeWorkbook({ sheets: [' '.repeat(100_000_000)] }), 'workbook_too_large'],
  ])('that is %s is refused with the reason', async (_, file, problem) => {
    const id = await keep(file)
    expect(must(await lookAtFile(marketer.actor, id, {})).problem).toMatchObject({ code: problem })
    const run = await importFile(marketer, file, { kind: 'leads', columns: { a: 'email' } })
    expect(run).toMatchObject({ state: 'failed', failure: { code: 'file', problem } })
    const pieces = piecesOf(db, id, 'table')
    expect(await pieces.next()).toMatchObject({ done: true })
  })
})
