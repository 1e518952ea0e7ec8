'use client'

import { use } from 'react'
import { FormContext } from '@/components/ui/form-context'

/** The error of a group of check boxes, which no single control can carry. */
export function FieldsError({ name }: { name: string }) {
  const { state } = use(FormContext)
  const message = state.status === 'failed' ? state.fields[name] : undefined
  if (!message) return null
  return (
    <p data-form-error="" tabIndex={-1} role="alert" className="text-sm text-danger-ink">
      <span aria-hidden="true">▲ </span>
      {message}
    </p>
  )
}
