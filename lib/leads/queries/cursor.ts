import { isCalendarDay } from '@/lib/platform/input'
import type { LeadSort } from '../search-params'

/** A place in an ordered list: the sort, and its value and the id of the row there. */
export type Cursor = { value: string; id: number }

export function writeCursor(sort: LeadSort, value: string, id: number): string {
  return Buffer.from(JSON.stringify([sort, value, id])).toString('base64url')
}

/** null when it is not one that we wrote for this sort. */
export function readCursor(text: string, sort: LeadSort): Cursor | null {
  if (text.length > 2000 || !/^[\w-]+$/.test(text)) return null
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
  } catch {
    return null
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== sort) return null
  const [, value, id] = parts as unknown[]
  if (
    typeof value !== 'string' ||
    !Number.isInteger(id) ||
    (id as number) < 1 ||
    (id as number) > 2_147_483_647
  ) {
    return null
  }
  return isPlace(value, sort) ? { value, id: id as number } : null
}

function isPlace(value: string, sort: LeadSort): boolean {
  switch (sort.replace('-', '')) {
    case 'company':
      return value.isWellFormed() && !value.includes('\u0000')
    case 'wakeOn':
      return isCalendarDay(value)
    case 'relevance':
      return /^[0-3] /.test(value) && isMoment(value.slice(2))
    default:
      return isMoment(value)
  }
}

function isMoment(value: string): boolean {
  const at = new Date(value)
  if (Number.isNaN(at.getTime()) || at.toISOString() !== value) return false
  return at.getUTCFullYear() >= 1 && at.getUTCFullYear() <= 9999
}
