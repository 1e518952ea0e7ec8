'use client'

import { useRef, useState } from 'react'
import { Button } from '@/components/ui/button'

/** Something to be copied to elsewhere: an address, a piece of code. Without JavaScript it is selected and copied by hand. */
export function CopyText({
  label,
  text,
  rows = 1,
  words,
}: {
  label: string
  text: string
  rows?: number
  words: { copy: string; copied: string }
}) {
  const box = useRef<HTMLTextAreaElement>(null)
  const [copied, setCopied] = useState<string>()
  async function copy() {
    box.current?.select()
    try {
      await navigator.clipboard.writeText(text)
    } catch {
      document.execCommand('copy') // no clipboard over plain http
    }
    setCopied(text)
  }
  return (
    <div className="flex items-start gap-2">
      <textarea
        ref={box}
        readOnly
        rows={rows}
        aria-label={label}
        value={text}
        spellCheck={false}
        className="control min-w-0 flex-1 resize-none font-mono text-xs break-all whitespace-pre-wrap [field-sizing:content]"
        onFocus={(event) => event.target.select()}
      />
      <Button
        size="sm"
        onClick={copy}
        aria-label={`${copied === text ? words.copied : words.copy}: ${label}`}
      >
        {copied === text ? words.copied : words.copy}
      </Button>
    </div>
  )
}
