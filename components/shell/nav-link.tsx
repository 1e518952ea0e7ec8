'use client'

import Link, { useLinkStatus } from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

/** A link that knows whether one is there, and answers a click at once although the page is still on its way. */
export function NavLink({
  href,
  also = [],
  className,
  goKey,
  children,
}: {
  href: string
  /** other places that belong to this one */
  also?: readonly string[]
  className: string
  goKey?: string
  children: ReactNode
}) {
  const pathname = usePathname()
  const here = [href, ...also].some((place) => pathname === place || pathname.startsWith(`${place}/`))
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={here ? 'page' : undefined}
      data-go={goKey}
      className={`relative isolate ${className}`}
    >
      <OnTheWay />
      {children}
    </Link>
  )
}

function OnTheWay() {
  const { pending } = useLinkStatus()
  return pending ? (
    <span data-under-way="" className="absolute inset-0 -z-10 rounded-md bg-selected" aria-hidden="true" />
  ) : null
}
