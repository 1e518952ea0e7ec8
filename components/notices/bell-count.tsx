'use client'

import { useEffect, useState } from 'react'
import { CountBadge } from '@/components/ui/badge'
import { useLive } from '@/components/ui/use-live'

export type Unread = { count: number; label: string }

let asking: Promise<Unread | null> | undefined

/** However many bells a page has, and however many notices come at once: one question. */
function askSoon(): Promise<Unread | null> {
  asking ??= new Promise<Unread | null>((resolve) => {
    setTimeout(
      async () => {
        asking = undefined
        try {
          const answer = await fetch('/api/notices')
          resolve(answer.ok ? ((await answer.json()) as { data: [Unread] }).data[0] : null)
        } catch {
          resolve(null) // no connection: the next change asks again
        }
      },
      100 + Math.random() * 200,
    )
  })
  return asking
}

/** How many notices are unread, as they come. */
export function BellCount({ unread }: { unread: Unread }) {
  const [now, setNow] = useState(unread)
  // What the server says with a page counts from then on.
  useEffect(() => setNow(unread), [unread])
  useLive(['notice'], async () => {
    const asked = await askSoon()
    if (asked) setNow(asked)
  })
  return <CountBadge count={now.count} label={now.label} tone="danger" />
}
