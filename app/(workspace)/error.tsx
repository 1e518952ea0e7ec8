'use client'

import { Crash } from '@/components/shell/crash'

export default function WorkspaceErrorPage({
  error,
  retry,
}: {
  error: Error & { digest?: string }
  retry: () => void
}) {
  return <Crash inside error={error} retry={retry} />
}
