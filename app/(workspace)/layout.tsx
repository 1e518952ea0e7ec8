import type { ReactNode } from 'react'
import { Shell } from '@/components/shell/shell'
import { queueCounters } from '@/lib/handoffs/queries/counters'
import { requirePerson } from '@/lib/platform/auth/session'

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson()
  return (
    <Shell person={person} counts={await queueCounters(person)}>
      {children}
    </Shell>
  )
}
