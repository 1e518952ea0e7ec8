import type { Formatter } from '@/lib/platform/i18n/format'
import type { OwnKind } from '@/lib/platform/sheet/sheet'

/** A cell of a sheet as people read it. */
export function cellWords({ value, kind }: OwnKind, format: Formatter, none: string): string {
  if (value === null || value === '') return none
  switch (kind) {
    case 'count':
      return format.number(Number(value))
    case 'share':
      return format.percent(Number(value))
    case 'ratio':
      return format.ratio(Number(value))
    case 'money':
      return format.moneyRounded(value)
    case 'days':
      return format.days(Math.round(Number(value) * 10) / 10)
    case 'hours':
      return format.hours(Math.round(Number(value) * 10) / 10)
    case 'date':
      return format.date(String(value))
    default:
      return String(value)
  }
}
