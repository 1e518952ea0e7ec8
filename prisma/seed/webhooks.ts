import type { Actor } from '@/lib/platform/actor'
import { must } from '@/lib/platform/result'
import { createWebhook, pauseWebhook } from '@/lib/webhooks/commands/webhooks'

/** A receiver that the demo company has thought of: paused, because there is nobody at that address. */
export async function addWebhooks(as: (key: string, at: Date) => Actor, now: Date): Promise<void> {
  const admin = as('ines', now)
  const { id } = must(
    await createWebhook(admin, {
      name: 'Data warehouse',
      url: 'https://warehouse.meridian.example/baton',
      events: ['lead.created', 'handoff.accepted', 'handoff.rejected', 'deal.won', 'deal.lost'],
    }),
  )
  must(await pauseWebhook(admin, { webhookId: id, paused: true }))
}
