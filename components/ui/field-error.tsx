'use client'

import { use } from 'react'
import { FormContext } from './form-context'

/** The ActionForm's error for a control that has no Field around it (a radio list). */
export function FieldError({ name }: { name: string }) {
  const { state } = use(FormContext)
  const message = state.status === 'failed' ? state.fields[name] : undefined
  if (!message) return null
  return (
    <p role="alert" className="flex items-start gap-1 text-sm text-danger-ink">
      <span aria-hidden="true">▲</span>
      {message}
    </p>
  )
}
