'use client'

import { type ReactNode, use, useState } from 'react'
import { Checkbox } from '@/components/ui/controls'
import { FieldError } from '@/components/ui/field-error'
import { FormContext } from '@/components/ui/form-context'
import { FormError } from '@/components/ui/form-error'

/**
 * Which revision this form was filled from. It stays the one that the person saw when the form was opened, whatever the
 * page learns meanwhile: what the other side wrote since is refused to be written over, and then only on purpose.
 */
export function SeenRevision({
  revision,
  words,
  children,
}: {
  revision: number
  words: { stale: string; over: string }
  /** how to read what the other side wrote */
  children: ReactNode
}) {
  const [seen] = useState(revision)
  const { state } = use(FormContext)
  const stale = state.status === 'failed' && state.code === 'STALE_VERSION'
  return (
    <>
      <input type="hidden" name="revision" value={seen} />
      {stale ? (
        <div className="flex flex-col gap-2 rounded-md border border-warn/35 bg-warn-soft px-3 py-2.5">
          <p role="alert" className="text-warn-ink">
            {words.stale}
          </p>
          <p>{children}</p>
          <Checkbox name="over" label={words.over} />
        </div>
      ) : (
        <FormError />
      )}
    </>
  )
}

/** Several boxes under one heading, with the error of the whole group. */
export function BoxGroup({
  legend,
  hint,
  error,
  children,
}: {
  legend: ReactNode
  hint?: ReactNode
  /** the name of the error to show */
  error?: string
  children: ReactNode
}) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-sm font-medium text-ink">{legend}</legend>
      <div className="flex flex-wrap gap-x-4 gap-y-1.5">{children}</div>
      {hint != null && <p className="mt-1 text-xs text-muted">{hint}</p>}
      {error && <FieldError name={error} />}
    </fieldset>
  )
}
