'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef } from 'react'
import { useLive } from '@/components/ui/use-live'

/** How often the page is drawn anew at most. */
const PACE_MS = 300
/** What was announced while this page was on its way is looked for once. */
const FIRST_LOOK_MS = 1200

/**
 * Draws the page of an import under way anew with each piece of news, also while the pointer rests on its button: nothing
 * on it moves, and a progress that waits for the pointer is none.
 */
export function ProgressWatch({ importId }: { importId: number }) {
  const router = useRouter()
  const due = useRef<ReturnType<typeof setTimeout> | null>(null)

  const look = useCallback(
    (wait: number) => {
      due.current ??= setTimeout(() => {
        due.current = null
        router.refresh()
      }, wait)
    },
    [router],
  )

  useEffect(() => {
    look(FIRST_LOOK_MS)
    return () => {
      if (due.current) clearTimeout(due.current)
      due.current = null
    }
  }, [look])

  useLive(['import'], ({ id }) => {
    if (id === importId || id === 0) look(PACE_MS)
  })

  return null
}
