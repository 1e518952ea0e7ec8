'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef, useTransition } from 'react'

/**
 * Draws the page anew when asked, one time after the other: asked for while it is under way, it is done once more
 * afterwards. Several at once would wait for each other, and the answer of a form with them.
 */
export function useRefresh(): (wait?: number) => void {
  const router = useRouter()
  const [isPending, startTransition] = useTransition()
  const pending = useRef(false)
  const isWanted = useRef(false)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

  const refresh = useCallback(
    (wait = 0) => {
      timer.current ??= setTimeout(() => {
        timer.current = null
        if (pending.current) isWanted.current = true
        else startTransition(() => router.refresh())
      }, wait)
    },
    [router],
  )

  useEffect(() => {
    pending.current = isPending
    if (isPending || !isWanted.current) return
    isWanted.current = false
    refresh()
  }, [isPending, refresh])

  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current)
      timer.current = null
    },
    [],
  )
  return refresh
}
