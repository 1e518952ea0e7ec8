'use client'

import { Crash } from '@/components/shell/crash'

export default function WorkspaceErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return <Crash inside digest={error.digest} retry={reset} />
}
