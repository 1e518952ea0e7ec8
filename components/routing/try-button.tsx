'use client'

import { useRouter } from 'next/navigation'
import type { ReactNode } from 'react'
import { Button } from '@/components/ui/button'

/** Goes to the dry run with the form around it as it stands, which is not saved: all of it is the address. */
export function TryButton({ href, children }: { href: string; children: ReactNode }) {
  const router = useRouter()
  return (
    <Button
      onClick={(event) => {
        const form = event.currentTarget.form
        if (!form) return
        const query = new URLSearchParams()
        for (const [name, value] of new FormData(form)) {
          if (typeof value === 'string' && value !== '' && !name.startsWith('$')) query.append(name, value)
        }
        router.push(`${href}?${query}`)
      }}
    >
      {children}
    </Button>
  )
}
