import { LEAD_COLUMNS, LEAD_JOINS, type LeadView } from '@/lib/leads/queries/lead-view'
import { db, sql } from '@/lib/platform/db/sql'
import { log } from '@/lib/platform/log'
import { eventOf } from '../events'
import { PATIENCE, retryTime } from '../retry'
import { signatureOf } from '../signing'
import { type Answered, post } from './send'

/** At the same time: an address that hangs must not hold up the others for long. */
const SIDE_BY_SIDE = 8
const AT_ONE_GO = 40
/** Of the same address, so that one with a long queue leaves room for the others. */
const OF_ONE = 8
/** An attempt that has not ended by then was lost with its process, and is made again. */
const CLAIM = 2 * 60_000
/** Well under the minute after which the job runs again. */
const LONGEST_RUN = 45_000
const KEPT_DAYS = 30

type Claimed = {
  id: number
  webhookId: number
  eventId: string | null
  leadId: number | null
  type: string
  createdAt: Date
  attempts: number
  body: string | null
  url: string
  secret: string
}

/** Sends what is due, until nothing is. Several processes may do it at once: each claims what it sends. */
export async function deliverWebhooks(at: Date): Promise<void> {
  const enough = AbortSignal.timeout(LONGEST_RUN)
  while (!enough.aborted) {
    const claimed = await claim(at)
    if (claimed.length === 0) return
    for (let first = 0; first < claimed.length; first += SIDE_BY_SIDE)
      await Promise.all(claimed.slice(first, first + SIDE_BY_SIDE).map((one) => attempt(one, at)))
  }
}

async function claim(at: Date): Promise<Claimed[]> {
  return db.rows<Claimed>(sql`
    with due as (
      select d.id
      from webhook w cross join lateral (
        select id, next_at from webhook_delivery
        where webhook_id = w.id and state = 'waiting' and next_at <= ${at}::timestamptz
          and (w.paused_at is null or type = 'test')
        order by id limit ${OF_ONE} for update skip locked
      ) d
      where w.retry_at is null or w.retry_at <= ${at}::timestamptz
      order by d.next_at, d.id limit ${AT_ONE_GO})
    update webhook_delivery d
    set attempts = attempts + 1, next_at = ${new Date(at.getTime() + CLAIM)}::timestamptz
    from webhook w
    where d.id in (select id from due) and w.id = d.webhook_id
    returning d.id, d.webhook_id as "webhookId", d.event_id::text as "eventId", d.lead_id as "leadId", d.type,
      d.created_at as "createdAt", d.attempts, d.body, w.url, w.secret`)
}

async function attempt(delivery: Claimed, at: Date): Promise<void> {
  const { id, url, secret } = delivery
  const body = delivery.body ?? (await bodyOf(delivery))
  const answered = await post(url, signatureOf(secret, id, at, body), body)
  const good = 'status' in answered && answered.status >= 200 && answered.status < 300
  await note(delivery, body, answered, good, at)
  if (!good) log.info({ delivery: id, ...answered }, 'webhook not delivered')
}

async function note(
  { id, webhookId, attempts }: Claimed,
  body: string,
  answered: Answered,
  good: boolean,
  at: Date,
): Promise<void> {
  const retry = good ? null : retryTime(attempts, at)
  const state = good ? 'delivered' : retry ? 'waiting' : 'failed'
  const patience = new Date(at.getTime() - PATIENCE)
  await db.run(sql`
    with noted as (
      update webhook_delivery set state = ${state}::delivery_state, body = ${body},
        next_at = coalesce(${retry}::timestamptz, next_at), last_at = ${at}::timestamptz,
        last_status = ${'status' in answered ? answered.status : null}::int,
        last_answer = ${'status' in answered ? answered.answer : null}::text,
        last_error = ${'error' in answered ? answered.error : null}::text
      where id = ${id} and attempts = ${attempts} returning webhook_id)
    update webhook set
      failing_since = case when ${good} then null else coalesce(failing_since, ${at}::timestamptz) end,
      retry_at = case when ${good} then null else ${retryTime(1, at)}::timestamptz end,
      paused_at = case when not ${good} and failing_since < ${patience}::timestamptz
        then coalesce(paused_at, ${at}::timestamptz) else paused_at end
    where id = ${webhookId} and exists (select from noted)
      and (failing_since is not null or retry_at is not null or not ${good})`)
}

/** What is told: the event, and the lead as it is when it is told for the first time. */
async function bodyOf({ eventId, leadId, type, createdAt }: Claimed): Promise<string> {
  const [event, lead] = await Promise.all([
    eventId === null
      ? undefined
      : db.one<object>(sql`
          select e.id::text as id, e.from_status as "from", e.to_status as "to", e.reason, e.data,
            case when p.id is not null then json_build_object('id', p.id, 'name', p.name) end as actor
          from lead_event e left join person p on p.id = e.actor_id where e.id = ${eventId}::bigint`),
    leadId === null
      ? undefined
      : db.one<LeadView>(sql`select ${LEAD_COLUMNS} from lead l ${LEAD_JOINS} where l.id = ${leadId}`),
  ])
  // A lead that was merged meanwhile is part of another one.
  return JSON.stringify({
    type: eventOf(type),
    timestamp: createdAt.toISOString(),
    data: { leadId, event: event ?? null, lead: lead ?? null },
  })
}

/** The log of the last month is kept. */
export async function forgetDeliveries(at: Date): Promise<void> {
  await db.run(sql`
    delete from webhook_delivery
    where created_at < ${at}::timestamptz - make_interval(days => ${KEPT_DAYS}) and state <> 'waiting'`)
}
