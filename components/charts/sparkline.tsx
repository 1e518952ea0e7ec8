/**
 * How a number went, as small as a word; drawn on the server, without JavaScript. `label` says the same in words ("Jan 21,
 * Feb 24 …", or what it came from and to): it is all that a screen reader gets. Gaps (null) stay gaps.
 */
export function Sparkline({
  values,
  label,
  width = 96,
  height = 24,
  target,
}: {
  values: readonly (number | null)[]
  label: string
  width?: number
  height?: number
  /** drawn as a dashed line */
  target?: number | null
}) {
  const known = values.filter((value) => value !== null)
  const all = target == null ? known : [...known, target]
  const low = Math.min(...all)
  const span = Math.max(...all) - low
  const pad = 3
  const x = (index: number) =>
    values.length < 2 ? width / 2 : pad + (index / (values.length - 1)) * (width - 2 * pad)
  // What never changed runs through the middle.
  const y = (value: number) =>
    span === 0 ? height / 2 : height - pad - ((value - low) / span) * (height - 2 * pad)
  const round = (place: number) => Math.round(place * 10) / 10
  let path = ''
  const alone: number[] = []
  values.forEach((value, index) => {
    if (value === null) return
    const before = index > 0 && values[index - 1] !== null && values[index - 1] !== undefined
    const after = index + 1 < values.length && values[index + 1] !== null
    path += `${before ? 'L' : 'M'}${round(x(index))} ${round(y(value))}`
    if (!before && !after) alone.push(index)
  })
  const last = values.findLastIndex((value) => value !== null)
  const lastValue = values[last]
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="shrink-0 overflow-visible text-muted"
    >
      {target != null && known.length > 0 && (
        <path d={`M0 ${round(y(target))}H${width}`} className="stroke-line-strong" strokeDasharray="2 2" />
      )}
      {path && <path d={path} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />}
      {alone.map((index) => (
        <circle
          key={index}
          cx={round(x(index))}
          cy={round(y(values[index] ?? 0))}
          r="1.25"
          fill="currentColor"
        />
      ))}
      {lastValue != null && (
        <circle cx={round(x(last))} cy={round(y(lastValue))} r="2.5" className="fill-accent" />
      )}
    </svg>
  )
}
