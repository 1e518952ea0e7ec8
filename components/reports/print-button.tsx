'use client'

import { buttonClass } from '@/components/ui/button-class'

/** The browser's own dialog: it also saves as PDF. */
export function PrintButton({ label }: { label: string }) {
  return (
    <button type="button" className={buttonClass({})} onClick={() => window.print()}>
      {label}
    </button>
  )
}
