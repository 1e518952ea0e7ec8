'use client'

import { useEffect, useRef } from 'react'

/** Before a table that is wider than the screen: it opens at the column that runs now, beside the names at its left. */
export function StartHere() {
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const box = place.current?.parentElement
    const now = box?.querySelector<HTMLElement>('thead [data-now]')
    const names = box?.querySelector<HTMLElement>('tbody th')
    if (box && now && names) box.scrollLeft = now.offsetLeft - names.offsetWidth
  }, [])
  return <span ref={place} hidden />
}
