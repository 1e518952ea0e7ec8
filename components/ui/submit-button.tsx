'use client'

import { type ComponentProps, use } from 'react'
import { useFormStatus } from 'react-dom'
import { type ButtonLook, buttonClass } from './button-class'
import { FormContext } from './form-context'

/** The button that sends a form; says that it is under way and cannot be pressed twice. */
export function SubmitButton({
  variant = 'primary',
  size,
  square,
  className,
  children,
  ...rest
}: ButtonLook & Omit<ComponentProps<'button'>, 'type'>) {
  const inAction = useFormStatus().pending
  const pending = use(FormContext).pending || inAction
  return (
    <button
      type="submit"
      aria-disabled={pending || undefined}
      className={buttonClass({ variant, size, square }, `relative ${className ?? ''}`)}
      onClick={pending ? (event) => event.preventDefault() : undefined}
      {...rest}
    >
      <span className={pending ? 'inline-flex items-center gap-[inherit] opacity-0' : 'contents'}>
        {children}
      </span>
      {pending && (
        <span className="absolute inset-0 grid place-items-center">
          <span className="size-4 animate-spin rounded-full border-2 border-current border-r-transparent" />
        </span>
      )}
    </button>
  )
}
