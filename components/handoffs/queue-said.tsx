'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { showToast } from '@/components/ui/toast-event'

/** Says by a toast what a verdict did, and takes it out of the address so that a reload does not say it again. */
export function QueueSaid({
  said,
  message,
  link,
  address,
}: {
  /** What it is about: the same is said once. */
  said: string
  message: string
  link?: { href: string; label: string }
  /** The address of the screen without it. */
  address: string
}) {
  const router = useRouter()
  const before = useRef<string>(undefined)
  const href = link?.href
  const label = link?.label

  useEffect(() => {
    if (before.current === said) return
    before.current = said
    // after the effects of the whole page: the Toaster must be listening
    setTimeout(() => {
      showToast({ message, action: href && label ? { label, run: () => router.push(href) } : undefined })
      window.history.replaceState(null, '', address)
    })
  }, [said, message, href, label, address, router])

  return (
    <noscript>
      <p role="status" className="mb-3 rounded-md bg-ink px-4 py-2 text-canvas">
        {message}
      </p>
    </noscript>
  )
}
