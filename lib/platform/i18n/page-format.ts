import { getLocale, getTimeZone } from 'next-intl/server'
import { cache } from 'react'
import { formatter } from './format'

const requestTime = cache(() => new Date())

/** The formatter of this request: the reader's language and time zone, the organisation's currency where money is shown. */
export async function pageFormat(currency?: string) {
  const [locale, timeZone] = await Promise.all([getLocale(), getTimeZone()])
  return formatter({ locale, timeZone, now: requestTime(), currency })
}
