import type { ReactNode } from 'react'
import { Shell } from '@/components/shell/shell'
import { countContestsWaitingFor } from '@/lib/handoffs/queries/contests'
import { queueCounters } from '@/lib/handoffs/queries/counters'
import { countDecisionsDue } from '@/lib/meetings/queries/decisions'
import { unreadCount } from '@/lib/notices/queries'
import { nurtureCounters } from '@/lib/nurture/queries/counters'
import { requirePerson } from '@/lib/platform/auth/session'

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson()
  const [queue, contests, decisionsDue, nurture, unread] = await Promise.all([
    queueCounters(person),
    countContestsWaitingFor(person),
    countDecisionsDue(person),
    nurtureCounters(person),
    unreadCount(person),
  ])
  return (
    <Shell person={person} counts={{ ...queue, contests, decisionsDue, ...nurture }} unread={unread}>
      {children}
    </Shell>
  )
}
