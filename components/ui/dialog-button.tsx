'use client'

import type { ComponentProps } from 'react'
import { type ButtonLook, buttonClass } from './button-class'

/** Opens the Dialog with the id `dialog`. `data-hotkey="a"` makes a single key press it (see components/shell/hotkeys). */
export function DialogButton({
  dialog,
  variant,
  size,
  square,
  className,
  ...rest
}: ButtonLook & { dialog: string } & Omit<ComponentProps<'button'>, 'type' | 'onClick'>) {
  return (
    <button
      type="button"
      aria-haspopup="dialog"
      className={buttonClass({ variant, size, square }, className)}
      onClick={() => {
        const box = document.getElementById(dialog)
        if (box instanceof HTMLDialogElement && !box.open) box.showModal()
      }}
      {...rest}
    />
  )
}
