'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { isTyping } from '@/components/ui/key-of'
import { type LiveMessage, useLive } from '@/components/ui/use-live'

const TOPICS = [
  'lead',
  'handoff',
  'deal',
  'agreement',
  'contest',
  'nurture',
  'meeting',
  'bulk',
  'notice',
] as const
const CONTROL = 'a[href], button, label, summary, input, select, textarea, [role="button"]'

/**
 * Shows the page anew when something that it shows has changed elsewhere – but never under somebody's hand: not while
 * they type or have typed, not while a dialog is open, not while the pointer is on something that can be pressed. Then a
 * line at the upper edge, which moves nothing, says that there is something new.
 */
export function LiveRefresh({
  on,
  me,
  spread,
  words,
}: {
  /** topics, or single records of them: `lead:12` */
  on: readonly string[]
  /** what I do myself comes with the answer */
  me: number
  /** milliseconds over which many screens spread their asking */
  spread: number
  words: { changed: string; show: string }
}) {
  const router = useRouter()
  const [offered, setOffered] = useState(false)
  const due = useRef(0)
  const sent = useRef(0)
  const typed = useRef(new Set<HTMLFormElement>())
  const touching = useRef(false)

  const refresh = useCallback(() => {
    due.current = 0
    setOffered(false)
    router.refresh()
  }, [router])

  useLive(TOPICS, (message) => {
    if (!isShown(on, message)) return
    if (message.data?.byId === me && Date.now() - sent.current < 4_000) return
    // What is dear to count is counted at most every `spread`; after a resync everybody asks.
    const least = message.topic === 'resync' ? 2_000 : spread > 5_000 ? spread / 2 : 150
    const wait = least + Math.random() * spread
    due.current ||= Date.now() + wait
  })

  useEffect(() => {
    const formOf = (event: Event) => (event.target instanceof Element ? event.target.closest('form') : null)
    const onInput = (event: Event) => {
      const form = formOf(event)
      // ours that change something; a search is none
      if (form?.noValidate) typed.current.add(form)
    }
    const onSend = (event: Event) => {
      const form = formOf(event)
      if (form) typed.current.delete(form)
      sent.current = Date.now()
    }
    const down = () => {
      touching.current = true
    }
    const up = () => {
      touching.current = false
      // the click comes after the finger has gone
      if (due.current) due.current = Math.max(due.current, Date.now() + 400)
    }
    const isBusy = () => {
      for (const form of typed.current) if (!form.isConnected) typed.current.delete(form)
      return (
        touching.current ||
        typed.current.size > 0 ||
        isTyping(document.activeElement) ||
        document.querySelector('dialog[open], :popover-open, form[aria-busy="true"]') !== null ||
        (document.querySelector('main:hover') !== null &&
          [...document.querySelectorAll('main :hover')].some((one) => one.matches(CONTROL)))
      )
    }
    const watch = setInterval(() => {
      if (due.current === 0 || document.hidden || Date.now() < due.current) return
      if (!isBusy()) refresh()
      else if (Date.now() > due.current + 1_500) setOffered(true)
    }, 200)
    document.addEventListener('input', onInput)
    document.addEventListener('submit', onSend, true)
    document.addEventListener('reset', onSend, true)
    document.addEventListener('pointerdown', down)
    document.addEventListener('pointerup', up)
    document.addEventListener('pointercancel', up)
    return () => {
      clearInterval(watch)
      document.removeEventListener('input', onInput)
      document.removeEventListener('submit', onSend, true)
      document.removeEventListener('reset', onSend, true)
      document.removeEventListener('pointerdown', down)
      document.removeEventListener('pointerup', up)
      document.removeEventListener('pointercancel', up)
    }
  }, [refresh])

  return (
    <div
      role="status"
      data-print="hide"
      className="pointer-events-none fixed inset-x-0 top-3 z-30 text-center"
    >
      {offered && (
        <span className="pointer-events-auto inline-flex items-center gap-1 rounded-full border border-line bg-raised py-1 pr-1 pl-3.5 text-sm text-body shadow-md">
          {words.changed}
          <button
            type="button"
            onClick={refresh}
            className="rounded-full px-2.5 py-1 font-semibold text-accent-ink hover:bg-hover pointer-coarse:py-2"
          >
            {words.show}
          </button>
        </span>
      )}
    </div>
  )
}

function isShown(on: readonly string[], { topic, id }: LiveMessage): boolean {
  return topic === 'resync' || on.includes(topic) || on.includes(`${topic}:${id}`)
}
