'use client'

import { Crash } from '@/components/shell/crash'
import './globals.css'

export default function GlobalError({
  error,
  retry,
}: {
  error: Error & { digest?: string }
  retry: () => void
}) {
  return (
    <html lang="en">
      <body>
        <Crash error={error} retry={retry} />
      </body>
    </html>
  )
}
