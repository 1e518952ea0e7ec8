import { beforeAll, describe, expect, it } from 'vitest'
import { keepFile } from '@/lib/imports/commands/keep-file'
import { PIECE, piecesOf } from '@/lib/imports/commands/pieces'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { type Client, clientWith, makeCompany } from '../support/api'
import { importFile, sendFile } from '../support/imports'

let marketer: Client

beforeAll(async () => {
  await makeCompany()
  marketer = await clientWith({ roles: ['marketer'] })
})

const MAPPING = { kind: 'leads', columns: { email: 'email' } }

async function* chunks(...sizes: number[]): AsyncGenerator<Uint8Array> {
  for (const [index, size] of sizes.entries()) yield Buffer.alloc(size, 97 + index)
}

async function joined(bytes: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of bytes) pieces.push(piece)
  return Buffer.concat(pieces)
}

async function runs(): Promise<number> {
  return (await db.one<{ n: number }>(sql`select count(*)::int as n from import_run`))?.n ?? 0
}

async function kept(importId: number) {
  const run = await db.one<{ state: string; fileType: string; fileName: string; size: number }>(sql`
    select state, file_type as "fileType", file_name as "fileName", file_size::int as size from import_run
    where id = ${importId}`)
  const pieces = await db.rows<{ size: number }>(sql`
    select length(bytes) as size from import_chunk where import_id = ${importId} order by position`)
  return { ...run, pieces: pieces.map(({ size }) => size) }
}

describe('keepFile', () => {
  it('cuts what comes into pieces of one size, however it comes', async () => {
    const sizes = [3, PIECE - 3, 1, 2 * PIECE + 5]
    const { importId } = must(
      await keepFile(marketer.actor, { fileName: 'Лиды\u0000\n.csv', bytes: chunks(...sizes) }),
    )
    expect(await kept(importId)).toEqual({
      state: 'draft',
      fileType: 'csv',
      fileName: 'Лиды.csv',
      size: 3 * PIECE + 6,
      pieces: [PIECE, PIECE, PIECE, 6],
    })
    const given = await joined(chunks(...sizes))
    expect((await joined(piecesOf(db, importId, 'file'))).equals(given)).toBe(true)
  })

  it('knows a workbook by what it is, not by its name', async () => {
    const zip = async function* () {
      yield Buffer.from('P')
      yield Buffer.from('K\u0003\u0004…')
    }
    const { importId } = must(await keepFile(marketer.actor, { fileName: 'leads.csv', bytes: zip() }))
    expect((await kept(importId)).fileType).toBe('xlsx')
  })

  it('keeps nothing of an empty file, of one too large, of half a one', async () => {
    const before = await runs()
    const given = (bytes: AsyncIterable<Uint8Array>) => keepFile(marketer.actor, { fileName: 'x', bytes })
    expect(await given(chunks())).toMatchObject({ failure: { code: 'UNREADABLE_FILE' } })
    const large = async function* () {
      for (let n = 0; n < 25; n++) yield Buffer.alloc(8 * PIECE + 1)
    }
    expect(await given(large())).toMatchObject({
      failure: { code: 'FILE_TOO_LARGE', params: { megabytes: 200 } },
    })
    const half = async function* () {
      yield* chunks(2 * PIECE)
      throw new Error('gone')
    }
    await expect(given(half())).rejects.toThrow('gone')
    const { actor } = await clientWith({ roles: ['executive'] })
    expect(await keepFile(actor, { fileName: 'x', bytes: chunks(5) })).toMatchObject({
      failure: { code: 'FORBIDDEN' },
    })
    expect(await runs()).toBe(before)
  })
})

