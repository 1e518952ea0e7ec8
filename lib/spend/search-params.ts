import { z } from 'zod'
import { cursorInput } from '@/lib/platform/cursor'
import type { Side } from '@/lib/platform/db/generated/enums'
import { dateInput, isCalendarDay } from '@/lib/platform/input'
import { addMonths, firstDayOf, lastDayOf, monthOf, type Period } from '@/lib/platform/period'
import { type Mended, readPeriod } from '@/lib/platform/period-choice'
import { hrefWith, one, type Query, type QueryChanges } from '@/lib/platform/url-state'
import type { LedgerCursor, LedgerFilters } from './queries/ledger'

export const COSTS = '/campaigns/costs'

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
  return hrefWith(COSTS, { month, side }, change)
}

export function monthFrom(month: string, offset: number): string {
  return monthOf(addMonths(firstDayOf(month), offset))
}

export type LedgerState = Period & { filters: LedgerFilters; mended: Mended }

/** The list of entries: of a year back and the quarter to come, since plans belong to the ledger too. */
export function readLedgerState(query: Query, today: string): LedgerState {
  const { from, to, mended } = readPeriod(query, today, 'last12')
  const chosen = one(query, 'from') !== undefined || one(query, 'to') !== undefined
  const month = firstDayOf(monthOf(today))
  const period = chosen
    ? { from, to }
    : { from: addMonths(month, -11), to: lastDayOf(monthOf(addMonths(month, 3))) }
  return { ...period, filters: readFilters(query), mended }
}

/** A place in the list of entries, for the screen and for the API alike. */
export const ledgerCursor = cursorInput(
  z.tuple([z.literal('cost'), dateInput, z.int().min(1).max(2_147_483_647)]),
)

/** Where the list goes on; what cannot be read is its beginning. */
export function readLedgerAfter(query: Query): LedgerCursor | null {
  const read = ledgerCursor.safeParse(one(query, 'after'))
  return read.success ? [read.data[1], read.data[2]] : null
}

function readFilters(query: Query): LedgerFilters {
  const filters: LedgerFilters = {}
  const side = one(query, 'side')
  if (side === 'marketing' || side === 'sales') filters.side = side
  const kind = one(query, 'kind')
  if (kind === 'planned' || kind === 'actual') filters.planned = kind === 'planned'
  const channel = one(query, 'channel')
  if (channel === 'shared') filters.channelId = null
  else if (channel && /^[1-9]\d{0,8}$/.test(channel)) filters.channelId = Number(channel)
  const campaign = one(query, 'campaign')
  if (campaign && /^[1-9]\d{0,8}$/.test(campaign)) filters.campaignId = Number(campaign)
  const q = one(query, 'q')
  if (q) filters.q = q.slice(0, 200)
  return filters
}

/** The list of entries behind a number of costs. */
export function ledgerHref(period: Period, filters: LedgerFilters = {}, changes: QueryChanges = {}): string {
  return hrefWith(COSTS, { view: 'entries', ...period, ...ledgerQuery(filters) }, changes)
}

/** The filters as parameters. */
export function ledgerQuery({
  side,
  planned,
  channelId,
  campaignId,
  q,
}: LedgerFilters): Record<string, string> {
  return {
    ...(side ? { side } : {}),
    ...(planned === undefined ? {} : { kind: planned ? 'planned' : 'actual' }),
    ...(channelId === undefined ? {} : { channel: channelId === null ? 'shared' : String(channelId) }),
    ...(campaignId === undefined ? {} : { campaign: String(campaignId) }),
    ...(q ? { q } : {}),
  }
}
