import type { Formatter } from '@/lib/platform/i18n/format'

type TimeStyle =
  | 'date'
  | 'shortDate'
  | 'longDate'
  | 'dateTime'
  | 'dayTime'
  | 'time'
  | 'relative'
  | 'relativeNarrow'

/** A moment or a day, as the formatter of the page shows it; the exact time is in its title and for machines. */
export function Time({
  value,
  format,
  as = 'shortDate',
}: {
  value: Date | string | null | undefined
  format: Formatter
  as?: TimeStyle
}) {
  if (value == null) return <span className="text-muted">—</span>
  const { at, title, words } = timeFact(value, format, as)
  return (
    <time dateTime={at} title={title} className="figures whitespace-nowrap">
      {words}
    </time>
  )
}

/** The same as data, for the cells of a list. */
export function timeFact(
  value: Date | string,
  format: Formatter,
  as: TimeStyle = 'shortDate',
): { at: string; title: string; words: string } {
  const day = typeof value === 'string' && value.length <= 10
  const words =
    as === 'relative'
      ? format.relative(value)
      : as === 'relativeNarrow'
        ? format.relative(value, 'narrow')
        : format[as](value)
  return {
    at: day ? value : new Date(value).toISOString(),
    title: day ? format.longDate(value) : format.dateTime(value),
    words,
  }
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
