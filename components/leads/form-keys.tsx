'use client'

import { useEffect, useRef } from 'react'

/** Ctrl or Cmd and Enter, anywhere in the form around: save and enter the next one. */
export function FormKeys() {
  const mark = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    const form = mark.current?.closest('form')
    if (!form) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      form.requestSubmit(form.querySelector<HTMLElement>('[data-save-next]'))
    }
    form.addEventListener('keydown', onKey)
    return () => form.removeEventListener('keydown', onKey)
  }, [])
  return <span ref={mark} hidden />
}
