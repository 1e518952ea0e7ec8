'use client'

import { type ReactNode, useEffect, useRef } from 'react'

/** Takes the focus when it was lost with what stood here before: a pair that was merged, and the next one in its place. */
export function KeepFocus({ children }: { children: ReactNode }) {
  const here = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (document.activeElement === document.body) here.current?.focus({ preventScroll: true })
  }, [])
  return (
    <p ref={here} tabIndex={-1} className="text-body outline-none">
      {children}
    </p>
  )
}
