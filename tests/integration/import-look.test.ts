import { beforeAll, describe, expect, it } from 'vitest'
import { keepFile } from '@/lib/imports/commands/keep-file'
import type { TableWish } from '@/lib/imports/commands/table'
import { lookAtFile } from '@/lib/imports/queries/look'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { type Client, clientWith, makeCompany } from '../support/api'
import { makeWorkbook } from '../support/make-workbook'

let marketer: Client

beforeAll(async () => {
  await makeCompany()
  marketer = await clientWith({ roles: ['marketer'] })
})

async function keep(...chunks: (string | Uint8Array)[]): Promise<number> {
  const bytes = async function* () {
    for (const chunk of chunks) yield Buffer.from(chunk)
  }
  return must(await keepFile(marketer.actor, { fileName: 'leads.csv', bytes: bytes() })).importId
}

async function look(content: string | Uint8Array, wish: TableWish = {}) {
  return must(await lookAtFile(marketer.actor, await keep(content), wish))
}

describe('the beginning of a file', () => {
  it('is read as found, or as wished', async () => {
    expect(await look('Лиды\n\nимя;город;почта\nА;Б;В\n')).toMatchObject({
      type: 'csv',
      encoding: 'utf-8',
      delimiter: ';',
      headerRow: 3,
      columns: ['имя', 'город', 'почта'],
      records: [{ row: 1, cells: ['А', 'Б', 'В'] }],
    })
    const cyrillic = Buffer.from([0xcf, 0xf0, 0xe8, 0x3b, 0x62, 0x0a, 0x31, 0x3b, 0x32])
    expect(await look(cyrillic)).toMatchObject({ encoding: 'windows-1251', columns: ['При', 'b'] })
    expect(await look(cyrillic, { encoding: 'windows-1252', delimiter: ',' })).toMatchObject({
      columns: ['Ïðè;b'],
    })
    expect(await look(cyrillic, { encoding: 'utf-8' })).toMatchObject({
      problem: { code: 'wrong_encoding' },
      encoding: 'utf-8',
    })
    expect(await look('"a,b"\n"1,2"\n')).toMatchObject({
      columns: ['a', 'b'],
      warnings: [{ code: 'wrapped' }],
    })
  })

  it('is all that is read of a large file, even where it ends within a character', async () => {
    const line = 'Ёлка;приветственное слово;9\n'
    const id = await keep('имя;слово;число\n', ...Array<string>(20).fill(line.repeat(20_000)))
    const half = sql`(select max(position) / 2 from import_chunk where import_id = ${id})`
    expect(
      await db.run(sql`delete from import_chunk where import_id = ${id} and position > ${half}`),
    ).toBeGreaterThan(0)
    expect(must(await lookAtFile(marketer.actor, id, {}))).toMatchObject({
      encoding: 'utf-8',
      columns: ['имя', 'слово', 'число'],
      problem: null,
    })
  })

  it.each([
    ['an old workbook', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2, 3]), 'old_workbook'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2]), 'not_text'],
    ['blank lines', '\n\n\n', 'no_header'],
    ['a line without an end', 'x'.repeat(9_000_000), 'line_too_long'],
    ['100,000 columns', `${'a,'.repeat(100_000)}b\n1\n`, 'too_many_columns'],
  ])('says what is wrong with %s', async (_, content, code) => {
    expect((await look(content)).problem).toMatchObject({ code })
  })

  it('is the same however short the rows are', async () => {
    for (const [row, cells] of [
      ['1\n', ['1']],
      ['"1"\n', ['1']],
      ['1\r', ['1']],
    ] as const) {
      const { records, columns, problem } = await look(`id${row.slice(-1)}${row.repeat(400_000)}`)
      expect({ columns, problem, count: records.length }).toEqual({
        columns: ['id'],
        problem: null,
        count: 50,
      })
      expect(records[49]?.cells).toEqual(cells)
    }
    expect(await look(`id,b\n${'\n'.repeat(900_000)}`)).toMatchObject({ columns: ['id', 'b'], problem: null })
  })

  it('of a workbook whose cells all name one long text is no more than of any other file', async () => {
    const row = `<row>${'<c t="s"><v>0</v></c>'.repeat(40)}</row>`
    const strings = ['x'.repeat(90_000)]
    const long = await look(makeWorkbook({ sheets: [row.repeat(100)], strings }))
    expect(long.records).toHaveLength(1)
    expect(long.columns).toHaveLength(40)
    const wide = `<row>${'<c t="s"><v>0</v></c>'.repeat(200)}</row>`
    expect(await look(makeWorkbook({ sheets: [wide], strings }))).toMatchObject({
      problem: { code: 'line_too_long' },
    })
  })

  it('is for those who import, and told by the API', async () => {
    const id = await keep('email\na@x.example\n')
    const { body } = await marketer.get(`/imports/${id}/preview?headerRow=1&delimiter=%3B`)
    expect(body).toMatchObject({ columns: ['email'], delimiter: ';', records: [{ row: 1 }] })
    expect((await marketer.get(`/imports/${id}/preview?headerRow=0`)).status).toBe(422)
    const executive = await clientWith({ roles: ['executive'] })
    expect((await executive.get(`/imports/${id}/preview`)).status).toBe(403)
    expect((await marketer.get('/imports/999999/preview')).status).toBe(404)
  })
})
