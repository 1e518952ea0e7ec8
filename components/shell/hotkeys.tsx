'use client'

import { usePathname } from 'next/navigation'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { isTyping, keyOf, keysOffStorage, singleKeysOff } from '@/components/ui/key-of'
import type { PaletteEntry, PaletteWords } from './command-palette'
import { rememberLead } from './recent-leads'

const CommandPalette = lazy(() => import('./command-palette'))

/**
 * The keys that work everywhere. Single keys press what carries them: any button or link with `data-hotkey="a"` – in an
 * open dialog first, then in the open panel, then in the focused row, then on the page. `/` goes to the list's search,
 * G and a letter to a page, ? shows all of this.
 */
export function Hotkeys({ entries, words }: { entries: readonly PaletteEntry[]; words: PaletteWords }) {
  const [wanted, setWanted] = useState(0)
  const going = useRef(0)
  const pathname = usePathname()

  useEffect(() => {
    // the page's own heading comes a moment after its address
    const timer = setTimeout(() => rememberLead(pathname), 500)
    return () => clearTimeout(timer)
  }, [pathname])

  useEffect(() => {
    const showKeys = () => {
      const box = document.getElementById('keys')
      if (box instanceof HTMLDialogElement && !box.open) box.showModal()
    }
    const openPalette = () => setWanted((count) => count + 1)

    const onClick = (event: MouseEvent) => {
      const target = event.target
      if (!(target instanceof Element)) return
      if (target.closest('[data-open-palette]')) openPalette()
      if (target.closest('[data-open-keys]')) {
        target.closest<HTMLElement>('[popover]')?.hidePopover()
        showKeys()
      }
      // A link inside a popover leads away: the popover goes too.
      if (target.closest('[popover] a[href]')) target.closest<HTMLElement>('[popover]')?.hidePopover()
      if (target instanceof HTMLInputElement && target.dataset.singleKeys !== undefined) {
        localStorage.setItem(keysOffStorage, target.checked ? 'on' : 'off')
      }
    }

    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return
      const key = keyOf(event)
      if ((event.metaKey || event.ctrlKey) && !event.shiftKey && key === 'k') {
        event.preventDefault()
        openPalette()
        return
      }
      if (event.metaKey || event.ctrlKey || isTyping(event.target) || singleKeysOff()) return
      const done = () => event.preventDefault()
      const dialog = document.querySelector('dialog[open]')
      if (!dialog) {
        if (key === '/') {
          const search = document.querySelector<HTMLInputElement>('[data-list-search]')
          if (search) {
            done()
            search.focus()
            search.select()
          }
          return
        }
        if (key === '?') {
          done()
          showKeys()
          return
        }
        const afterG = Date.now() - going.current < 1200
        going.current = key === 'g' && !afterG ? Date.now() : 0
        if (afterG && /^[a-z]$/.test(key)) {
          const link = document.querySelector<HTMLElement>(`[data-go="${key}"]`)
          if (link) {
            done()
            link.click()
            return
          }
        }
      }
      if (!/^[a-z0-9]$/.test(key) || event.shiftKey) return
      const carrier = carrierOf(key, dialog)
      if (carrier) {
        done()
        carrier.focus()
        carrier.click()
      }
    }

    const box = document.querySelector<HTMLInputElement>('[data-single-keys]')
    if (box) box.checked = !singleKeysOff()
    document.addEventListener('click', onClick)
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('click', onClick)
      document.removeEventListener('keydown', onKey)
    }
  }, [])

  if (wanted === 0) return null
  return (
    <Suspense fallback={null}>
      <CommandPalette wanted={wanted} entries={entries} words={words} />
    </Suspense>
  )
}

function carrierOf(key: string, dialog: Element | null): HTMLElement | undefined {
  const selector = `[data-hotkey="${key}"]:not(:disabled):not([aria-disabled="true"])`
  const visible = (element: HTMLElement) => element.checkVisibility()
  const inside = (scope: Element | null | undefined) =>
    [...(scope?.querySelectorAll<HTMLElement>(selector) ?? [])].find(visible)
  if (dialog) return inside(dialog)
  return (
    inside(document.querySelector('[data-side-panel]')) ??
    inside(document.activeElement?.closest('[data-row]')) ??
    // what the page itself means by a key goes before what the shell does
    [
      ...document.querySelectorAll<HTMLElement>(`main :is(${selector})`),
      ...document.querySelectorAll<HTMLElement>(selector),
    ].find((one) => visible(one) && !one.closest('[data-row]'))
  )
}
