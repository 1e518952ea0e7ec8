import type { ReactNode } from 'react'

/**
 * A few words on hover and on focus, in CSS. `children` should be focusable or the words repeated elsewhere; the words
 * are always there for a screen reader.
 */
export function Tooltip({
  text,
  side = 'top',
  align = 'center',
  children,
}: {
  text: ReactNode
  side?: 'top' | 'bottom'
  align?: 'start' | 'center' | 'end'
  children: ReactNode
}) {
  return (
    <span className="tip inline-flex" data-side={side} data-align={align}>
      {children}
      <span role="tooltip" className="tip-text">
        {text}
      </span>
    </span>
  )
}
