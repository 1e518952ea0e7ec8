/**
 * What a Server Action of a form answers: worded for the person who sent it, because wording every code in the browser
 * would ship all messages there. Made by `formFailure` (lib/platform/i18n/form-failure) and `formDone`.
 */
export type FormState =
  | { status: 'idle' }
  | {
      status: 'done'
      at: number
      /** Shown as a toast. */
      message?: string
      /** Given back to the form's `undo` action when the person presses Undo in the toast. */
      undoToken?: string
      /** Beside the message in the toast. */
      link?: { href: string; label: string }
      /** The id of what was made, for forms that go on with it. */
      id?: number
      /** Shown once in the form (see Reveal), to be copied: a link, a key. Keeps a dialog around the form open. */
      reveal?: string
    }
  | {
      status: 'failed'
      at: number
      code: string
      message: string
      /** Field name → what to do about it. */
      fields: Record<string, string>
      /** What was typed: without JavaScript the form comes back as a new page, and fills itself from this. */
      values?: Record<string, string>
    }

export const idleForm: FormState = { status: 'idle' }

/** `at` makes two answers in a row differ, so that the same message twice is announced twice. */
let serial = 0

export function formDone(more: Omit<FormState & { status: 'done' }, 'status' | 'at'> = {}): FormState {
  serial += 1
  return { status: 'done', at: serial, ...more }
}

export function formFailed(code: string, message: string, fields: Record<string, string> = {}): FormState {
  serial += 1
  return { status: 'failed', at: serial, code, message, fields }
}
