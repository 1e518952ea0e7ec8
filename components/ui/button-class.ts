import { cx } from './cx'

export type ButtonLook = {
  /** primary: the one step a screen is about. secondary: the rest. quiet: in tool bars and tables. danger: ends something. */
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger'
  size?: 'sm' | 'md' | 'lg'
  /** Only an icon inside: square, and it needs an aria-label. */
  square?: boolean
}

const variants = {
  primary: 'bg-accent text-on-accent border-transparent hover:bg-accent-hover',
  secondary: 'bg-surface text-ink border-line-strong/60 hover:bg-hover',
  quiet: 'bg-transparent text-body border-transparent hover:bg-hover hover:text-ink',
  danger: 'bg-surface text-danger-ink border-danger/50 hover:bg-danger-soft',
}
const sizes = {
  sm: 'h-7 text-sm px-2 gap-1 pointer-coarse:h-9',
  md: 'h-9 text-base px-3 gap-1.5 pointer-coarse:h-11',
  lg: 'h-11 text-lg px-4 gap-2',
}
const squares = {
  sm: 'size-7 pointer-coarse:size-9',
  md: 'size-9 pointer-coarse:size-11',
  lg: 'size-11',
}

export function buttonClass(
  { variant = 'secondary', size = 'md', square = false }: ButtonLook,
  more?: string,
) {
  return cx(
    'inline-flex shrink-0 items-center justify-center rounded-md border font-medium whitespace-nowrap select-none transition-colors duration-75',
    'disabled:opacity-55 disabled:pointer-events-none aria-disabled:opacity-55 [&_svg]:size-4 [&_svg]:shrink-0',
    variants[variant],
    square ? squares[size] : sizes[size],
    more,
  )
}
