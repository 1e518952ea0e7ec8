import type { Actor } from '@/lib/platform/actor'
import { uniqueViolation } from '@/lib/platform/db/errors'
import { type Sql, sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import { queryOfView, viewQuery } from './address'
import { canChangeView, canSetDefault } from './policy'
import { findView, type ViewView } from './queries'
import { type DefaultInput, MAX_VIEWS, type ViewChange, type ViewInput, type ViewOrder } from './schema'

/** Keeps a state of the list of leads under a name. ALREADY_EXISTS when its owner has one of that name. */
export function createView(actor: Actor, input: ViewInput): Promise<Result<ViewView>> {
  return inTransaction(async (tx) => {
    const count = await tx.one<{ count: number }>(sql`
      select count(*)::int as count from saved_view where owner_id = ${actor.personId} and deleted_at is null`)
    if ((count?.count ?? 0) >= MAX_VIEWS) return refuse('TOO_MANY_VIEWS', { limit: MAX_VIEWS })
    const made = await named(input.name, () =>
      tx.one<{ id: number }>(sql`
        insert into saved_view (name, owner_id, shared, query, created_at, updated_at)
        values (${input.name}, ${actor.personId}, ${input.shared}, ${kept(input.query)}, ${actor.at}::timestamptz,
          ${actor.at}::timestamptz)
        returning id`),
    )
    return theView(tx, actor, made?.id ?? 0)
  })
}

/** Changes what a view shows, its name, or who sees it. VIEW_IS_DEFAULT: a role's default stays shared. */
export function updateView(actor: Actor, input: ViewChange): Promise<Result<ViewView>> {
  return inTransaction(async (tx) => {
    const view = await lockView(tx, actor, input.viewId)
    if (input.version !== undefined && input.version !== view.version) {
      return refuse('STALE_VERSION', { version: view.version })
    }
    if (input.shared === false && view.defaultFor.length > 0) return refuse('VIEW_IS_DEFAULT')
    const name = input.name ?? view.name
    await named(name, () =>
      tx.run(sql`
        update saved_view set name = ${name}, shared = ${input.shared ?? view.shared},
          query = ${input.query === undefined ? view.query : kept(input.query)}, version = version + 1,
          updated_at = ${actor.at}::timestamptz
        where id = ${view.id}`),
    )
    return theView(tx, actor, view.id)
  })
}

/** It can be brought back. VIEW_IS_DEFAULT while a role's list opens with it. */
export function deleteView(actor: Actor, { viewId }: { viewId: number }): Promise<Result<ViewView>> {
  return inTransaction(async (tx) => {
    const view = await lockView(tx, actor, viewId)
    if (view.defaultFor.length > 0) return refuse('VIEW_IS_DEFAULT')
    await setDeleted(tx, viewId, sql`${actor.at}::timestamptz`)
    return view
  })
}

export function restoreView(actor: Actor, { viewId }: { viewId: number }): Promise<Result<ViewView>> {
  return inTransaction(async (tx) => {
    const gone = await tx.one<{ ownerId: number; shared: boolean; name: string }>(sql`
      select owner_id as "ownerId", shared, name from saved_view where id = ${viewId} and deleted_at is not null
      for update`)
    if (!gone || !canChangeView(actor, gone)) return refuse('NOT_FOUND')
    await named(gone.name, () => setDeleted(tx, viewId, sql`null`))
    return theView(tx, actor, viewId)
  })
}

/** In which order this person has their tabs; views that they cannot see are left out. */
export function orderViews(actor: Actor, { viewIds }: ViewOrder): Promise<Result<{ viewIds: number[] }>> {
  return inTransaction(async (tx) => {
    const kept = await tx.one<{ viewIds: number[] }>(sql`
      insert into view_order (person_id, view_ids)
      select ${actor.personId}, coalesce(array_agg(v.id order by asked.place), '{}')
      from unnest(${[...new Set(viewIds)]}::int[]) with ordinality asked(id, place)
      join saved_view v on v.id = asked.id and v.deleted_at is null
        and (v.owner_id = ${actor.personId} or v.shared)
      on conflict (person_id) do update set view_ids = excluded.view_ids
      returning view_ids as "viewIds"`)
    return { viewIds: kept?.viewIds ?? [] }
  })
}

/** What the list of leads opens with for a role: a shared view, or everything. */
export function setDefaultView(actor: Actor, { role, viewId }: DefaultInput): Promise<Result<null>> {
  return inTransaction(async (tx) => {
    if (!canSetDefault(actor, role)) return refuse('FORBIDDEN')
    if (viewId === null) {
      await tx.run(sql`delete from view_default where role = ${role}::role`)
      return null
    }
    await tx.run(sql`select from saved_view where id = ${viewId} for update`)
    const view = await findView(tx, actor, viewId)
    if (!view?.shared) {
      return refuse('NOT_FOUND', {}, [{ path: 'view', code: 'id', message: 'there is no such shared view' }])
    }
    await tx.run(sql`
      insert into view_default (role, view_id, set_by_id, set_at)
      values (${role}::role, ${viewId}, ${actor.personId}, ${actor.at}::timestamptz)
      on conflict (role) do update
        set view_id = excluded.view_id, set_by_id = excluded.set_by_id, set_at = excluded.set_at`)
    return null
  })
}

function kept(query: string): string {
  return viewQuery(queryOfView(query))
}

/** NOT_FOUND also for what somebody keeps to themselves. */
async function lockView(tx: Tx, actor: Actor, viewId: number): Promise<ViewView> {
  await tx.run(sql`select from saved_view where id = ${viewId} for update`)
  const view = await findView(tx, actor, viewId)
  if (!view) return refuse('NOT_FOUND')
  if (!canChangeView(actor, view)) return refuse('FORBIDDEN')
  return view
}

function setDeleted(tx: Tx, viewId: number, at: Sql): Promise<number> {
  return tx.run(sql`update saved_view set deleted_at = ${at}, version = version + 1 where id = ${viewId}`)
}

async function theView(tx: Tx, actor: Actor, id: number): Promise<ViewView> {
  const view = await findView(tx, actor, id)
  if (!view) throw new Error('the view vanished inside its own transaction')
  return view
}

async function named<T>(name: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    if (uniqueViolation(error) !== 'saved_view_name') throw error
    return refuse('ALREADY_EXISTS', { name }, [{ path: 'name', code: 'taken', message: 'is taken already' }])
  }
}
