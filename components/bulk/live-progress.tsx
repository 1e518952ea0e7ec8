'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useLive } from '@/components/ui/use-live'
import { RunProgress } from './run-progress'

/**
 * Goes on while the run does, wherever the pointer is: it moves nothing. The rest of the page follows when the run ends,
 * and whenever nobody's hand is on it (LivePage).
 */
export function LiveProgress({
  runId,
  done,
  total,
  label,
  words,
  locale,
}: {
  runId: number
  done: number
  total: number
  label: string
  /** with `{done}` where the count stands */
  words: string
  locale: string
}) {
  const router = useRouter()
  const [heard, setHeard] = useState(done)
  useLive(['bulk'], ({ topic, id, data }) => {
    if (topic === 'resync' || (id === runId && data?.done === true)) router.refresh()
    else if (id === runId && typeof data?.count === 'number') setHeard(data.count)
  })
  const count = Math.max(heard, done)
  return (
    <RunProgress
      done={count}
      total={total}
      label={label}
      words={words.replace('{done}', count.toLocaleString(locale))}
    />
  )
}
