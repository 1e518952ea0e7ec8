'use client'

import { useEffect } from 'react'
import { isTyping, keyOf, singleKeysOff } from '@/components/ui/key-of'

/**
 * J and K move between the rows of the list (or through the records of an open panel), Enter follows the focused row by
 * itself, X ticks it, O opens the panel's page, Esc closes the panel and puts the focus back on its row.
 */
export function ListKeys() {
  useEffect(() => {
    const press = (selector: string) => document.querySelector<HTMLElement>(selector)?.click()
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return
      if (document.querySelector('dialog[open], [popover]:popover-open')) return
      const panel = document.querySelector('[data-side-panel]')
      const key = keyOf(event)
      if (key === 'Escape') {
        if (!panel) return
        const open = document.querySelector<HTMLElement>('.data-row.is-open [data-row-link]')
        press('[data-panel-close]')
        open?.focus()
      } else if (isTyping(event.target) || singleKeysOff()) {
        return
      } else if (panel && (key === 'j' || key === 'k')) {
        press(key === 'j' ? '[data-panel-next]' : '[data-panel-previous]')
      } else if (panel && key === 'o') {
        press('[data-panel-page]')
      } else if (key === 'j' || key === 'k') {
        const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')]
        const row = document.activeElement?.closest('[data-row]')
        const now = links.findIndex((link) => row?.contains(link))
        const next = links[now === -1 ? 0 : now + (key === 'j' ? 1 : -1)]
        next?.focus()
        next?.scrollIntoView({ block: 'nearest' })
      } else if (!panel && key === 'x') {
        const row = document.activeElement?.closest('[data-row]')
        const box = row?.querySelector<HTMLInputElement>('.data-select input')
        if (!box) return
        box.click()
      } else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return null
}
