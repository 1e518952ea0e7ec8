'use client'

import { useRouter } from 'next/navigation'
import { type ReactNode, useRef, useTransition } from 'react'

/**
 * A GET form whose fields are the address's parameters: applies itself when something is chosen, and a little after the
 * last key when something is typed. Without JavaScript it is a plain form with the button that `submit` gives.
 * Paging and the open panel are left behind, since they belong to the former list.
 */
export function QueryForm({
  pathname,
  keep,
  label,
  submit,
  className,
  children,
}: {
  pathname: string
  /** Parameters that stay and have no field in this form. */
  keep?: Record<string, string | readonly string[] | undefined>
  label?: string
  submit?: ReactNode
  className?: string
  children: ReactNode
}) {
  const router = useRouter()
  const [pending, start] = useTransition()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const apply = (form: HTMLFormElement) => {
    clearTimeout(timer.current)
    const parameters = new URLSearchParams()
    for (const [name, value] of new FormData(form)) {
      if (typeof value === 'string' && value.trim() !== '') parameters.append(name, value.trim())
    }
    parameters.sort()
    const query = parameters.toString()
    const href = query ? `${pathname}?${query}` : pathname
    if (href !== location.pathname + location.search) start(() => router.replace(href, { scroll: false }))
  }

  return (
    <form
      action={pathname}
      method="get"
      aria-label={label}
      aria-busy={pending || undefined}
      className={className}
      onSubmit={(event) => {
        event.preventDefault()
        apply(event.currentTarget)
      }}
      onChange={(event) => {
        const form = event.currentTarget
        const field = event.target as unknown as HTMLInputElement
        const typed = /^(search|text|number|email|tel)$/.test(field.type)
        clearTimeout(timer.current)
        timer.current = setTimeout(() => apply(form), typed ? 250 : field.type === 'date' ? 600 : 0)
      }}
    >
      {Object.entries(keep ?? {}).flatMap(([name, value]) =>
        (typeof value === 'string' ? [value] : (value ?? [])).map((one) => (
          <input key={`${name}=${one}`} type="hidden" name={name} value={one} />
        )),
      )}
      {children}
      {submit && <noscript>{submit}</noscript>}
    </form>
  )
}
