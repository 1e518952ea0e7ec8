'use client'

import { use, useId } from 'react'
import { FormContext } from '@/components/ui/form-context'

/** One field of the grid, with its error below it. */
export function SpendCell({
  name,
  value,
  label,
  money,
  disabled,
}: {
  name: string
  value: string
  label: string
  money?: boolean
  disabled?: boolean
}) {
  const id = useId()
  const { state } = use(FormContext)
  const error = state.status === 'failed' ? state.fields[name] : undefined
  return (
    <>
      <input
        name={name}
        defaultValue={value}
        aria-label={label}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? id : undefined}
        inputMode={money ? 'decimal' : 'numeric'}
        autoComplete="off"
        disabled={disabled}
        placeholder="0"
        className={`control h-8 w-full px-1.5 text-end md:min-w-20 md:px-2.5 pointer-coarse:h-10 ${money ? 'min-w-20' : 'min-w-14'}`}
        onFocus={(event) => event.currentTarget.select()}
      />
      {error && (
        <span id={id} className="mt-0.5 block text-start text-xs text-danger-ink">
          <span aria-hidden="true">▲ </span>
          {error}
        </span>
      )}
    </>
  )
}
