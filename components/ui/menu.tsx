import Link from 'next/link'
import type { ComponentProps, ReactNode } from 'react'
import { type ButtonLook, buttonClass } from './button-class'
import { cx } from './cx'

/**
 * A button and what it unfolds, on the popover API: Esc and a click outside close it, no JavaScript of ours. Inside go
 * MenuLink, MenuButton, MenuHeading or a whole form.
 */
export function Menu({
  id,
  trigger,
  label,
  align = 'start',
  className,
  triggerClassName,
  variant,
  size,
  square,
  children,
}: ButtonLook & {
  /** Unique on the page. */
  id: string
  trigger: ReactNode
  /** For a trigger without words. */
  label?: string
  align?: 'start' | 'end' | 'top'
  className?: string
  /** Replaces the button's look altogether. */
  triggerClassName?: string
  children: ReactNode
}) {
  const anchor = `--menu-${id}`
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={label}
        style={{ anchorName: anchor } as React.CSSProperties}
        className={triggerClassName ?? buttonClass({ variant, size, square })}
      >
        {trigger}
      </button>
      <div
        id={id}
        popover="auto"
        data-align={align}
        style={{ positionAnchor: anchor } as React.CSSProperties}
        className={cx(
          'popover-menu min-w-44 rounded-lg border border-line bg-raised p-1 text-base text-body shadow-md',
          className,
        )}
      >
        {children}
      </div>
    </>
  )
}

const item =
  'flex w-full items-center gap-2 rounded-md px-2.5 py-1.5 text-start text-base text-body hover:bg-hover hover:text-ink -outline-offset-2 pointer-coarse:py-2.5 [&_svg]:size-4 [&_svg]:text-muted'

export function MenuLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return <Link className={cx(item, className)} {...rest} />
}

export function MenuButton({ className, type = 'submit', ...rest }: ComponentProps<'button'>) {
  return <button type={type} className={cx(item, className)} {...rest} />
}

export function MenuHeading({ children }: { children: ReactNode }) {
  return <p className="px-2.5 pt-2 pb-1 text-xs font-medium text-muted">{children}</p>
}

export function MenuLine() {
  return <hr className="my-1 border-line" />
}
