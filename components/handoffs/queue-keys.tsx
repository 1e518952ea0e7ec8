'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { isTyping, keyOf, singleKeysOff } from '@/components/ui/key-of'

/**
 * What the queue's keys need beyond `data-hotkey` (A, R, Q and the digits press what carries them): J and K open the
 * next record and follow fast presses without waiting for the server; a verdict pressed meanwhile waits for the record
 * that it is meant for, since the one still shown is another. Enter goes into the record, Esc folds a form or
 * goes back to the list. A digit that picks a reason rejects at once, or waits in the comment where one is needed. When
 * the tab is looked at again, the list is read anew.
 */
export function QueueKeys({ openId }: { openId: number | undefined }) {
  const router = useRouter()
  const aimed = useRef(openId)
  const shown = useRef(openId)
  const held = useRef<string>(undefined)
  /** Records that fast presses have asked for and the server has not shown yet, in order. */
  const asked = useRef<number[]>([])

  useEffect(() => {
    if (shown.current === openId) return
    shown.current = openId
    const place = openId === undefined ? -1 : asked.current.indexOf(openId)
    asked.current = place === -1 ? [] : asked.current.slice(place + 1)
    // One on the way to where the presses have gone since: the aim stays.
    if (asked.current.length > 0) return
    aimed.current = openId
    const key = held.current
    held.current = undefined
    if (key) {
      const carrier = document.querySelector<HTMLElement>(`[data-record] [data-hotkey="${key}"]`)
      carrier?.focus()
      carrier?.click()
      return
    }
    const row = rowOf(openId)
    row?.closest('li')?.scrollIntoView({ block: 'nearest' })
    // What had the focus went with the record that was open.
    if (row && (document.activeElement === document.body || document.activeElement === null)) {
      row.focus({ preventScroll: true })
    }
  }, [openId])

  useEffect(() => {
    const move = (step: 1 | -1) => {
      const rows = [...document.querySelectorAll<HTMLAnchorElement>('[data-row-link]')]
      const now = rows.findIndex((row) => row.closest('li')?.dataset.row === String(aimed.current))
      const next = rows[now + step] ?? (step === 1 ? undefined : rows[0])
      if (!next) return
      const id = Number(next.closest('li')?.dataset.row)
      aimed.current = id
      asked.current.push(id)
      held.current = undefined
      next.focus()
      next.closest('li')?.scrollIntoView({ block: 'nearest' })
      router.replace(next.getAttribute('href') ?? location.href, { scroll: false })
    }

    const holdKey = (event: KeyboardEvent) => {
      if (aimed.current === shown.current || event.metaKey || event.ctrlKey || event.altKey) return
      const key = keyOf(event)
      if (singleKeysOff() || isTyping(event.target) || !/^[arqpceo\d]$/.test(key)) return
      event.preventDefault()
      event.stopPropagation()
      held.current = key
    }

    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return
      if (document.querySelector('dialog[open], [popover]:popover-open')) return
      const key = keyOf(event)
      const folded = document.querySelector<HTMLDetailsElement>('details[data-unfolding][open]')
      if (key === 'Escape') {
        if (folded) {
          folded.open = false
          folded.querySelector('summary')?.focus()
        } else document.querySelector<HTMLElement>('[data-queue-back]')?.click()
        event.preventDefault()
        return
      }
      if ((event.metaKey || event.ctrlKey) && key === 'Enter') {
        const form = event.target instanceof HTMLElement ? event.target.closest('form') : null
        if (form) {
          event.preventDefault()
          form.requestSubmit()
        }
        return
      }
      if (event.metaKey || event.ctrlKey || isTyping(event.target)) return
      if (key === 'Enter' && event.target instanceof HTMLElement && event.target.ariaCurrent === 'true') {
        event.preventDefault()
        document.querySelector<HTMLElement>('[data-record-heading]')?.focus()
      } else if (!singleKeysOff() && (key === 'j' || key === 'k') && !event.shiftKey) {
        event.preventDefault()
        move(key === 'j' ? 1 : -1)
      }
    }

    /** A key presses a reason by a click that no hand made. */
    const onClick = (event: MouseEvent) => {
      const reason = event.target
      if (event.isTrusted || !(reason instanceof HTMLInputElement) || reason.dataset.reason === undefined)
        return
      const form = reason.form
      const comment = form?.querySelector<HTMLTextAreaElement>('textarea[name=comment]')
      if (reason.dataset.reason === 'comment' && !comment?.value.trim()) comment?.focus()
      else form?.requestSubmit()
    }

    const onToggle = (event: Event) => {
      const box = event.target
      if (box instanceof HTMLDetailsElement && box.open && box.dataset.unfolding !== undefined) {
        box.querySelector<HTMLElement>('[data-first-field]')?.focus()
      }
    }

    const onVisible = () => {
      if (document.visibilityState === 'visible') router.refresh()
    }

    window.addEventListener('keydown', holdKey, true)
    document.addEventListener('keydown', onKey)
    document.addEventListener('click', onClick)
    document.addEventListener('toggle', onToggle, true)
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      window.removeEventListener('keydown', holdKey, true)
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('click', onClick)
      document.removeEventListener('toggle', onToggle, true)
      document.removeEventListener('visibilitychange', onVisible)
    }
  }, [router])

  return null
}

function rowOf(id: number | undefined): HTMLElement | null {
  return id === undefined ? null : document.querySelector<HTMLElement>(`[data-row="${id}"] [data-row-link]`)
}
