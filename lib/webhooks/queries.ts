import type { Actor } from '@/lib/platform/actor'
import type { DeliveryState } from '@/lib/platform/db/generated/enums'
import { type Database, db, empty, type Sql, sql } from '@/lib/platform/db/sql'
import { eventOf, eventsOf, type WebhookEvent } from './events'
import { canManageWebhooks } from './policy'

export type WebhookView = {
  id: number
  version: number
  name: string
  url: string
  events: WebhookEvent[]
  createdAt: Date
  createdBy: string
  pausedAt: Date | null
  /** since when no attempt has succeeded */
  failingSince: Date | null
  waiting: number
  failed: number
  lastDeliveredAt: Date | null
}

type Row = Omit<WebhookView, 'events'> & { types: string[] }

/** All of them, for administrators; nobody else learns that they exist. */
export async function listWebhooks(actor: Actor): Promise<WebhookView[]> {
  return canManageWebhooks(actor) ? webhooks(db, empty) : []
}

export async function webhookById(actor: Actor, id: number): Promise<WebhookView | null> {
  return canManageWebhooks(actor) ? findWebhook(db, id) : null
}

/** The same inside a transaction that has authorised its actor. */
export async function findWebhook(on: Database, id: number): Promise<WebhookView | null> {
  return (await webhooks(on, sql`where w.id = ${id}`))[0] ?? null
}

async function webhooks(on: Database, where: Sql): Promise<WebhookView[]> {
  const rows = await on.rows<Row>(sql`
    select w.id, w.version, w.name, w.url, w.types, w.created_at as "createdAt", p.name as "createdBy",
      w.paused_at as "pausedAt", w.failing_since as "failingSince", log.waiting, log.failed,
      log.delivered as "lastDeliveredAt"
    from webhook w join person p on p.id = w.created_by_id cross join lateral (
      -- of the last ones only: how many there are in all is nobody's question
      select count(*) filter (where state = 'waiting')::int as waiting,
        count(*) filter (where state = 'failed')::int as failed, max(last_at) filter (where state = 'delivered') as delivered
      from (select state, last_at from webhook_delivery where webhook_id = w.id order by id desc limit 1000) latest
    ) log
    ${where} order by w.id`)
  return rows.map(({ types, ...row }) => ({ ...row, events: eventsOf(types) }))
}

export type DeliveryView = {
  id: number
  event: ReturnType<typeof eventOf>
  leadId: number | null
  leadName: string | null
  createdAt: Date
  state: DeliveryState
  attempts: number
  nextAt: Date
  lastAt: Date | null
  lastStatus: number | null
  lastError: string | null
  lastAnswer: string | null
  body: string | null
}

/** The log of one webhook, newest first. */
export async function listDeliveries(
  actor: Actor,
  { webhookId, before, limit }: { webhookId: number; before?: number | null; limit: number },
): Promise<{ rows: DeliveryView[]; next: number | null }> {
  if (!canManageWebhooks(actor)) return { rows: [], next: null }
  const found = await db.rows<Omit<DeliveryView, 'event'> & { type: string }>(sql`
    select d.id, d.type, d.lead_id as "leadId", l.display_name as "leadName", d.created_at as "createdAt", d.state,
      d.attempts, d.next_at as "nextAt", d.last_at as "lastAt", d.last_status as "lastStatus",
      d.last_error as "lastError", d.last_answer as "lastAnswer", d.body
    from webhook_delivery d left join lead l on l.id = d.lead_id
    where d.webhook_id = ${webhookId} ${before ? sql`and d.id < ${before}` : empty}
    order by d.id desc limit ${limit + 1}`)
  const rows = found.slice(0, limit).map(({ type, ...row }) => ({ ...row, event: eventOf(type) }))
  return { rows, next: found.length > limit ? (rows.at(-1)?.id ?? null) : null }
}
