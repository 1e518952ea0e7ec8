'use client'

import { use } from 'react'
import { Callout } from '@/components/ui/callout'
import { FormContext } from '@/components/ui/form-context'

/** What a form answered, where there is no corner for toasts. */
export function FormDone() {
  const { state } = use(FormContext)
  if (state.status !== 'done' || !state.message) return null
  return (
    <div role="status">
      <Callout tone="success">{state.message}</Callout>
    </div>
  )
}
