/**
 * A conversion and its interval in a table cell: a dot on a line from 0 to `max`, with whiskers. The number stands beside
 * it, so it is only a picture.
 */
export function RateBar({
  value,
  low,
  high,
  max = 1,
}: {
  value: number
  low: number
  high: number
  max?: number
}) {
  const at = (ratio: number) => `${Math.min(100, Math.max(0, (ratio / max) * 100))}%`
  return (
    <span aria-hidden="true" className="relative inline-block h-3 w-16 align-middle">
      <span className="absolute inset-x-0 top-1/2 h-px bg-line" />
      <span
        className="absolute top-1/2 h-[3px] -translate-y-1/2 rounded-full bg-accent/40"
        style={{ left: at(low), width: `calc(${at(high)} - ${at(low)})` }}
      />
      <span
        className="absolute top-1/2 size-1.5 -translate-1/2 rounded-full bg-accent"
        style={{ left: at(value) }}
      />
    </span>
  )
}
