'use client'

import { useEffect, useState } from 'react'
import { ProgressBar } from '@/components/ui/progress-bar'
import { useLive } from '@/components/ui/use-live'
import { useRefresh } from './use-refresh'

/** Has the file looked at when it has not been, shows how far that is, and the findings when they are there. */
export function CheckWatch({
  importId,
  isDue,
  me,
  words,
}: {
  importId: number
  isDue: boolean
  me: number
  words: { reading: string; progress: string; label: string }
}) {
  const refresh = useRefresh()
  const [at, setAt] = useState({ done: 0, total: 0 })

  useEffect(() => {
    if (!isDue) return
    // The findings may be younger than this page. A lost connection comes back with a resync, which draws it anew.
    fetch(`/api/imports/${importId}/check`, { method: 'POST' })
      .then((answer) => {
        if (answer.status === 200) refresh()
      })
      .catch(() => {})
  }, [isDue, importId, refresh])

  useLive(['import'], ({ id, data }) => {
    if (id !== importId && id !== 0) return
    if (data?.step === 'check') setAt({ done: Number(data.done), total: Number(data.total) })
    // what I do myself comes with its answer
    else if (data?.byId !== me) refresh(100)
  })

  if (!isDue) return null
  const { done, total } = at
  const number = (value: number) => value.toLocaleString(document.documentElement.lang || undefined)
  const text =
    done > 0
      ? words.progress.replace('{done}', number(done)).replace('{total}', number(total))
      : total > 0
        ? words.reading.replace('{rows}', number(total))
        : ''
  return (
    <div className="flex flex-col gap-1.5">
      <ProgressBar done={done > 0 ? done : undefined} total={total} label={words.label} />
      <p className="figures min-h-5 text-sm text-muted" role="status">
        {text}
      </p>
    </div>
  )
}
