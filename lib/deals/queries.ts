import type { NamedPerson } from '@/lib/leads/queries/lead-view'
import type { Actor } from '@/lib/platform/actor'
import type { DealState } from '@/lib/platform/db/generated/enums'
import { type Database, db, type Sql, sql } from '@/lib/platform/db/sql'

export type DealView = {
  id: number
  leadId: number
  leadName: string
  leadVersion: number
  title: string
  amount: string | null
  expectedCloseOn: string | null
  state: DealState
  version: number
  owner: NamedPerson | null
  openedAt: Date
  closedAt: Date | null
  lostReason: string | null
  updatedAt: Date
}

/** Deals `d` of leads `l`, as DealView; `rest` starts with `where`. */
export function selectDeals(rest: Sql): Sql {
  return sql`
    select d.id, d.lead_id as "leadId", l.display_name as "leadName", l.version as "leadVersion", d.title, d.amount,
      d.expected_close_on as "expectedCloseOn", d.state, d.version,
      case when p.id is not null then json_build_object('id', p.id, 'name', p.name, 'email', p.email) end as owner,
      d.opened_at as "openedAt", d.closed_at as "closedAt", d.lost_reason as "lostReason", d.updated_at as "updatedAt"
    from deal d join lead l on l.id = d.lead_id left join person p on p.id = d.owner_id
    ${rest}`
}

export function findDeal(on: Database, id: number): Promise<DealView | undefined> {
  return on.one<DealView>(selectDeals(sql`where d.id = ${id}`))
}

/** Everybody who may sign in sees every deal. */
export async function dealById(_actor: Actor, dealId: number): Promise<DealView | undefined> {
  return findDeal(db, dealId)
}
