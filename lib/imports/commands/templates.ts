import type { Actor } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import { type ImportDraft, importDraft } from '../draft'
import { headerKey, type Template } from '../guess'
import type { Field, ImportKind } from '../mapping'
import { folded } from '../value-words'

/** How the last file with these columns was matched, with the columns as this file spells them. */
export async function findTemplate(
  tx: Tx,
  kind: ImportKind,
  header: readonly string[],
): Promise<{ name: string; says: Template } | undefined> {
  const found = await tx.one<{ name: string; draft: unknown }>(sql`
    select name, draft from import_template
    where header_key = ${headerKey(header)} and kind = ${kind}::import_kind order by used_at desc, id desc limit 1`)
  if (!found) return undefined
  const { columns, ...says } = sayings(importDraft.parse(found.draft))
  const fields = new Map(Object.entries(columns).map(([name, field]) => [folded(name), field]))
  const spelt = header.flatMap((name) => {
    const field = fields.get(folded(name))
    return field === undefined ? [] : [[name, field] as const]
  })
  return { name: found.name, says: { ...says, columns: Object.fromEntries(spelt) } }
}

/** Kept under its name for the next file; a file of the same name of source teaches the newest way. */
export async function keepTemplate(
  tx: Tx,
  actor: Actor,
  { name, header, draft }: { name: string; header: readonly string[]; draft: ImportDraft },
): Promise<void> {
  const says = JSON.stringify({ kind: draft.kind, ...sayings(draft) })
  await tx.run(sql`
    insert into import_template (kind, name, header_key, draft, created_by_id, used_at)
    values (${draft.kind}::import_kind, ${name}, ${headerKey(header)}, ${says}::jsonb, ${actor.personId},
      ${actor.at}::timestamptz)
    on conflict (kind, lower(name)) do update set name = excluded.name, header_key = excluded.header_key,
      draft = excluded.draft, used_at = excluded.used_at, version = import_template.version + 1`)
}

/** What is said of this file alone: the next one is of another time. */
const ONCE: ReadonlySet<string> = new Set<Field>(['month', 'untilMonth', 'day', 'from', 'to'])

function sayings(draft: ImportDraft): Template {
  const { columns, values, dateFormat, decimal, matchBy, onMatch, identity, createMissing } = draft
  const constants = Object.fromEntries(Object.entries(draft.constants).filter(([field]) => !ONCE.has(field)))
  return { columns, constants, values, dateFormat, decimal, matchBy, onMatch, identity, createMissing }
}
