'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { RadioList } from '@/components/ui/controls'
import { cx } from '@/components/ui/cx'
import { ProgressBar } from '@/components/ui/progress-bar'
import { beginWith } from '@/lib/imports/actions'
import { hasRows, isPastedTable } from '@/lib/imports/pasted'

type Kind = 'leads' | 'outcomes' | 'spend'
type Word =
  | 'kind'
  | 'choose'
  | 'drop'
  | 'limits'
  | 'dropNow'
  | 'pasteOpen'
  | 'pasteLabel'
  | 'pasteUse'
  | 'pasteNothing'
  | 'pastedName'
  | 'uploading'
  | 'sent'
  | 'reading'
  | 'cancel'
  | 'tooLarge'
  | 'several'
  | 'notTable'
  | 'lost'
  | 'gone'
  | 'failed'
  | 'again'
  | 'other'
  | 'kb'
  | 'mb'

type Phase =
  | { name: 'idle' }
  | { name: 'sending'; file: File; sent: number }
  | { name: 'looking'; file: File }
  | { name: 'failed'; file: File | null; message: string; again: (() => void) | null }

/** What nobody takes for a table. The server decides about the rest, by what is in it. */
const NO_TABLE = /\.(pdf|docx?|pptx?|png|jpe?g|gif|webp|heic|mp4|mov|zip|rar|7z|exe|dmg)$/i
const MEGABYTE = 1024 * 1024

/**
 * Takes a file by choosing, by dropping it anywhere on the page, or by pasting rows from a spreadsheet, sends it with
 * its progress, and goes on to the wizard. Whatever fails keeps the file, to be sent again.
 */
