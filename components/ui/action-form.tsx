'use client'

import { type ComponentProps, startTransition, useActionState, useEffect, useRef } from 'react'
import type { FormState } from '@/lib/platform/form-state'
import { FormContext } from './form-context'
import { showToast } from './toast-event'

type Props = Omit<ComponentProps<'form'>, 'action' | 'onSubmit'> & {
  action: (before: FormState, data: FormData) => Promise<FormState>
  /** Undoes what the action did; gets the `undoToken` that it answered with. Shows "Undo" in the toast. */
  undo?: (token: string) => Promise<FormState>
  undoLabel?: string
  /** Empties the fields after success (a composer); otherwise what was typed stays. */
  resetOnDone?: boolean
  onDone?: (state: FormState) => void
}

/**
 * A form around a Server Action. Works before JavaScript has arrived; with it, nothing typed is lost on a refusal
 * (React would reset a plain `action` form), a second submit while the first is under way does nothing, the first
 * field in error gets the focus, and a dialog around it closes on success.
 */
export function ActionForm({ action, undo, undoLabel, resetOnDone, onDone, children, ...rest }: Props) {
  const [state, dispatch, pending] = useActionState(action, { status: 'idle' })
  const form = useRef<HTMLFormElement>(null)
  const busy = useRef(false)
  const seen = useRef<FormState>(state)
  busy.current = pending

  useEffect(() => {
    if (seen.current === state || state.status === 'idle') return
    seen.current = state
    if (state.status === 'failed') {
      const find = (what: string) => form.current?.querySelector<HTMLElement>(what)
      ;(find('[aria-invalid="true"]') ?? find('[data-form-error]'))?.focus()
      return
    }
    if (resetOnDone) form.current?.reset()
    const dialog = form.current?.closest('dialog')
    if (dialog?.open && !state.reveal) dialog.close()
    const token = state.undoToken
    if (state.message) {
      showToast({
        message: state.message,
        action:
          undo && token !== undefined && undoLabel
            ? {
                label: undoLabel,
                run: async () => {
                  const undone = await undo(token)
                  if ('message' in undone && undone.message) showToast({ message: undone.message })
                },
              }
            : undefined,
      })
    }
    onDone?.(state)
  }, [state, resetOnDone, undo, undoLabel, onDone])

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
          const submitter = (event.nativeEvent as SubmitEvent).submitter
          const data = new FormData(event.currentTarget, submitter)
          startTransition(() => dispatch(data))
        }}
        {...rest}
      >
        {children}
      </form>
    </FormContext>
  )
}
