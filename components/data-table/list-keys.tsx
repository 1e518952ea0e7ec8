'use client'

import { useEffect } from 'react'

/** True where a key means text and not a command. */
function typing(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)) &&
    !/^(radio|checkbox|button|submit)$/.test((target as HTMLInputElement).type)
  )
}

/**
 * J and K move between the rows of the list (or through the records of an open panel), Enter follows the focused row by
 * itself, O opens the panel's page, Esc closes the panel and puts the focus back on its row.
 */
export function ListKeys() {
  useEffect(() => {
    const press = (selector: string) => document.querySelector<HTMLElement>(selector)?.click()
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey || typing(event.target))
        return
      if (document.querySelector('dialog[open], [popover]:popover-open')) return
      const panel = document.querySelector('[data-side-panel]')
      const key = event.key.toLowerCase()
      if (key === 'escape' && panel) {
        const open = document.querySelector<HTMLElement>('.data-row.is-open [data-row-link]')
        press('[data-panel-close]')
        open?.focus()
      } else if (panel && (key === 'j' || key === 'k')) {
        press(key === 'j' ? '[data-panel-next]' : '[data-panel-previous]')
      } else if (panel && key === 'o') {
        press('[data-panel-page]')
      } else if (key === 'j' || key === 'k') {
        const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')]
        const now = links.indexOf(document.activeElement as HTMLElement)
        const next = links[now === -1 ? 0 : now + (key === 'j' ? 1 : -1)]
        next?.focus()
        next?.scrollIntoView({ block: 'nearest' })
      } else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return null
}
