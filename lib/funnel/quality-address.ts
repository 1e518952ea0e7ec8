import type { Period } from '@/lib/platform/period'
import { type Mended, readPeriod } from '@/lib/platform/period-choice'
import { hrefWith, one, type Query, type QueryChanges } from '@/lib/platform/url-state'
import { MIX_GROUPINGS, type MixGrouping } from './quality'
import { REJECTION_GROUPINGS, type RejectionGrouping } from './rejections'

/** What the addresses of the pages about quality and rejections say. */

export type QualityState = Period & { groupBy: MixGrouping; channel?: number; mended: Mended }
export type RejectionsState = Period & { groupBy: RejectionGrouping; reason?: number; mended: Mended }

function idIn(query: Query, name: string): number | undefined {
  const text = one(query, name)
  return text && /^[1-9]\d{0,9}$/.test(text) && Number(text) < 2 ** 31 ? Number(text) : undefined
}

export function readQuality(query: Query, today: string): QualityState {
  return {
    ...readPeriod(query, today, 'last12'),
    groupBy: MIX_GROUPINGS.find((name) => name === one(query, 'by')) ?? 'channel',
    channel: idIn(query, 'channel'),
  }
}

export function qualityQueryOf({ from, to, groupBy, channel }: Omit<QualityState, 'mended'>): Query {
  const shown = channel === undefined ? {} : { channel: String(channel) }
  return { from, to, ...(groupBy === 'channel' ? {} : { by: groupBy }), ...shown }
}

export function qualityHref(state: Omit<QualityState, 'mended'>, changes: QueryChanges = {}): string {
  return hrefWith('/funnel/quality', qualityQueryOf(state), changes)
}

export function readRejections(query: Query, today: string): RejectionsState {
  return {
    ...readPeriod(query, today, 'last12'),
    groupBy: REJECTION_GROUPINGS.find((name) => name === one(query, 'by')) ?? 'channel',
    reason: idIn(query, 'reason'),
  }
}

export function rejectionsQueryOf({ from, to, groupBy, reason }: Omit<RejectionsState, 'mended'>): Query {
  const shown = reason === undefined ? {} : { reason: String(reason) }
  return { from, to, ...(groupBy === 'channel' ? {} : { by: groupBy }), ...shown }
}

export function rejectionsHref(state: Omit<RejectionsState, 'mended'>, changes: QueryChanges = {}): string {
  return hrefWith('/funnel/rejections', rejectionsQueryOf(state), changes)
}
