'use client'

import { useRouter, useSearchParams } from 'next/navigation'
import { type ReactNode, useEffect, useRef, useTransition } from 'react'
import { PLACE } from './place'

/** The address that a form has asked for and that is not there yet: another form's change is added to it. */
let onItsWay: string | null = null

/**
 * A GET form whose fields are the address's parameters: applies itself when something is chosen, and a little after the
 * last key when something is typed. Without JavaScript it is a plain form with the button that `submit` gives.
 * Paging and the open panel are left behind, since they belong to the former list.
 */
export function QueryForm({
  pathname,
  keep = {},
  label,
  submit,
  className,
  children,
}: {
  pathname: string
  /** Parameters that stay and have no field in this form; those of the address that are not here are dropped. */
  keep?: Record<string, string | readonly string[] | undefined>
  label?: string
  submit?: ReactNode
  className?: string
  children: ReactNode
}) {
  const router = useRouter()
  const rendered = useSearchParams()
  const [pending, start] = useTransition()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    if (!pending) onItsWay = null
  }, [pending])

  const apply = (form: HTMLFormElement) => {
    clearTimeout(timer.current)
    const fields = [...form.elements].filter(
      (field): field is HTMLInputElement | HTMLSelectElement =>
        (field instanceof HTMLInputElement && field.type !== 'hidden') || field instanceof HTMLSelectElement,
    )
    const own = new Set(fields.map((field) => field.name))
    // From where the address is by now, not where it was when this form was rendered.
    const next = new URLSearchParams(onItsWay ?? location.search)
    for (const name of [...rendered.keys()]) if (!(name in keep)) next.delete(name)
    for (const name of [...PLACE, ...own]) next.delete(name)
    for (const [name, value] of new FormData(form)) {
      if (own.has(name) && typeof value === 'string' && value.trim() !== '') next.append(name, value.trim())
    }
    next.sort()
    const query = next.toString()
    const href = query ? `${pathname}?${query}` : pathname
    if (href === location.pathname + location.search) return
    onItsWay = query
    start(() => router.replace(href, { scroll: false }))
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
        const type = event.target instanceof HTMLInputElement ? event.target.type : 'select'
        const wait = /^(search|text|number|email|tel)$/.test(type) ? 250 : type === 'date' ? 600 : 0
        clearTimeout(timer.current)
        timer.current = setTimeout(() => apply(form), wait)
      }}
    >
      {Object.entries(keep).flatMap(([name, value]) =>
        (typeof value === 'string' ? [value] : (value ?? [])).map((one) => (
          <input key={`${name}=${one}`} type="hidden" name={name} value={one} />
        )),
      )}
      {children}
      {submit && <noscript>{submit}</noscript>}
    </form>
  )
}
