'use client'

import { useEffect, useState } from 'react'
import en from '@/lib/i18n/crash/messages.en.json'
import ru from '@/lib/i18n/crash/messages.ru.json'
import { useRetry } from './use-retry'

/** What a person sees when a bug was thrown. Has both languages with it: the messages may be what broke. */
export function Crash({
  error,
  retry,
  inside,
}: {
  error: Error & { digest?: string }
  /** asks the server once more */
  retry: () => void
  /** Inside the shell, which has its own <main>. */
  inside?: boolean
}) {
  const [russian, setRussian] = useState(false)
  useEffect(() => {
    setRussian((document.documentElement.lang || navigator.language).startsWith('ru'))
  }, [])
  useRetry(error, retry)
  const Box = inside ? 'div' : 'main'
  const words = russian ? ru : en
  return (
    <Box className="mx-auto flex min-h-[70dvh] max-w-md flex-col items-center justify-center gap-3 px-4 text-center">
      <h1 className="text-xl font-semibold">{words.title}</h1>
      <p className="text-muted">{words.text.replace('{digest}', error.digest ?? '—')}</p>
      <p className="mt-2 flex gap-2">
        <button
          type="button"
          onClick={retry}
          className="h-9 rounded-md bg-accent px-3 font-medium text-on-accent hover:bg-accent-hover"
        >
          {words.retry}
        </button>
        <a
          href="/leads"
          className="inline-flex h-9 items-center rounded-md border border-line-strong/60 bg-surface px-3 font-medium text-ink hover:bg-hover"
        >
          {words.home}
        </a>
      </p>
    </Box>
  )
}
