import type { Actor } from '@/lib/platform/actor'
import type { Role } from '@/lib/platform/db/generated/enums'
import { type Database, db, type Sql, sql } from '@/lib/platform/db/sql'
import { MAX_VIEWS, VIEW_ROLES } from './schema'

export type ViewView = {
  id: number
  name: string
  ownerId: number
  owner: string
  shared: boolean
  /** the list's address */
  query: string
  version: number
  updatedAt: Date
  /** roles whose list opens with it */
  defaultFor: Role[]
}

function selectViews(rest: Sql): Sql {
  return sql`
    select v.id, v.name, v.owner_id as "ownerId", p.name as owner, v.shared, v.query, v.version,
      v.updated_at as "updatedAt", array(
        select d.role::text from view_default d where d.view_id = v.id order by d.role) as "defaultFor"
    from saved_view v join person p on p.id = v.owner_id ${rest}`
}

/** Mine, and those that others share, in my order; what is new to me comes last, by name. */
export function listViews(actor: Actor): Promise<ViewView[]> {
  return db.rows<ViewView>(
    selectViews(sql`
      where v.deleted_at is null and (v.owner_id = ${actor.personId} or v.shared)
      order by array_position(
        (select o.view_ids from view_order o where o.person_id = ${actor.personId}), v.id) nulls last,
        v.owner_id <> ${actor.personId}, lower(v.name), v.id
      limit ${MAX_VIEWS}`),
  )
}

/** Null for what is deleted, and for what somebody keeps to themselves. */
export async function viewById(actor: Actor, id: number): Promise<ViewView | null> {
  return (await findView(db, actor, id)) ?? null
}

export function findView(on: Database, actor: Actor, id: number): Promise<ViewView | undefined> {
  return on.one<ViewView>(
    selectViews(sql`
      where v.id = ${id} and v.deleted_at is null and (v.owner_id = ${actor.personId} or v.shared)`),
  )
}

/** What the list of leads opens with for this person: their first role that has one. */
export function defaultView(actor: Actor, views: readonly ViewView[]): ViewView | undefined {
  const roles = VIEW_ROLES.filter((role) => actor.roles.includes(role))
  for (const role of roles) {
    const found = views.find(({ defaultFor }) => defaultFor.includes(role))
    if (found) return found
  }
}
