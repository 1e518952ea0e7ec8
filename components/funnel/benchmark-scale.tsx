/** A share on a line with the published figures: the words say it all, the line shows how far apart they are. */
export function BenchmarkScale({
  value,
  marks,
}: {
  value: number | null
  marks: { at: number; text: string }[]
}) {
  const end = Math.min(1, Math.max(0.6, ...marks.map(({ at }) => at * 1.2), (value ?? 0) * 1.1))
  const place = (at: number) => `${Math.min(100, (at / end) * 100)}%`
  return (
    <div>
      <div aria-hidden="true" className="relative h-3">
        <span className="absolute inset-x-0 top-1/2 h-px bg-line-strong" />
        {marks.map(({ at }) => (
          <span key={at} className="absolute top-0.5 h-2 w-px bg-muted" style={{ left: place(at) }} />
        ))}
        {value !== null && (
          <span
            className="absolute top-1/2 size-2.5 -translate-1/2 rounded-full bg-accent"
            style={{ left: place(value) }}
          />
        )}
      </div>
      <ul className="figures flex flex-wrap gap-x-3 text-xs text-muted">
        {marks.map(({ at, text }) => (
          <li key={at}>{text}</li>
        ))}
      </ul>
    </div>
  )
}
