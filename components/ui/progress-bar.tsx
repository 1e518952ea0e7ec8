import { cx } from './cx'

/** How far something is. Without `done`: it is under way, and nobody knows how far. */
export function ProgressBar({
  done,
  total,
  label,
  className,
}: {
  done: number | undefined
  total: number
  label: string
  className?: string
}) {
  return (
    <progress
      value={done}
      max={Math.max(1, total)}
      aria-label={label}
      className={cx(
        'h-2 w-full overflow-hidden rounded-full [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent',
        className,
      )}
    />
  )
}
