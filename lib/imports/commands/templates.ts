import type { Actor } from '@/lib/platform/actor'
import { uniqueViolation } from '@/lib/platform/db/errors'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import { type ImportDraft, readDraft } from '../draft'
import { headerKey, type Template } from '../guess'
import type { Field, ImportKind } from '../mapping'
import { canImport } from '../policy'
import type { TemplateId, TemplateName } from '../schema'
import { folded } from '../value-words'

/** How the last file with these columns was matched, with the columns as this file spells them. */
export async function findTemplate(
  tx: Tx,
  kind: ImportKind,
  header: readonly string[],
): Promise<{ name: string; says: Template } | undefined> {
  const found = await tx.one<{ name: string; draft: unknown }>(sql`
    select name, draft from import_template
    where header_key = ${headerKey(header)} and kind = ${kind}::import_kind and deleted_at is null
    order by used_at desc, id desc limit 1`)
  if (!found) return undefined
  const { columns, ...says } = sayings(readDraft(found.draft))
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
    on conflict (kind, lower(name)) where deleted_at is null do update set name = excluded.name, header_key = excluded.header_key,
      draft = excluded.draft, used_at = excluded.used_at, version = import_template.version + 1`)
}

/** What files of this kind are called from now on. ALREADY_EXISTS where another one is called so. */
export function renameTemplate(actor: Actor, input: TemplateName): Promise<Result<{ name: string }>> {
  return inTransaction(async (tx) => {
    const template = await lockTemplate(tx, actor, input.templateId)
    if (template.isDeleted) return refuse('NOT_FOUND')
    await named(input.name, () =>
      tx.run(sql`
        update import_template set name = ${input.name}, version = version + 1 where id = ${input.templateId}`),
    )
    return { name: input.name }
  })
}

/** The next file with its columns is matched by what it looks like. It can be brought back. */
export function deleteTemplate(
  actor: Actor,
  { templateId }: TemplateId,
): Promise<Result<{ id: number; name: string }>> {
  return inTransaction(async (tx) => {
    const { name } = await lockTemplate(tx, actor, templateId)
    await tx.run(sql`
      update import_template set deleted_at = coalesce(deleted_at, ${actor.at}::timestamptz), version = version + 1
      where id = ${templateId}`)
    return { id: templateId, name }
  })
}

/** ALREADY_EXISTS where another one has been kept under its name since. */
export function restoreTemplate(actor: Actor, { templateId }: TemplateId): Promise<Result<{ name: string }>> {
  return inTransaction(async (tx) => {
    const { name } = await lockTemplate(tx, actor, templateId)
    await named(name, () =>
      tx.run(sql`
        update import_template set deleted_at = null, version = version + 1 where id = ${templateId}`),
    )
    return { name }
  })
}

/** They are the company's: whoever imports keeps them in order. */
async function lockTemplate(
  tx: Tx,
  actor: Actor,
  templateId: number,
): Promise<{ name: string; isDeleted: boolean }> {
  if (!canImport(actor)) return refuse('FORBIDDEN')
  const found = await tx.one<{ name: string; isDeleted: boolean }>(sql`
    select name, deleted_at is not null as "isDeleted" from import_template where id = ${templateId} for update`)
  return found ?? refuse('NOT_FOUND')
}

async function named(name: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write()
  } catch (error) {
    if (uniqueViolation(error) !== 'import_template_name') throw error
    refuse('ALREADY_EXISTS', { name }, [{ path: 'name', code: 'taken', message: 'is taken already' }])
  }
}

/** What is said of this file alone: the next one is of another time. */
const ONCE: ReadonlySet<string> = new Set<Field>(['month', 'untilMonth', 'day', 'from', 'to'])

function sayings(draft: ImportDraft): Template {
  const { columns, values, dateFormat, decimal, matchBy, onMatch, identity, createMissing } = draft
  const constants = Object.fromEntries(Object.entries(draft.constants).filter(([field]) => !ONCE.has(field)))
  return { columns, constants, values, dateFormat, decimal, matchBy, onMatch, identity, createMissing }
}
