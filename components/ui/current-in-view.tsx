'use client'

import { useEffect } from 'react'

/** Scrolls the tabs with this label to the current one, where they do not fit beside each other. */
export function CurrentInView({ label }: { label: string }) {
  useEffect(() => {
    const tabs = [...document.querySelectorAll('nav')].find((nav) => nav.getAttribute('aria-label') === label)
    const current = tabs?.querySelector<HTMLElement>('[aria-current="page"]')
    if (!tabs || !current || tabs.scrollWidth <= tabs.clientWidth) return
    const [box, tab] = [tabs.getBoundingClientRect(), current.getBoundingClientRect()]
    if (tab.left >= box.left && tab.right <= box.right) return
    // the page itself does not move
    tabs.scrollLeft += tab.left - box.left - 24
  })
  return null
}
