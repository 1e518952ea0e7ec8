/** How far a run is: a bar, and the words beside it. */
export function RunProgress({
  done,
  total,
  label,
  words,
}: {
  done: number
  total: number
  label: string
  words: string
}) {
  return (
    <div className="flex flex-col gap-1.5">
      <progress
        value={total === 0 ? 1 : done}
        max={Math.max(1, total)}
        aria-label={label}
        className="h-2 w-full overflow-hidden rounded-full [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent"
      />
      <p className="figures text-sm text-muted" role="status">
        {words}
      </p>
    </div>
  )
}
