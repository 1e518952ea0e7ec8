import { z } from 'zod'
import type { SharedLinkListed } from '@/lib/sharing/queries'
import { SHARED_SCREEN_IDS } from '@/lib/sharing/screens'
import { day, id, time, timeJson } from './common'

export const sharedLink = z
  .strictObject({
    id,
    name: z.string(),
    screen: z.enum(SHARED_SCREEN_IDS),
    query: z.record(z.string(), z.string()),
    preset: z.string().nullable().meta({ description: 'a period that moves with the days' }),
    from: day.nullable(),
    to: day.nullable(),
    named: z.boolean().meta({ description: 'shows the names of channels, campaigns and regions' }),
    createdBy: z.strictObject({ id, name: z.string() }),
    createdAt: time,
    expiresAt: time,
    revokedAt: time.nullable(),
    views: z.int().min(0),
    lastViewedAt: time.nullable(),
    state: z.enum(['open', 'expired', 'revoked', 'orphaned']),
  })
  .meta({ id: 'SharedLink' })

export function sharedLinkJson({ createdById, createdBy, ...link }: SharedLinkListed) {
  return {
    ...link,
    createdBy: { id: createdById, name: createdBy },
    createdAt: link.createdAt.toISOString(),
    expiresAt: link.expiresAt.toISOString(),
    revokedAt: timeJson(link.revokedAt),
    lastViewedAt: timeJson(link.lastViewedAt),
  } satisfies z.infer<typeof sharedLink>
}
