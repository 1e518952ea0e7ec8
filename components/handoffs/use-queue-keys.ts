import { useEffect } from 'react'
import { isTyping, keyOf, singleKeysOff } from '@/components/ui/key-of'
import { paneOf } from './queue-places'

type Board = {
  /** the record that is seen */
  shownId: () => number | undefined
  /** another record was asked for and is not there yet */
  isOnItsWay: () => boolean
  /** keeps a key for the record that is on its way */
  hold: (key: string) => void
  move: (step: 1 | -1) => void
  go: (id: number) => void
  /** shows the list again that the record covers on a phone */
  uncover: () => void
}

/**
 * The keys and presses of the queue. J and K move, and follow presses that are faster than the server; a verdict pressed
 * meanwhile waits for the record that it is meant for. Enter goes into the record, Esc folds a form or goes back to the
 * list; a digit picks a reason and rejects, or waits in the comment where one is needed. A, R, Q, N and U press what
 * carries them.
 *
 * @param board the same object at every drawing
 */
export function useQueueKeys(board: Board): void {
  useEffect(() => {
    const { shownId, isOnItsWay, hold, move, go, uncover } = board
    const holdKey = (event: KeyboardEvent) => {
      if (!isOnItsWay() || event.metaKey || event.ctrlKey || event.altKey) return
      const key = keyOf(event)
      if (singleKeysOff() || isTyping(event.target) || !/^[arqpceo\d]$/.test(key)) return
      event.preventDefault()
      event.stopPropagation()
      hold(key)
    }

    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.altKey) return
      if (document.querySelector('dialog[open], [popover]:popover-open')) return
      const key = keyOf(event)
      if (key === 'Escape') {
        const unfolded = document.querySelector<HTMLDetailsElement>('details[data-unfolding][open]')
        if (unfolded) {
          unfolded.open = false
          unfolded.querySelector('summary')?.focus()
        } else inPane('[data-queue-back]')?.click()
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
        inPane('[data-record-heading]')?.focus()
      } else if (!singleKeysOff() && (key === 'j' || key === 'k') && !event.shiftKey) {
        event.preventDefault()
        move(key === 'j' ? 1 : -1)
      }
    }

    const inPane = (selector: string) => paneOf(shownId())?.querySelector<HTMLElement>(selector)

    const onClick = (event: globalThis.MouseEvent) => {
      if (!(event.target instanceof Element)) return
      if (event.target.closest('[data-queue-back]')) uncover()
      const link = event.target.closest<HTMLElement>('[data-queue-list] [data-row-link]')
      if (link) onRow(event, link)
      else if (!event.isTrusted) onReason(event.target)
    }

    /** The links of the rows work by themselves; this only spares the page a load. */
    const onRow = (event: globalThis.MouseEvent, link: HTMLElement) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return
      event.preventDefault()
      go(Number(link.closest<HTMLElement>('[data-row]')?.dataset.row))
    }

    /** A key presses a reason by a click that no hand made. */
    const onReason = (reason: Element) => {
      if (!(reason instanceof HTMLInputElement) || reason.dataset.reason === undefined) return
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

    window.addEventListener('keydown', holdKey, true)
    document.addEventListener('keydown', onKey)
    document.addEventListener('click', onClick)
    document.addEventListener('toggle', onToggle, true)
    return () => {
      window.removeEventListener('keydown', holdKey, true)
      document.removeEventListener('keydown', onKey)
      document.removeEventListener('click', onClick)
      document.removeEventListener('toggle', onToggle, true)
    }
  }, [board])
}
