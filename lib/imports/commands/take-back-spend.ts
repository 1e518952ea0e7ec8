import { copyRows } from '@/lib/platform/db/copy'
import { sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import type { TakenBack, Undoer } from './take-back'

type Entry = {
  id: number
  name: string
  isOurs: boolean
  before: { version: number } | null
  byId: number
  at: Date
}

/** Costs that the import entered are removed, those that it changed are as before; not where somebody changed them since. */
export async function takeBackSpend(
  tx: Tx,
  by: Undoer,
  { importId, after, limit }: { importId: number; after: number; limit: number },
): Promise<TakenBack> {
  const subjects = await tx.rows<{ id: number }>(sql`
    select distinct subject as id from import_effect
    where import_id = ${importId} and kind = 'spend' and subject > ${after} order by subject limit ${limit}`)
  if (subjects.length === 0) return { removed: 0, restored: 0, kept: 0, last: null }
  const ids = subjects.map(({ id }) => id)
  await tx.run(sql`select from spend where id = any (${ids}::int[]) order by id for update`)
  const entries = await tx.rows<Entry>(sql`
    select s.id, concat_ws(' · ', ch.name, ca.name, nullif(s.purpose, ''), s.first_day) as name,
      s.removed_at is null and s.version = last.version as "isOurs", first.before, s.updated_by_id as "byId",
      s.updated_at as at
    from spend s left join channel ch on ch.id = s.channel_id left join campaign ca on ca.id = s.campaign_id
      cross join lateral (select version from import_effect e
        where e.import_id = ${importId} and e.kind = 'spend' and e.subject = s.id order by e.id desc limit 1) last
      cross join lateral (select before from import_effect e
        where e.import_id = ${importId} and e.kind = 'spend' and e.subject = s.id order by e.id limit 1) first
    where s.id = any (${ids}::int[]) order by s.id`)
  const made = entries.filter(({ isOurs, before }) => isOurs && !before).map(({ id }) => id)
  const changed = entries.flatMap(({ id, isOurs, before }) => (isOurs && before ? [{ id, before }] : []))
  const kept = entries.filter(({ isOurs }) => !isOurs)
  await tx.run(sql`
    update spend set removed_at = ${by.at}::timestamptz, version = version + 1, updated_at = ${by.at}::timestamptz,
      updated_by_id = ${by.personId}
    where id = any (${made}::int[])`)
  await tx.run(sql`
    update spend s set (amount, reach, responses) =
        (select amount, reach, responses from jsonb_populate_record(s, r.before)),
      version = s.version + 1, updated_at = ${by.at}::timestamptz, updated_by_id = ${by.personId}
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as r(id int, before jsonb) where s.id = r.id`)
  // An earlier import of the same entry can be undone after this one: the version that it knows is this one now.
  await tx.run(sql`
    update import_effect e set version = s.version
    from jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) as r(id int, before jsonb) join spend s on s.id = r.id
    where e.subject = r.id and e.kind = 'spend' and e.import_id <> ${importId}
      and e.version = (r.before ->> 'version')::int`)
  await tx.run(sql`
    delete from import_effect where import_id = ${importId} and kind = 'spend' and subject = any (${ids}::int[])`)
  await copyRows(
    tx,
    'import_kept (import_id, kind, spend_id, name, why, by_id, at)',
    kept.map(({ id, name, byId, at }) => [importId, 'spend', id, name, 'changed', byId, at]),
  )
  return { removed: made.length, restored: changed.length, kept: kept.length, last: ids.at(-1) ?? null }
}
