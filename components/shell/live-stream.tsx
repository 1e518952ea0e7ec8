'use client'

import { useEffect, useRef } from 'react'
import { type LiveMessage, liveEventName } from '@/components/ui/use-live'

const HIDDEN_FOR = 15_000
const SILENT_FOR = 50_000
const TRY_AGAIN = 60_000

/**
 * The one connection of this window to what others do. Only a window that can be seen holds one: browsers allow six to a
 * server, and somebody has more tabs than that. Back in sight it asks for what it missed since.
 */
export function LiveStream({ since }: { since: number }) {
  // That of the first page: the connection outlives the pages, and knows better by then.
  const first = useRef(since)
  useEffect(() => {
    let source: EventSource | undefined
    let known = first.current
    let heard = Date.now()
    let hiding: ReturnType<typeof setTimeout> | undefined

    const say = (message: LiveMessage) =>
      document.dispatchEvent(new CustomEvent(liveEventName, { detail: message }))
    const keep = (event: MessageEvent) => {
      heard = Date.now()
      known = Number(event.lastEventId) || known
    }
    const close = () => {
      source?.close()
      source = undefined
    }
    const open = () => {
      if (source || document.hidden) return
      heard = Date.now()
      source = new EventSource(`/api/stream?since=${known}`)
      source.onmessage = (event) => {
        keep(event)
        say(JSON.parse(event.data))
      }
      source.addEventListener('beat', keep)
      source.addEventListener('resync', (event) => {
        keep(event)
        say({ topic: 'resync', id: 0 })
      })
    }
    const onSight = () => {
      clearTimeout(hiding)
      if (document.hidden) hiding = setTimeout(close, HIDDEN_FOR)
      else open()
    }
    // Asleep, or on a connection that died without a word: a new one. One that was refused is tried again more slowly.
    const watch = setInterval(() => {
      const silent = Date.now() - heard
      const refused = source?.readyState === EventSource.CLOSED
      if (source && (refused ? silent > TRY_AGAIN : silent > SILENT_FOR)) {
        close()
        open()
      }
    }, 5_000)

    open()
    document.addEventListener('visibilitychange', onSight)
    window.addEventListener('pagehide', close)
    window.addEventListener('pageshow', open)
    return () => {
      clearInterval(watch)
      clearTimeout(hiding)
      document.removeEventListener('visibilitychange', onSight)
      window.removeEventListener('pagehide', close)
      window.removeEventListener('pageshow', open)
      close()
    }
  }, [])
  return null
}
