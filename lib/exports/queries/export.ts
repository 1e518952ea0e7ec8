import { organisationClock } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { db } from '@/lib/platform/db/sql'
import { streamed } from '@/lib/platform/http/streamed'
import { log } from '@/lib/platform/log'
import { csvParts } from '@/lib/platform/sheet/csv'
import { xlsxParts } from '@/lib/platform/sheet/xlsx'
import type { Query } from '@/lib/platform/url-state'
import type { Format } from '../schema'
import type { Table } from '../table'
import { exportWords, wordsFor } from '../words'

export type ExportedFile = { body: ReadableStream<Uint8Array>; headers: Record<string, string> }

/** A table as a file, in the language of who takes it; written as it is read, so that its length costs no memory. */
export async function exportTable(
  actor: Actor,
  { id, table, format, query }: { id: string; table: Table; format: Format; query: Query },
): Promise<ExportedFile> {
  const organisation = await organisationClock(db)
  const words = wordsFor(actor, organisation, dayOf(actor.at, organisation.timeZone))
  const sheet = await table.sheet(actor, query, words)
  const days = sheet.period ? `-${sheet.period.from}-${sheet.period.to}` : ''
  const e = exportWords(words)
  // Who took what out of the house, for whoever reads the log: the table and never its rows.
  log.info({ person: actor.personId, table: id, format, query }, 'table exported')
  const parts =
    format === 'csv'
      ? csvParts(sheet)
      : xlsxParts(sheet, {
          notes: e('notes'),
          cut: (rows) => e('cutInExcel', { rows: words.format.number(rows) }),
        })
  return {
    body: streamed(parts),
    headers: {
      'Content-Type': CONTENT_TYPE[format],
      'Content-Disposition': `attachment; filename="baton-${id}${days}.${format}"`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  }
}

const CONTENT_TYPE: Record<Format, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
