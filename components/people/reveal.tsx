'use client'

import { use, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { FormContext } from '@/components/ui/form-context'

/** Something that is shown once, to be copied: a link, a key. Stands inside the ActionForm that makes it. */
export function Reveal({
  labels,
}: {
  labels: { title: string; hint: string; copy: string; copied: string }
}) {
  const { state } = use(FormContext)
  const [copied, setCopied] = useState<string>()
  const box = useRef<HTMLInputElement>(null)
  const secret = state.status === 'done' ? state.reveal : undefined

  useEffect(() => {
    if (!secret) return
    box.current?.focus()
    box.current?.select()
  }, [secret])

  if (!secret) return null
  async function copy() {
    box.current?.select()
    try {
      await navigator.clipboard.writeText(secret ?? '')
    } catch {
      document.execCommand('copy') // no clipboard over plain http
    }
    setCopied(secret)
  }
  return (
    <div
      role="status"
      className="flex flex-col gap-1.5 rounded-md border border-success/35 bg-success-soft p-3"
    >
      <label className="text-sm font-medium text-success-ink">
        {labels.title}
        <input ref={box} readOnly value={secret} className="control mt-1 w-full font-mono text-sm" />
      </label>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 flex-1 text-xs text-success-ink">{labels.hint}</p>
        <Button size="sm" onClick={copy}>
          {copied === secret ? labels.copied : labels.copy}
        </Button>
      </div>
    </div>
  )
}
