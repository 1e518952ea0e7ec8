'use client'

import Link from 'next/link'
import { useEffect, useState } from 'react'
import { isTyping, keyOf } from './key-of'
import { type ToastRequest, toastEvent } from './toast-event'

type Shown = ToastRequest & { id: number; until: number }

const STAYS = 5_000
const STAYS_WITH_ACTION = 10_000

/**
 * Messages at the bottom edge. With an action (Undo) they stay 10 seconds, else 5; a pointer or focus on them holds
 * them, except where the offer itself ends: then it counts down.
 */
export function Toaster({ label, closeLabel }: { label: string; closeLabel: string }) {
  const [shown, setShown] = useState<Shown[]>([])
  const [held, setHeld] = useState(false)

  useEffect(() => {
    let serial = 0
    const add = (event: Event) => {
      serial += 1
      const request = (event as CustomEvent<ToastRequest>).detail
      const { action } = request
      const stays = action?.seconds ? action.seconds * 1000 : action ? STAYS_WITH_ACTION : STAYS
      const toast = { ...request, id: serial, until: Date.now() + stays }
      setShown((now) => [...now.slice(-2), toast])
    }
    const onKey = (event: KeyboardEvent) => {
      const undo =
        (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey && keyOf(event) === 'z'
      if (!undo || event.defaultPrevented || isTyping(event.target)) return
      const button = document.querySelector<HTMLElement>('[data-toast] [data-hotkey="u"]')
      if (!button) return
      event.preventDefault()
      button.click()
    }
    window.addEventListener(toastEvent, add)
    document.addEventListener('keydown', onKey)
    return () => {
      window.removeEventListener(toastEvent, add)
      document.removeEventListener('keydown', onKey)
    }
  }, [])

  const [next] = shown
    .filter((toast) => !held || toast.action?.seconds)
    .sort((one, other) => one.until - other.until)
  useEffect(() => {
    if (!next) return
    const timer = setTimeout(
      () => setShown((now) => now.filter((t) => t.id !== next.id)),
      Math.max(0, next.until - Date.now()),
    )
    return () => clearTimeout(timer)
  }, [next])

  const close = (id: number) => setShown((now) => now.filter((t) => t.id !== id))
  const undoable = shown.findLast((toast) => toast.action?.seconds)?.id

  return (
    <section
      aria-live="polite"
      aria-label={label}
      data-print="hide"
      // The foot of an open record carries the next verdict: there the message is above.
      className="pointer-events-none fixed inset-x-0 bottom-20 z-50 flex flex-col items-center gap-2 px-4 md:bottom-6 [body:has([data-pane]:not([hidden]))_&]:top-3 [body:has([data-pane]:not([hidden]))_&]:bottom-auto"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {shown.map((toast) => (
        <div
          key={toast.id}
          data-toast=""
          className="pointer-events-auto flex max-w-full items-center gap-1 rounded-lg bg-ink py-1.5 pr-1.5 pl-4 text-base text-canvas shadow-lg"
        >
          <p className="min-w-0 py-1 pr-2">
            {toast.tone === 'danger' && <span aria-hidden="true">⚠ </span>}
            {toast.message}
          </p>
          {toast.link && (
            <Link
              href={toast.link.href}
              prefetch={false}
              className={`${LOOK} font-medium`}
              onClick={() => close(toast.id)}
            >
              {toast.link.label}
            </Link>
          )}
          {toast.action && (
            <button
              type="button"
              data-hotkey={toast.id === undoable ? 'u' : undefined}
              className={`${LOOK} font-semibold`}
              onClick={() => {
                close(toast.id)
                toast.action?.run()
              }}
            >
              {toast.action.label}
              {toast.action.seconds && <Countdown until={toast.until} />}
            </button>
          )}
          <button
            type="button"
            aria-label={closeLabel}
            className="grid size-7 shrink-0 place-items-center rounded-md text-lg focus-visible:outline-canvas pointer-coarse:size-11"
            onClick={() => close(toast.id)}
          >
            <span aria-hidden="true">×</span>
          </button>
        </div>
      ))}
    </section>
  )
}

const LOOK =
  'shrink-0 rounded-md px-2.5 py-1 underline underline-offset-2 focus-visible:outline-canvas pointer-coarse:py-2.5'

/** The seconds that are left, for the eye alone: told aloud each second they would drown everything else. */
function Countdown({ until }: { until: number }) {
  const [left, setLeft] = useState(() => secondsTo(until))
  useEffect(() => {
    const timer = setInterval(() => setLeft(secondsTo(until)), 250)
    return () => clearInterval(timer)
  }, [until])
  return (
    <span aria-hidden="true" className="figures ml-1.5 inline-block min-w-[2ch] text-end font-normal">
      {left}
    </span>
  )
}

function secondsTo(until: number): number {
  return Math.max(0, Math.ceil((until - Date.now()) / 1000))
}
