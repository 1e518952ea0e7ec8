'use client'

import { useEffect, useRef } from 'react'

/** Chooses the browser's own time zone in the select of this form once, so that nobody has to look for theirs. */
export function BrowserTimeZone({ field }: { field: string }) {
  const mark = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const control = mark.current?.closest('form')?.elements.namedItem(field)
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone
    if (
      control instanceof HTMLSelectElement &&
      [...control.options].some((option) => option.value === zone)
    ) {
      control.value = zone
    }
  }, [field])
  return <span ref={mark} hidden />
}