export function Uploader({
  kinds,
  words,
  megabytes,
  locale,
}: {
  kinds: readonly { value: Kind; label: string; hint: string }[]
  words: Record<Word, string>
  megabytes: number
  locale: string
}) {
  const router = useRouter()
  const [phase, setPhase] = useState<Phase>({ name: 'idle' })
  const [isOver, setIsOver] = useState(false)
  const [pasted, setPasted] = useState('')
  const kind = useRef<Kind>(kinds[0]?.value ?? 'leads')
  const request = useRef<XMLHttpRequest>(null)
  const input = useRef<HTMLInputElement>(null)
  const retry = useRef<HTMLButtonElement>(null)

  const size = (bytes: number) => {
    const [n, text] = bytes < MEGABYTE ? [bytes / 1024, words.kb] : [bytes / MEGABYTE, words.mb]
    return fill(text, { n: n.toLocaleString(locale, { maximumFractionDigits: n < 10 ? 1 : 0 }) })
  }

  const fail = (file: File | null, message: string, again: (() => void) | null = null) =>
    setPhase({ name: 'failed', file, message: fill(message, { file: file?.name ?? '' }), again })

  const goOn = async (file: File, importId: number) => {
    setPhase({ name: 'looking', file })
    const begun = await beginWith({ importId, kind: kind.current }).catch(() => null)
    if (begun?.status === 'done') router.push(`/imports/${importId}`)
    else {
      // the file is there already: only the question what it is of is asked again
      const again = () => void goOn(file, importId)
      if (begun?.status === 'failed') fail(file, fill(words.failed, { reason: begun.message }), again)
      else fail(file, words.lost, again)
    }
  }

  const send = (file: File) => {
    const sending = new XMLHttpRequest()
    const again = () => send(file)
    request.current?.abort()
    request.current = sending
    setPhase({ name: 'sending', file, sent: 0 })
    sending.open('POST', `/api/imports?name=${encodeURIComponent(file.name)}`)
    sending.setRequestHeader('Content-Type', 'application/octet-stream')
    sending.upload.onprogress = ({ loaded }) => setPhase({ name: 'sending', file, sent: loaded })
    sending.onload = () => {
      const answer = parsed(sending.responseText)
      if (sending.status === 201 && answer.id) void goOn(file, answer.id)
      else if (answer.message) {
        // the same file again helps where not the file is at fault
        const mayHelp = sending.status >= 500 || sending.status === 401
        fail(file, fill(words.failed, { reason: answer.message }), mayHelp ? again : null)
      } else fail(file, words.lost, again)
    }
    sending.onerror = async () => {
      // a file that was moved or changed cannot be read, which looks like a lost connection
      const isReadable = await file
        .slice(0, 1)
        .arrayBuffer()
        .then(
          () => true,
          () => false,
        )
      fail(file, isReadable ? words.lost : words.gone, isReadable ? again : null)
    }
    sending.send(file)
  }

  const take = (files: readonly File[]) => {
    const [file] = files
    if (!file) return
    if (files.length > 1) return fail(null, words.several)
    if (NO_TABLE.test(file.name)) return fail(file, words.notTable)
    if (file.size > megabytes * MEGABYTE) return fail(file, fill(words.tooLarge, { size: size(file.size) }))
    send(file)
  }

  const takeText = (text: string) => {
    if (!hasRows(text)) return fail(null, words.pasteNothing)
    take([new File([text], words.pastedName, { type: 'text/tab-separated-values' })])
  }

  const latest = useRef({ take, takeText, phase })
  useEffect(() => {
    latest.current = { take, takeText, phase }
  })

  useEffect(() => {
    const onPaste = (event: ClipboardEvent) => {
      const { phase, take, takeText } = latest.current
      if (phase.name === 'sending' || phase.name === 'looking') return
      const files = [...(event.clipboardData?.files ?? [])]
      const text = event.clipboardData?.getData('text/plain') ?? ''
      // Excel puts a picture of the cells beside their text
      if (isPastedTable(text)) takeText(text)
      else if (files.length > 0) take(files)
      else return
      event.preventDefault()
    }
    document.addEventListener('paste', onPaste)
    return () => document.removeEventListener('paste', onPaste)
  }, [])

  useEffect(() => {
    const hold = (event: globalThis.DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return
      event.preventDefault()
      setIsOver(event.type === 'dragover')
      if (event.type === 'drop') latest.current.take([...event.dataTransfer.files])
    }
    const leave = (event: globalThis.DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false)
    }
    document.addEventListener('dragover', hold)
    document.addEventListener('drop', hold)
    document.addEventListener('dragleave', leave)
    return () => {
      document.removeEventListener('dragover', hold)
      document.removeEventListener('drop', hold)
      document.removeEventListener('dragleave', leave)
    }
  }, [])

  useEffect(() => {
    if (phase.name === 'failed') (retry.current ?? input.current)?.focus()
  }, [phase.name])

  useEffect(() => () => request.current?.abort(), [])

  const cancel = useCallback(() => {
    request.current?.abort()
    setPhase({ name: 'idle' })
  }, [])

  const isBusy = phase.name === 'sending' || phase.name === 'looking'
  return (
    <div className="flex flex-col gap-5">
      <RadioList
        name="kind"
        legend={words.kind}
        options={kinds}
        defaultValue={kinds[0]?.value}
        onChange={(value) => {
          kind.current = kinds.find((one) => one.value === value)?.value ?? 'leads'
        }}
      />
      <div
        className={cx(
          'flex min-h-56 flex-col items-center justify-center gap-3 rounded-xl border-2 border-dashed px-4 py-8 text-center',
          isOver ? 'border-accent bg-accent-soft' : 'border-line-strong bg-surface',
        )}
      >
        <input
          ref={input}
          id="file-to-import"
          type="file"
          accept=".csv,.tsv,.txt,.xlsx"
          className="peer sr-only"
          disabled={isBusy}
          aria-describedby="file-limits"
          onChange={(event) => {
            take([...(event.currentTarget.files ?? [])])
            event.currentTarget.value = ''
          }}
        />
        {isBusy ? (
          <Sending phase={phase} words={words} size={size} onCancel={cancel} />
        ) : (
          <>
            {phase.name === 'failed' && (
              <div
                role="alert"
                className="mb-2 flex max-w-prose flex-col items-center gap-3 rounded-md border border-danger/40 bg-danger-soft px-4 py-3 text-danger-ink"
              >
                <p className="break-words">{phase.message}</p>
                {phase.again && (
                  <Button ref={retry} variant="primary" onClick={phase.again}>
                    {words.again}
                  </Button>
                )}
              </div>
            )}
            <label
              htmlFor="file-to-import"
              className={buttonClass(
                { variant: phase.name === 'failed' ? 'secondary' : 'primary', size: 'lg' },
                'cursor-pointer peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent',
              )}
            >
              {phase.name === 'failed' ? words.other : words.choose}
            </label>
            <p className="text-body pointer-coarse:hidden">{isOver ? words.dropNow : words.drop}</p>
            <p id="file-limits" className="text-sm text-muted">
              {words.limits}
            </p>
          </>
        )}
      </div>
      {!isBusy && (
        <details>
          <summary className="w-fit cursor-pointer rounded-sm text-sm text-muted hover:text-ink">
            {words.pasteOpen}
          </summary>
          <div className="mt-2 flex flex-col items-start gap-2">
            <label htmlFor="pasted-rows" className="text-sm font-medium text-ink">
              {words.pasteLabel}
            </label>
            <textarea
              id="pasted-rows"
              className="control min-h-32 w-full font-mono text-sm"
              value={pasted}
              onChange={(event) => setPasted(event.currentTarget.value)}
            />
            <Button onClick={() => takeText(pasted)}>{words.pasteUse}</Button>
          </div>
        </details>
      )}
    </div>
  )
}

function Sending({
  phase,
  words,
  size,
  onCancel,
}: {
  phase: Phase & { name: 'sending' | 'looking' }
  words: Record<Word, string>
  size: (bytes: number) => string
  onCancel: () => void
}) {
  const { file } = phase
  const title = fill(phase.name === 'sending' ? words.uploading : words.reading, { file: file.name })
  const tenths = phase.name === 'sending' ? Math.floor((10 * phase.sent) / Math.max(1, file.size)) : 10
  return (
    <>
      <p className="max-w-full font-semibold break-words text-ink">{title}</p>
      {phase.name === 'sending' ? (
        <ProgressBar done={phase.sent} total={file.size} label={title} className="max-w-sm" />
      ) : (
        <span
          aria-hidden="true"
          className="size-5 animate-spin rounded-full border-2 border-accent border-r-transparent motion-reduce:animate-none"
        />
      )}
      {phase.name === 'sending' && (
        <>
          <p className="figures text-sm text-muted">
            {fill(words.sent, { sent: size(phase.sent), total: size(file.size) })}
          </p>
          <Button onClick={onCancel}>{words.cancel}</Button>
        </>
      )}
      <p role="status" className="sr-only">
        {title} {tenths * 10} %
      </p>
    </>
  )
}

function fill(text: string, values: Record<string, string>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
}

function parsed(text: string): { id?: number; message?: string } {
  try {
    const answer: unknown = JSON.parse(text)
    return typeof answer === 'object' && answer !== null ? answer : {}
  } catch {
    return {}
  }
}
