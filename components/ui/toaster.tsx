'use client'

import { useEffect, useState } from 'react'
import { type ToastRequest, toastEvent } from './toast-event'

type Shown = ToastRequest & { id: number }

/** Messages at the bottom edge. With an action (Undo) they stay 10 seconds, else 5; a pointer or focus on them holds them. */
export function Toaster({ label, closeLabel }: { label: string; closeLabel: string }) {
  const [shown, setShown] = useState<Shown[]>([])
  const [held, setHeld] = useState(false)

  useEffect(() => {
    let serial = 0
    const add = (event: Event) => {
      serial += 1
      const toast = { ...(event as CustomEvent<ToastRequest>).detail, id: serial }
      setShown((now) => [...now.slice(-2), toast])
    }
    window.addEventListener(toastEvent, add)
    return () => window.removeEventListener(toastEvent, add)
  }, [])

  const oldest = shown[0]
  useEffect(() => {
    if (!oldest || held) return
    const timer = setTimeout(
      () => setShown((now) => now.filter((t) => t.id !== oldest.id)),
      oldest.action ? 10_000 : 5_000,
    )
    return () => clearTimeout(timer)
  }, [oldest, held])

  const close = (id: number) => setShown((now) => now.filter((t) => t.id !== id))

  return (
    <section
      aria-live="polite"
      aria-label={label}
      data-print="hide"
      className="pointer-events-none fixed inset-x-0 bottom-20 z-50 flex flex-col items-center gap-2 px-4 md:bottom-6"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {shown.map((toast) => (
        <div
          key={toast.id}
          className="pointer-events-auto flex max-w-full items-center gap-1 rounded-lg bg-ink py-1.5 pr-1.5 pl-4 text-base text-canvas shadow-lg"
        >
          <p className="min-w-0 py-1 pr-2">
            {toast.tone === 'danger' && <span aria-hidden="true">⚠ </span>}
            {toast.message}
          </p>
          {toast.action && (
            <button
              type="button"
              className="rounded-md px-2.5 py-1 font-semibold underline underline-offset-2 focus-visible:outline-canvas"
              onClick={() => {
                close(toast.id)
                toast.action?.run()
              }}
            >
              {toast.action.label}
            </button>
          )}
          <button
            type="button"
            aria-label={closeLabel}
            className="grid size-7 place-items-center rounded-md text-lg focus-visible:outline-canvas"
            onClick={() => close(toast.id)}
          >
            <span aria-hidden="true">×</span>
          </button>
        </div>
      ))}
    </section>
  )
}
