'use client'

import { use, useEffect, useRef } from 'react'
import { FormContext } from './form-context'

/** What is wrong with the form as a whole; stands at its top, inside the ActionForm, and takes the focus if no field does. */
export function FormError({ children }: { children?: React.ReactNode }) {
  const { state } = use(FormContext)
  const box = useRef<HTMLDivElement>(null)
  const failed = state.status === 'failed' ? state : null
  useEffect(() => {
    if (failed && Object.keys(failed.fields).length === 0) box.current?.scrollIntoView({ block: 'nearest' })
  }, [failed])
  if (!failed && !children) return null
  return (
    <div
      ref={box}
      role="alert"
      tabIndex={-1}
      data-form-error=""
      className="rounded-md border border-danger/40 bg-danger-soft px-3 py-2 text-base text-danger-ink"
    >
      {failed?.message ?? children}
    </div>
  )
}
