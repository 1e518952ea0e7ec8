import type { Formatter } from '@/lib/platform/i18n/format'

/** A moment or a day, as the formatter of the page shows it; the exact time is in its title and for machines. */
export function Time({
  value,
  format,
  as = 'shortDate',
}: {
  value: Date | string | null | undefined
  format: Formatter
  as?: 'date' | 'shortDate' | 'longDate' | 'dateTime' | 'dayTime' | 'time' | 'relative' | 'relativeNarrow'
}) {
  if (value == null) return <span className="text-muted">—</span>
  const day = typeof value === 'string' && value.length <= 10
  const words =
    as === 'relative'
      ? format.relative(value)
      : as === 'relativeNarrow'
        ? format.relative(value, 'narrow')
        : format[as](value)
  return (
    <time
      dateTime={day ? value : new Date(value).toISOString()}
      title={day ? format.longDate(value) : format.dateTime(value)}
      className="figures whitespace-nowrap"
    >
      {words}
    </time>
  )
}

export function RelativeTime({
  value,
  format,
  narrow,
}: {
  value: Date | string | null | undefined
  format: Formatter
  narrow?: boolean
}) {
  return <Time value={value} format={format} as={narrow ? 'relativeNarrow' : 'relative'} />
}
