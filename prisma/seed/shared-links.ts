import type { Actor } from '@/lib/platform/actor'
import { openSharedLink } from '@/lib/platform/auth/shared-link'
import { must } from '@/lib/platform/result'
import { createSharedLink, revokeSharedLink } from '@/lib/sharing/commands'

const DAY = 86_400_000

/** What people outside were shown: one link in use, one revoked, one that has run out. */
export async function shareNumbers(as: (key: string, at: Date) => Actor, now: Date): Promise<void> {
  const ago = (days: number) => new Date(now.getTime() - days * DAY)
  const common = { query: {}, named: false, preset: 'last12' } as const
  const bank = must(
    await createSharedLink(as('helena', ago(12)), { ...common, name: 'Our bank', screen: 'kpis', days: 90 }),
  )
  for (const days of [11, 6, 2]) await openSharedLink(bank.token, 'demo', ago(days))
  const agency = must(
    await createSharedLink(as('ines', ago(40)), {
      ...common,
      name: 'Agency for search',
      screen: 'funnel',
      days: 90,
      named: true,
    }),
  )
  await openSharedLink(agency.token, 'demo', ago(39))
  must(await revokeSharedLink(as('ines', ago(20)), { id: agency.id }))
  must(
    await createSharedLink(as('ines', ago(30)), {
      ...common,
      name: 'Board, October',
      screen: 'funnel',
      days: 7,
    }),
  )
}
