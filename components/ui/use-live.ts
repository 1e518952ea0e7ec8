'use client'

import { useEffect, useRef } from 'react'
import type { LiveEvent } from '@/lib/platform/realtime/event'

/** What has changed elsewhere. `resync`: something may have been missed, whoever shows anything looks again. */
export type LiveMessage = Omit<LiveEvent, 'to'> | { topic: 'resync'; id: 0; data?: undefined }

export const liveEventName = 'baton:live'

/** Calls `handler` with each change of these topics, and with every resync. The shell keeps the connection. */
export function useLive(
  topics: readonly LiveEvent['topic'][],
  handler: (message: LiveMessage) => void,
): void {
  const latest = useRef({ topics, handler })
  useEffect(() => {
    latest.current = { topics, handler }
  })
  useEffect(() => {
    const hear = (event: Event) => {
      const message = (event as CustomEvent<LiveMessage>).detail
      const { topics, handler } = latest.current
      if (message.topic === 'resync' || topics.includes(message.topic)) handler(message)
    }
    document.addEventListener(liveEventName, hear)
    return () => document.removeEventListener(liveEventName, hear)
  }, [])
}
