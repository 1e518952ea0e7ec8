import { notify } from '@/lib/notices/commands/notify'
import type { Actor } from '@/lib/platform/actor'
import type { TouchKind } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'
import { announce } from '@/lib/platform/realtime/announce'

type Woken = { leadId: number; ownerId: number | null; name: string; kind: TouchKind }

/** Of so many leads of one owner each is told by itself; of more, how many. */
const TOLD_ONE_BY_ONE = 5

/**
 * Wakes the sleeping leads that did something: from today they are work, whatever day they had. What a lead did before
 * it went to sleep (an old enquiry in a file) wakes nobody. A lead that is awake already stays as it is. Nothing of it
 * is an edit, so the version that others see stays: a form that somebody fills in meanwhile is still good.
 */
export async function wakeByTouches(tx: Tx, actor: Actor, touchIds: readonly number[]): Promise<void> {
  const woken = await tx.rows<Woken>(sql`
    with today as (
      select (${actor.at}::timestamptz at time zone time_zone)::date as day from organisation),
    latest as (
      select distinct on (t.lead_id) t.lead_id, t.id, t.kind, t.note, l.nurture_wake_on as wake_on
      from touch t join lead l on l.id = t.lead_id
      where t.id = any (${[...touchIds]}::int[]) and l.status = 'nurture' and t.at >= l.status_since
      order by t.lead_id, t.at desc, t.id desc),
    woken as (
      update lead l set nurture_wake_on = today.day, woken_by_touch_id = latest.id
      from latest, today
      where l.id = latest.lead_id and l.status = 'nurture' and l.nurture_wake_on > today.day
      returning l.id, l.owner_id, l.display_name, latest.id as touch_id, latest.kind, latest.note, latest.wake_on),
    noted as (
      insert into lead_event (lead_id, type, actor_id, at, data)
      select id, 'woke', ${actor.personId}::int, ${actor.at}::timestamptz,
        jsonb_build_object('touchId', touch_id, 'kind', kind, 'note', note, 'wakeOn', wake_on)
      from woken)
    select id as "leadId", owner_id as "ownerId", display_name as name, kind from woken order by id`)
  if (woken.length > 0) {
    // whoever looks at what is awake sees it now
    await announce(tx, { topic: 'nurture', id: woken.length === 1 ? (woken[0]?.leadId ?? 0) : 0 })
    await tellOwners(tx, actor, woken)
  }
}

async function tellOwners(tx: Tx, actor: Actor, woken: readonly Woken[]): Promise<void> {
  // whoever enters a touch by hand knows of it; a key that reports visits does so in its owner's name
  const except = actor.via === 'session' ? actor.personId : undefined
  for (const [ownerId, leads] of Map.groupBy(woken, ({ ownerId }) => ownerId)) {
    if (leads.length > TOLD_ONE_BY_ONE) {
      const data = { count: leads.length, why: 'touch' }
      await notify(tx, actor.at, { to: [ownerId], kind: 'leads_woke', except, data })
      continue
    }
    for (const { leadId, name, kind } of leads) {
      const data = { lead: name, why: kind }
      await notify(tx, actor.at, { to: [ownerId], kind: 'lead_woke', except, leadId, data })
    }
  }
}
