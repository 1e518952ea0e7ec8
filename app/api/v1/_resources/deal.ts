import { z } from 'zod'
import type { DealView } from '@/lib/deals/queries'
import { etagOf } from '@/lib/platform/http/etag'
import type { Reply } from '@/lib/platform/http/route'
import { day, id, money, person, personJson, time, timeJson } from './common'

export const deal = z
  .strictObject({
    id,
    version: z.int().min(1),
    leadId: id,
    lead: z.strictObject({ id, displayName: z.string(), version: z.int().min(1) }),
    title: z.string(),
    amount: money.nullable(),
    expectedCloseOn: day.nullable(),
    state: z.enum(['open', 'won', 'lost']),
    owner: person.nullable(),
    openedAt: time,
    wonAt: time.nullable(),
    lostAt: time.nullable(),
    lostReason: z.string().nullable(),
    updatedAt: time,
  })
  .meta({ id: 'Deal' })

export function dealJson(view: DealView): z.infer<typeof deal> {
  return {
    id: view.id,
    version: view.version,
    leadId: view.leadId,
    lead: { id: view.leadId, displayName: view.leadName, version: view.leadVersion },
    title: view.title,
    amount: view.amount,
    expectedCloseOn: view.expectedCloseOn,
    state: view.state,
    owner: personJson(view.owner),
    openedAt: view.openedAt.toISOString(),
    wonAt: view.state === 'won' ? timeJson(view.closedAt) : null,
    lostAt: view.state === 'lost' ? timeJson(view.closedAt) : null,
    lostReason: view.lostReason,
    updatedAt: view.updatedAt.toISOString(),
  }
}

export function dealReply(view: DealView, status = 200): Reply {
  const headers: Record<string, string> = { ETag: etagOf(view.version) }
  if (status === 201) headers.Location = `/api/v1/deals/${view.id}`
  return { status, body: dealJson(view), headers }
}
