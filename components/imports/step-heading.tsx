'use client'

import { useEffect, useRef } from 'react'

/** Says which step this is, and takes the focus when the step changes: the button that was pressed is gone with its step. */
export function StepHeading({ step, text }: { step: string; text: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(step)
  useEffect(() => {
    if (shown.current === step) return
    shown.current = step
    heading.current?.focus()
  }, [step])
  return (
    <h2 ref={heading} tabIndex={-1} className="sr-only">
      {text}
    </h2>
  )
}
