'use client'

import { Crash } from '@/components/shell/crash'
import './globals.css'

export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <html lang="en">
      <body>
        <Crash digest={error.digest} retry={reset} />
      </body>
    </html>
  )
}
