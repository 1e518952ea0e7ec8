'use client'

import { useEffect, useRef } from 'react'

/** In the head of the table: ticks the page. */
export function SelectPage({ form, label }: { form: string; label: string }) {
  const box = useRef<HTMLInputElement>(null)

  useEffect(() => {
    const look = () => {
      const every = boxesOf(form)
      const ticked = every.filter(({ checked }) => checked).length
      if (!box.current) return
      box.current.checked = ticked > 0 && ticked === every.length
      box.current.indeterminate = ticked > 0 && ticked < every.length
    }
    look()
    document.addEventListener('change', look)
    return () => document.removeEventListener('change', look)
  })

  return (
    <input
      ref={box}
      type="checkbox"
      aria-label={label}
      className="size-4 align-middle accent-accent pointer-coarse:size-5"
      onChange={({ currentTarget }) => {
        for (const one of boxesOf(form)) one.checked = currentTarget.checked
      }}
    />
  )
}

/** The boxes that belong to a form. */
export function boxesOf(form: string): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>(`input[type=checkbox][form="${form}"]`)]
}
