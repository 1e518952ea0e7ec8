'use client'

import { type ComponentProps, useActionState, useEffect, useRef, useState, useTransition } from 'react'
import { type FormState, formFailed, idleForm } from '@/lib/platform/form-state'
import { FormContext } from './form-context'
import { showToast } from './toast-event'

type Props = Omit<ComponentProps<'form'>, 'action' | 'onSubmit'> & {
  action: (before: FormState, data: FormData) => Promise<FormState>
  /** Undoes what the action did; gets the `undoToken` that it answered with. Shows "Undo" in the toast. */
  undo?: (token: string) => Promise<FormState>
  undoLabel?: string
  /** How long it can be undone, where that ends: the toast counts down. */
  undoSeconds?: number
  /** Empties the fields after success (a composer); otherwise what was typed stays. */
  resetOnDone?: boolean
  /** Before it is sent, at once: for what goes on without waiting for the answer. */
  onSend?: (data: FormData, form: HTMLFormElement) => void
  onDone?: (state: FormState) => void
  onFailed?: (state: FormState & { status: 'failed' }) => void
}

/** The network failed on the way: nothing typed is lost. Redirects and bugs carry a digest and go on. */
function unreachable(error: unknown): FormState {
  if (!(error instanceof TypeError) || 'digest' in error) throw error
  return formFailed('UNAVAILABLE', document.documentElement.dataset.unreachable ?? '')
}

/**
 * A form around a Server Action. Works before JavaScript has arrived; with it, nothing typed is lost on a refusal
 * (React would reset a plain `action` form), a second submit while the first is under way does nothing, the first
 * field in error gets the focus, and a dialog around it closes on success.
 *
 * The answer is announced where the action is called and not in an effect: the page that comes with the answer may no
 * longer hold this form (its row has gone, its record has a new version), and the toast must appear all the same.
 */
export function ActionForm({
  action,
  undo,
  undoLabel,
  undoSeconds,
  resetOnDone,
  onSend,
  onDone,
  onFailed,
  children,
  ...rest
}: Props) {
  const [unscripted, dispatch] = useActionState(action, idleForm)
  const [answer, setAnswer] = useState<FormState>()
  const [pending, startTransition] = useTransition()
  const form = useRef<HTMLFormElement>(null)
  const busy = useRef(false)
  const state = answer ?? unscripted

  useEffect(() => {
    if (state.status !== 'failed') return
    const find = (what: string) => form.current?.querySelector<HTMLElement>(what)
    ;(find('[aria-invalid="true"]') ?? find('[data-form-error]'))?.focus()
  }, [state])

  function submit(element: HTMLFormElement, submitter: HTMLElement | null) {
    const data = new FormData(element, submitter)
    const dialog = element.closest('dialog')
    onSend?.(data, element)
    startTransition(async () => {
      try {
        const next = await action(state, data).catch(unreachable)
        if (next.status === 'done') {
          if (resetOnDone && element.isConnected) element.reset()
          if (dialog?.open && !next.reveal) dialog.close()
          element.closest('details[data-unfolding]')?.removeAttribute('open')
          announce(next)
          onDone?.(next)
        } else if (next.status === 'failed') onFailed?.(next)
        startTransition(() => setAnswer(next))
      } finally {
        busy.current = false
      }
    })
  }

  function announce({ message, undoToken, link }: FormState & { status: 'done' }) {
    if (!message) return
    const canUndo = undo && undoLabel && undoToken !== undefined
    const run = async () => {
      const undone = canUndo && (await undo(undoToken))
      if (!undone || !('message' in undone) || !undone.message) return
      showToast({ message: undone.message, tone: undone.status === 'failed' ? 'danger' : 'plain' })
    }
    showToast({
      message,
      link,
      action: canUndo ? { label: undoLabel, run, seconds: undoSeconds } : undefined,
    })
  }

  return (
    <FormContext value={{ state, pending }}>
      <form
        ref={form}
        action={dispatch}
        noValidate
        aria-busy={pending || undefined}
        onSubmit={(event) => {
          event.preventDefault()
          if (busy.current) return
          busy.current = true
          submit(event.currentTarget, (event.nativeEvent as SubmitEvent).submitter)
        }}
        {...rest}
      >
        {children}
      </form>
    </FormContext>
  )
}
