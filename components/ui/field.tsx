'use client'

import { createContext, type ReactNode, use, useId } from 'react'
import { cx } from './cx'
import { FormContext } from './form-context'

/** How a control inside a Field learns its id, its descriptions and that it is in error. */
export const FieldContext = createContext<{
  id: string
  describedBy?: string
  invalid: boolean
  required?: boolean
} | null>(null)

type Props = {
  /** The name of the control inside: the error that an ActionForm's action answers for it is shown here. */
  name: string
  label: ReactNode
  hint?: ReactNode
  /** An error from elsewhere than the ActionForm around. */
  error?: string
  required?: boolean
  /** Words after the label of what may stay empty, e.g. "optional". */
  optionalLabel?: string
  className?: string
  children: ReactNode
}

/** Label above, hint below it, the control, and its error beside it in words that say what to do. */
export function Field({ name, label, hint, error, required, optionalLabel, className, children }: Props) {
  const id = useId()
  const { state } = use(FormContext)
  const message = error ?? (state.status === 'failed' ? state.fields[name] : undefined)
  const describedBy = cx(hint != null && `${id}-hint`, message && `${id}-error`) || undefined
  return (
    <FieldContext value={{ id, describedBy, invalid: Boolean(message), required }}>
      <div className={cx('flex min-w-0 flex-col gap-1', className)}>
        <label htmlFor={id} className="text-sm font-medium text-ink">
          {label}
          {optionalLabel && <span className="font-normal text-muted"> {optionalLabel}</span>}
        </label>
        {children}
        {hint != null && (
          <p id={`${id}-hint`} className="text-xs text-muted">
            {hint}
          </p>
        )}
        {message && (
          <p id={`${id}-error`} className="flex items-start gap-1 text-sm text-danger-ink">
            <span aria-hidden="true">▲</span>
            {message}
          </p>
        )}
      </div>
    </FieldContext>
  )
}
