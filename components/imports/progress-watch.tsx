'use client'

import { useEffect } from 'react'
import { useLive } from '@/components/ui/use-live'
import { useRefresh } from './use-refresh'

/** How often the page is drawn anew at most. */
const PACE_MS = 300
/** What was announced while this page was on its way is looked for once. */
const FIRST_LOOK_MS = 1200

/**
 * Draws the page of an import under way anew with each piece of news, also while the pointer rests on its button: nothing
 * on it moves, and a progress that waits for the pointer is none.
 */
export function ProgressWatch({ importId }: { importId: number }) {
  const refresh = useRefresh()

  useEffect(() => {
    const look = setTimeout(refresh, FIRST_LOOK_MS)
    return () => clearTimeout(look)
  }, [refresh])

  useLive(['import'], ({ id }) => {
    if (id === importId || id === 0) refresh(PACE_MS)
  })

  return null
}
