import type { ReactNode } from 'react'
import { noCounts } from '@/components/shell/destinations'
import { Shell } from '@/components/shell/shell'
import { requirePerson } from '@/lib/platform/auth/session'

export default async function WorkspaceLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson()
  return (
    <Shell person={person} counts={noCounts}>
      {children}
    </Shell>
  )
}