describe('what one person may keep of unfinished imports', () => {
  const upload = (actor: Client['actor'], size: number, most: { drafts: number; megabytes: number }) =>
    keepFile(actor, { fileName: 'x', bytes: chunks(size) }, most)

  it('is so many files', async () => {
    const { actor } = await clientWith({ roles: ['sales'] })
    const most = { drafts: 2, megabytes: 100 }
    const before = await runs()
    for (let n = 0; n < 2; n++) must(await upload(actor, 5, most))
    expect(await upload(actor, 5, most)).toMatchObject({ failure: { code: 'TOO_MANY_DRAFTS', params: most } })
    expect(await runs()).toBe(before + 2)
    const other = await clientWith({ roles: ['sales'] })
    must(await upload(other.actor, 5, most))
  })

  it('is so many megabytes, also while one upload goes on', async () => {
    const { actor } = await clientWith({ roles: ['sales'] })
    const most = { drafts: 100, megabytes: 20 }
    const before = await runs()
    expect(await upload(actor, 40 * PIECE, most)).toMatchObject({ failure: { code: 'TOO_MANY_DRAFTS' } })
    expect(await runs()).toBe(before)
  })
})

describe('POST /imports', () => {
  const parts = (first: string, second: string) => ({
    headers: { 'Content-Type': 'multipart/form-data; boundary=xx' },
    raw: `--xx\r\n${first}\r\n--xx\r\n${second}\r\n--xx--\r\n`,
  })
  const file = 'Content-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\nemail\na@x.example\n'
  const mapping = `Content-Disposition: form-data; name="mapping"; filename="m.json"\r\n\r\n${JSON.stringify(MAPPING)}`

  it('takes its parts in any order', async () => {
    for (const sending of [parts(file, mapping), parts(mapping, file)]) {
      const { status, body } = await marketer.post('/imports', undefined, sending)
      expect([status, body.state]).toEqual([202, 'queued'])
      expect(await kept(body.id)).toMatchObject({ state: 'queued', pieces: [18] })
    }
  })

  it('keeps no file whose mapping is refused', async () => {
    const before = await runs()
    const { status, body } = await sendFile(marketer, 'email\n', { ...MAPPING, columns: { email: 'salary' } })
    expect([status, body.errors[0].path]).toEqual([422, 'mapping.columns.email'])
    expect((await marketer.post('/imports', undefined, parts(file, file))).status).toBe(422)
    expect((await sendFile(marketer, '', MAPPING)).status).toBe(422)
    expect(await runs()).toBe(before)
  })

  it('imports once under one Idempotency-Key, even where the boundary differs', async () => {
    const before = await runs()
    const headers = { 'Idempotency-Key': 'upload-1' }
    const first = await marketer.post('/imports', undefined, {
      ...parts(file, mapping),
      headers: { ...parts('', '').headers, ...headers },
    })
    const again = await marketer.post('/imports', undefined, {
      headers: { 'Content-Type': 'multipart/form-data; boundary=yy', ...headers },
      raw: parts(file, mapping).raw.replaceAll('xx', 'yy'),
    })
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect([again.status, again.body.id]).toEqual([202, first.body.id])
    const other = await marketer.post('/imports', undefined, {
      ...parts(file.replace('a@', 'b@'), mapping),
      headers: { ...parts('', '').headers, ...headers },
    })
    expect(other.status).toBe(422)
    expect(await runs()).toBe(before + 1)
  })
})

it('a character that the database cannot hold stops nothing', async () => {
  const file = 'email,company\u0000\nbad\u0000@x.example,A\ngood@x.example,B\u0000C\n'
  const run = await importFile(marketer, file, {
    kind: 'leads',
    columns: { email: 'email', 'company\ufffd': 'company' },
  })
  expect(run).toMatchObject({ state: 'done', total: 2, created: 1, rejected: 1 })
  const refused = await marketer.get(`/imports/${run.id}/rejected.csv`)
  expect(refused.body).toContain('bad\ufffd@x.example,A,email: unstorable')
  const [lead] = (await marketer.get('/leads?q=good@x.example')).body.data
  expect(lead.company).toBe('B\ufffdC')
})
