'use client'

import { Crash } from '@/components/shell/crash'

export default function ErrorPage({
  error,
  retry,
}: {
  error: Error & { digest?: string }
  retry: () => void
}) {
  return <Crash error={error} retry={retry} />
}
