/** How anything in the browser asks for a toast; the Toaster in the shell listens. */
export type ToastRequest = {
  message: string
  tone?: 'plain' | 'danger'
  action?: { label: string; run: () => Promise<void> | void }
}

export const toastEvent = 'baton:toast'

export function showToast(request: ToastRequest) {
  window.dispatchEvent(new CustomEvent(toastEvent, { detail: request }))
}
