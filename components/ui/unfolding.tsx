import type { ReactNode } from 'react'
import { type ButtonLook, buttonClass } from './button-class'
import { cx } from './cx'

/**
 * A button that unfolds a form over or under its row, without moving anything and without JavaScript; of those with the
 * same `group` one is open at a time. The nearest positioned ancestor gives the form its width.
 */
export function Unfolding({
  label,
  group,
  hotkey,
  unfold,
  variant,
  children,
}: Pick<ButtonLook, 'variant'> & {
  label: ReactNode
  group: string
  hotkey?: string
  unfold: 'up' | 'down'
  children: ReactNode
}) {
  return (
    <details name={group} data-unfolding="" className="group/unfold">
      <summary
        data-hotkey={hotkey}
        className={buttonClass(
          { variant },
          'w-full list-none group-open/unfold:outline-2 group-open/unfold:outline-offset-1 group-open/unfold:outline-line-strong [&::-webkit-details-marker]:hidden',
        )}
      >
        {label}
      </summary>
      <div
        className={cx(
          'absolute inset-x-0 z-20 max-h-[min(34rem,70dvh)] overflow-y-auto rounded-lg border border-line-strong bg-raised p-4 shadow-lg',
          unfold === 'up' ? 'bottom-full mb-2' : 'top-full mt-2',
        )}
      >
        {children}
      </div>
    </details>
  )
}
