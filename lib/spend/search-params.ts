import type { Side } from '@/lib/platform/db/generated/enums'
import { isCalendarDay } from '@/lib/platform/input'
import { addMonths, firstDayOf, monthOf } from '@/lib/platform/period'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'

export type SpendState = { month: string; side: Side }

/** The grid's month and side; `usual` is what the person records. */
export function readSpendState(query: Query, today: string, usual: Side): SpendState {
  const month = one(query, 'month')
  const side = one(query, 'side')
  return {
    month: month && isCalendarDay(`${month}-01`) ? month : monthOf(today),
    side: side === 'marketing' || side === 'sales' ? side : usual,
  }
}

export function spendHref({ month, side }: SpendState, change: Partial<SpendState> = {}): string {
  return hrefWith('/campaigns', { month, side }, change)
}

export function monthFrom(month: string, offset: number): string {
  return monthOf(addMonths(firstDayOf(month), offset))
}
