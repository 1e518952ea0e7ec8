/** How anything in the browser asks for a toast; the Toaster in the shell listens. */
export type ToastRequest = {
  message: string
  tone?: 'plain' | 'danger'
  /** `seconds`: it counts down, and the offer goes with the time; `U` and Ctrl+Z press the newest such one. */
  action?: { label: string; run: () => Promise<void> | void; seconds?: number }
  link?: { href: string; label: string }
}

export const toastEvent = 'baton:toast'

export function showToast(request: ToastRequest) {
  window.dispatchEvent(new CustomEvent(toastEvent, { detail: request }))
}
