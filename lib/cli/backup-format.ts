/**
 * A backup is one gzip file of lines, to be read with any tool:
 *
 *   {"baton":"backup","version":1,"at":"…","migrations":["…"]}
 *   {"table":"person","columns":["id",…]}
 *   … rows in PostgreSQL's COPY text format, which never has a line that is just \. …
 *   \.
 *   … the next table …
 *   {"end":true,"rows":{"person":12,…},"sequences":{"person_id_seq":12,…}}
 */
export type BackupHeader = { baton: 'backup'; version: 1; at: string; migrations: string[] }
export type BackupTable = { table: string; columns: string[] }
export type BackupEnd = { end: true; rows: Record<string, number>; sequences: Record<string, number> }

export const END_OF_ROWS = '\\.'

export const MIGRATIONS_TABLE = '_prisma_migrations'

export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
