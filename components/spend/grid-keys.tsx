'use client'

import { type ReactNode, useEffect, useRef, useState } from 'react'

/**
 * Makes a table of fields work like a spreadsheet: arrows up and down (and Enter) move within a column, and what is
 * copied from a spreadsheet is pasted cell by cell, from the focused one to the right and down. A single value is left
 * to the browser.
 */
export function GridKeys({ pastedWords, children }: { pastedWords: readonly string[]; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const [said, setSaid] = useState('')

  // Listened to where they bubble to: the keys belong to the fields inside, the box itself takes no focus.
  useEffect(() => {
    const table = box.current
    if (!table) return
    const keyed = (event: KeyboardEvent) => move(table, event)
    const pasted = (event: ClipboardEvent) => {
      const count = paste(table, event)
      if (count > 0) setSaid(pastedWords[Math.min(count, pastedWords.length - 1)] ?? '')
    }
    table.addEventListener('keydown', keyed)
    table.addEventListener('paste', pasted)
    return () => {
      table.removeEventListener('keydown', keyed)
      table.removeEventListener('paste', pasted)
    }
  }, [pastedWords])

  return (
    <div ref={box}>
      {children}
      <p role="status" className="sr-only">
        {said}
      </p>
    </div>
  )
}

function rowsOf(table: HTMLElement): HTMLInputElement[][] {
  return [...table.querySelectorAll('tbody tr')].map((row) => [
    ...row.querySelectorAll<HTMLInputElement>('input:not([type=hidden])'),
  ])
}

function placeOf(target: EventTarget | null, cells: HTMLInputElement[][]): [row: number, column: number] {
  const row = cells.findIndex((line) => line.some((cell) => cell === target))
  return [row, target instanceof HTMLInputElement ? (cells[row]?.indexOf(target) ?? -1) : -1]
}

function move(table: HTMLElement, event: KeyboardEvent) {
  const step = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }[event.key]
  if (!step || event.metaKey || event.ctrlKey || event.altKey) return
  const cells = rowsOf(table)
  const [row, column] = placeOf(event.target, cells)
  const next = cells[row + step]?.[column]
  // Enter in the last row saves, as in any form.
  if (row === -1 || (!next && event.key === 'Enter')) return
  event.preventDefault()
  next?.focus()
}

/** How many cells were filled. */
function paste(table: HTMLElement, event: ClipboardEvent): number {
  const copied = event.clipboardData?.getData('text/plain') ?? ''
  const text = copied.replace(/\r\n?/g, '\n').replace(/\n$/, '')
  if (!/[\t\n]/.test(text)) return 0
  const cells = rowsOf(table)
  const [top, left] = placeOf(event.target, cells)
  if (top === -1) return 0
  event.preventDefault()
  let count = 0
  for (const [down, line] of text.split('\n').entries()) {
    for (const [right, value] of line.split('\t').entries()) {
      const cell = cells[top + down]?.[left + right]
      if (!cell || cell.disabled) continue
      cell.value = value.trim()
      count += 1
    }
  }
  return count
}
