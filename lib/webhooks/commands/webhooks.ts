import { randomBytes } from 'node:crypto'
import type { Actor } from '@/lib/platform/actor'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import { looksOutside } from '../address'
import { TEST_TYPE, typesOf } from '../events'
import { canManageWebhooks } from '../policy'
import { findWebhook, type WebhookView } from '../queries'
import type { WebhookChange, WebhookInput } from '../schema'
import { reachesInside } from './send'

/** More would be a mistake: each of them costs every change a row. */
const MOST_WEBHOOKS = 50

/** A new address to be told. Its secret is answered once. INVALID: url in the own network, or one too many. */
export function createWebhook(
  actor: Actor,
  input: WebhookInput,
): Promise<Result<WebhookView & { secret: string }>> {
  const secret = newSecret()
  return inTransaction(async (tx) => {
    allowed(actor, input.url)
    const made = await tx.one<{ id: number }>(sql`
      insert into webhook (name, url, secret, types, created_at, created_by_id)
      select ${input.name}, ${input.url}, ${secret}, ${typesOf(input.events)}::text[], ${actor.at}::timestamptz,
        ${actor.personId}
      where (select count(*) from webhook) < ${MOST_WEBHOOKS}
      returning id`)
    if (!made)
      return refuse('INVALID', {}, [{ path: 'url', code: 'too_many', message: 'there are too many' }])
    return { ...(await present(tx, made.id)), secret }
  })
}

/** Name, address and events; what waits goes to the new address. STALE_VERSION when somebody was quicker. */
export function changeWebhook(actor: Actor, input: WebhookChange): Promise<Result<WebhookView>> {
  const { webhookId, version } = input
  return inTransaction(async (tx) => {
    allowed(actor, input.url)
    const before = await tx.one<{ version: number }>(
      sql`select version from webhook where id = ${webhookId} for update`,
    )
    if (!before) return refuse('NOT_FOUND')
    if (version !== undefined && version !== before.version)
      return refuse('STALE_VERSION', { version: before.version })
    await tx.run(sql`
      update webhook set name = ${input.name}, url = ${input.url}, types = ${typesOf(input.events)}::text[],
        version = version + 1, retry_at = null
      where id = ${webhookId}`)
    return present(tx, webhookId)
  })
}

/** While it is paused nothing is noted for it; what waited before waits on. */
export function pauseWebhook(
  actor: Actor,
  { webhookId, paused }: { webhookId: number; paused: boolean },
): Promise<Result<WebhookView>> {
  return inTransaction(async (tx) => {
    if (!canManageWebhooks(actor)) refuse('FORBIDDEN')
    await tx.run(sql`
      update webhook set paused_at = ${paused ? actor.at : null}::timestamptz, failing_since = null, retry_at = null,
        version = version + 1
      where id = ${webhookId} and (paused_at is not null) <> ${paused}`)
    return present(tx, webhookId)
  })
}

/** A new secret, answered once; the old one signs nothing any more. */
export function renewSecret(
  actor: Actor,
  { webhookId }: { webhookId: number },
): Promise<Result<WebhookView & { secret: string }>> {
  const secret = newSecret()
  return inTransaction(async (tx) => {
    if (!canManageWebhooks(actor)) refuse('FORBIDDEN')
    await tx.run(sql`update webhook set secret = ${secret}, version = version + 1 where id = ${webhookId}`)
    return { ...(await present(tx, webhookId)), secret }
  })
}

/** With its log, at once and for good. */
export function deleteWebhook(
  actor: Actor,
  { webhookId }: { webhookId: number },
): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    if (!canManageWebhooks(actor)) refuse('FORBIDDEN')
    const gone = await tx.run(sql`delete from webhook where id = ${webhookId}`)
    return gone === 1 ? { id: webhookId } : refuse('NOT_FOUND')
  })
}

/** Sends a test to the address, paused or not. */
export function testWebhook(
  actor: Actor,
  { webhookId }: { webhookId: number },
): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    if (!canManageWebhooks(actor)) refuse('FORBIDDEN')
    const made = await tx.one<{ id: number }>(sql`
      insert into webhook_delivery (webhook_id, type, created_at, next_at)
      select id, ${TEST_TYPE}, ${actor.at}::timestamptz, ${actor.at}::timestamptz from webhook where id = ${webhookId}
      returning id`)
    if (!made) return refuse('NOT_FOUND')
    await wake(tx)
    return made
  })
}

/** Sends once more what was delivered or has failed: the same id and the same body. */
export function resendDelivery(
  actor: Actor,
  { deliveryId }: { deliveryId: number },
): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    if (!canManageWebhooks(actor)) refuse('FORBIDDEN')
    const again = await tx.one<{ id: number }>(sql`
      with again as (
        update webhook_delivery set state = 'waiting', attempts = 0, next_at = ${actor.at}::timestamptz
        where id = ${deliveryId} returning id, webhook_id),
      freed as (update webhook set retry_at = null where id = (select webhook_id from again))
      select id from again`)
    if (!again) return refuse('NOT_FOUND')
    await wake(tx)
    return again
  })
}

function allowed(actor: Actor, url: string): void {
  if (!canManageWebhooks(actor)) refuse('FORBIDDEN')
  if (reachesInside() || looksOutside(url)) return
  refuse('INVALID', {}, [
    { path: 'url', code: 'own_network', message: 'is in the own network of the server' },
  ])
}

function wake(tx: Tx): Promise<unknown> {
  return tx.run(sql`select pg_notify('baton_webhooks', '')`)
}

async function present(tx: Tx, id: number): Promise<WebhookView> {
  return (await findWebhook(tx, id)) ?? refuse('NOT_FOUND')
}

function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}
