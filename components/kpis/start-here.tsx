'use client'

import { useEffect, useRef } from 'react'

/** Before a table that is wider than the screen: it opens at the column that runs now, beside the names at its left. */
export function StartHere() {
  const place = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const box = place.current?.parentElement
    const now = box?.querySelector<HTMLElement>('thead [data-now]')
    const names = box?.querySelector<HTMLElement>('tbody th')
    if (!box || !now || !names) return
    // its numbers stand at the right end of it, where it is wider than the room beside the names
    const [left, right] = [now.offsetLeft - names.offsetWidth, now.offsetLeft + now.offsetWidth]
    box.scrollLeft = Math.max(left, right - box.clientWidth)
  }, [])
  return <span ref={place} hidden />
}
