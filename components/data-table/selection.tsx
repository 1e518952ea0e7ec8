'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { Checkbox } from '@/components/ui/controls'
import { boxesOf } from './select-page'

/**
 * The rows of a list that somebody has ticked (`select` of DataTable). The boxes belong to a form by their `form`
 * attribute, so what is sent is what is ticked; here they are only counted.
 */
export type Selection = {
  form: string
  chosen: number
  boxes: number
  /** all that the list finds, also on other pages */
  all: boolean
  setAll: (all: boolean) => void
  tick: (checked: boolean) => void
}

export function useSelection(form: string): Selection {
  const [chosen, setChosen] = useState(0)
  const [boxes, setBoxes] = useState(0)
  const [all, setAll] = useState(false)

  // after each rendering: another page of the list has other boxes
  useEffect(() => {
    const look = () => {
      const every = boxesOf(form)
      const ticked = every.filter((box) => box.checked).length
      setBoxes(every.length)
      setChosen(ticked)
      if (ticked === 0) setAll(false)
    }
    look()
    document.addEventListener('change', look)
    return () => document.removeEventListener('change', look)
  })

  function tick(checked: boolean) {
    for (const box of boxesOf(form)) box.checked = checked
    setChosen(checked ? boxes : 0)
    if (!checked) setAll(false)
  }
  return { form, chosen, boxes, all, setAll, tick }
}

/** Stands at the lower edge while rows are chosen. */
export function SelectionSection({
  selection,
  label,
  children,
}: {
  selection: Selection
  label: string
  children: ReactNode
}) {
  return (
    <section
      aria-label={label}
      data-print="hide"
      hidden={selection.chosen === 0}
      className="sticky bottom-4 z-20 mx-auto mt-4 w-fit max-w-full rounded-xl border border-line-strong bg-raised px-4 py-3 shadow-lg max-md:bottom-20"
    >
      {children}
    </section>
  )
}

/** How many are chosen; the page, none, or all that the list finds. */
export function SelectionHead({
  selection,
  selected,
  words,
}: {
  selection: Selection
  /** "3 leads are chosen", by the number */
  selected: readonly string[]
  words: Record<'page' | 'none' | 'all', string>
}) {
  const { chosen, boxes, all, setAll, tick } = selection
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="figures font-semibold text-ink" role="status">
        {all ? words.all : (selected[chosen] ?? '')}
      </p>
      {chosen < boxes && !all && (
        <button
          type="button"
          className={buttonClass({ variant: 'quiet', size: 'sm' })}
          onClick={() => tick(true)}
        >
          {words.page}
        </button>
      )}
      <button
        type="button"
        className={buttonClass({ variant: 'quiet', size: 'sm' })}
        onClick={() => tick(false)}
      >
        {words.none}
      </button>
      <Checkbox
        name="all"
        label={words.all}
        checked={all}
        onChange={(event) => setAll(event.currentTarget.checked)}
      />
    </div>
  )
}
