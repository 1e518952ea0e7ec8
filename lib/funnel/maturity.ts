import { addDays } from '@/lib/platform/calendar'

/**
 * Whether leads that were created up to `to` have not had the time that a usual sale takes (`usualDays`, within which
 * three quarters of sales were made). Without a usual time nothing can be said.
 */
export function isTooYoung(to: string, today: string, usualDays: number | null): boolean {
  return usualDays !== null && addDays(to, Math.ceil(usualDays)) > today
}
