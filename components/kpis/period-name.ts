import type { Formatter } from '@/lib/platform/i18n/format'
import { spanOf } from '@/lib/targets/target-period'

type Say = (key: 'period.quarter', values: { n: number; year: string }) => string

/** "November 2026", "Q4 2026", "2026". */
export function periodName(period: string, t: Say, format: Formatter): string {
  switch (spanOf(period)) {
    case 'month':
      return format.month(period)
    case 'quarter':
      return t('period.quarter', { n: Number(period.slice(6)), year: period.slice(0, 4) })
    case 'year':
      return period
  }
}
