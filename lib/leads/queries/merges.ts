import type { Actor } from '@/lib/platform/actor'
import { type Database, db, sql } from '@/lib/platform/db/sql'

/** Of which lead this one is part; null when it is a lead itself, or none. */
export async function mergedInto(on: Database, id: number): Promise<number | null> {
  const merge = await on.one<{ into: number }>(sql`
    select live_id as into from lead_merge where merged_id = ${id} and live_id is not null`)
  return merge?.into ?? null
}

/** Where a lead went that is not there any more: for old addresses. */
export function leadItBecame(_actor: Actor, id: number): Promise<number | null> {
  return mergedInto(db, id)
}

export type MergeView = {
  id: number
  /** the lead that is part of this one now */
  other: { id: number; name: string; email: string | null; phone: string | null }
  by: string
  at: Date
  /** nothing was done since that could not be told apart */
  undoable: boolean
}

/** What was merged into a lead, the newest first; a few, and those that can still be parted among them. */
export function mergesInto(_actor: Actor, leadId: number): Promise<MergeView[]> {
  return db.rows<MergeView>(sql`
    select m.id, jsonb_build_object('id', m.merged_id, 'name', m.display_name, 'email', m.before->'merged'->'email',
        'phone', m.before->'merged'->'phone') as other, p.name as by, m.merged_at as at,
      m.kept_id = m.live_id and m.kept_version = l.version as undoable
    from lead_merge m join lead l on l.id = m.live_id join person p on p.id = m.merged_by_id
    where m.live_id = ${leadId} order by m.id desc limit 20`)
}

/** How many records of each kind a lead brings into a merge. */
export type LeadWeight = {
  handoffs: number
  deals: number
  touches: number
  activities: number
  /** an undecided handoff or an open deal */
  atWork: boolean
  won: boolean
}

export async function leadWeight(_actor: Actor, leadId: number): Promise<LeadWeight> {
  const weight = await db.one<LeadWeight>(sql`
    select (select count(*)::int from handoff where lead_id = ${leadId}) as handoffs,
      (select count(*)::int from deal where lead_id = ${leadId}) as deals,
      (select count(*)::int from touch where lead_id = ${leadId}) as touches,
      (select count(*)::int from activity where lead_id = ${leadId}) as activities,
      exists (select 1 from handoff where lead_id = ${leadId} and state = 'pending')
        or exists (select 1 from deal where lead_id = ${leadId} and state = 'open') as "atWork",
      exists (select 1 from deal where lead_id = ${leadId} and state = 'won') as won`)
  if (!weight) throw new Error('a select of counts has one row')
  return weight
}

/** How many other leads have this one's e-mail or phone, by whatever way they came in. */
export async function sameAddressCount(_actor: Actor, leadId: number): Promise<number> {
  const counted = await db.one<{ count: number }>(sql`
    select count(*)::int as count from (
      select o.id from lead l join lead o on o.email_key = l.email_key where l.id = ${leadId}
      union select o.id from lead l join lead o on o.phone_key = l.phone_key where l.id = ${leadId}
    ) alike
    where id <> ${leadId} and not exists (
      select 1 from lead_difference d
      where d.low_id = least(id, ${leadId}::int) and d.high_id = greatest(id, ${leadId}::int))`)
  return counted?.count ?? 0
}
