import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import type { Tx } from './transaction'

export type CopyValue = string | number | boolean | Date | null | undefined

const PIECE = 64 * 1024

/** Writes many rows by COPY. `target` is a table with its columns, a constant of the caller: `lead (id, status)`. */
export async function copyRows(tx: Tx, target: string, rows: Iterable<readonly CopyValue[]>): Promise<void> {
  const stream = tx.client.query(copyFrom(`COPY ${target} FROM STDIN`))
  await pipeline(Readable.from(pieces(rows), { objectMode: false }), stream)
}

function* pieces(rows: Iterable<readonly CopyValue[]>): Generator<Buffer> {
  let text = ''
  for (const row of rows) {
    for (let i = 0; i < row.length; i++) text += (i === 0 ? '' : '\t') + field(row[i])
    text += '\n'
    if (text.length < PIECE) continue
    yield Buffer.from(text)
    text = ''
  }
  if (text !== '') yield Buffer.from(text)
}

const SPECIAL = /[\\\t\n\r]/
const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' }

function field(value: CopyValue): string {
  if (value === null || value === undefined) return '\\N'
  if (value instanceof Date) return value.toISOString()
  if (typeof value !== 'string') return String(value)
  return SPECIAL.test(value) ? value.replace(/[\\\t\n\r]/g, (mark) => ESCAPES[mark] ?? mark) : value
}
