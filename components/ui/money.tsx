import type { Formatter } from '@/lib/platform/i18n/format'

/** An exact amount in the organisation's currency (or another's). */
export function Money({
  value,
  format,
  currency,
  rounded,
}: {
  value: string | number | null | undefined
  format: Formatter
  currency?: string
  rounded?: boolean
}) {
  if (value == null) return <span className="text-muted">—</span>
  return (
    <span className="figures whitespace-nowrap">
      {rounded ? format.moneyRounded(value, currency) : format.money(value, currency)}
    </span>
  )
}
