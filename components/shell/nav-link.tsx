'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'

/** A link that knows whether one is there. */
export function NavLink({
  href,
  className,
  goKey,
  children,
}: {
  href: string
  className: string
  goKey?: string
  children: ReactNode
}) {
  const pathname = usePathname()
  const here = pathname === href || pathname.startsWith(`${href}/`)
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={here ? 'page' : undefined}
      data-go={goKey}
      className={className}
    >
      {children}
    </Link>
  )
}
