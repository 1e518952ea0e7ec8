import { organisationClock } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { db } from '@/lib/platform/db/sql'
import { csvOf } from '@/lib/platform/sheet/csv'
import { xlsxOf } from '@/lib/platform/sheet/xlsx'
import type { Query } from '@/lib/platform/url-state'
import type { Format } from '../schema'
import type { Table } from '../table'
import { exportWords, wordsFor } from '../words'

export type ExportedFile = { body: string | Uint8Array<ArrayBuffer>; headers: Record<string, string> }

/** A table as a file, in the language of who takes it. */
export async function exportTable(
  actor: Actor,
  { id, table, format, query }: { id: string; table: Table; format: Format; query: Query },
): Promise<ExportedFile> {
  const organisation = await organisationClock(db)
  const words = wordsFor(actor, organisation, dayOf(actor.at, organisation.timeZone))
  const sheet = await table.sheet(actor, query, words)
  const days = sheet.period ? `-${sheet.period.from}-${sheet.period.to}` : ''
  return {
    body: format === 'csv' ? csvOf(sheet) : Uint8Array.from(await xlsxOf(sheet, exportWords(words)('notes'))),
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
