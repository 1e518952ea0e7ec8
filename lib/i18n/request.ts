import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import {
  isLocale,
  isTimeZone,
  LOCALE_COOKIE,
  preferredLocale,
  TIME_ZONE_COOKIE,
} from '../platform/i18n/locale'
import { log } from '../platform/log'
import { messagesFor } from './messages'

/**
 * Which language a request is answered in: the person's choice, which sign-in and the profile keep in a cookie (so that
 * no page asks the database for it), else what the browser prefers. It is not in platform/i18n because the messages are
 * the domains', and platform knows no domain.
 */
export default getRequestConfig(async () => {
  const jar = await cookies()
  const chosen = jar.get(LOCALE_COOKIE)?.value
  const locale = isLocale(chosen) ? chosen : preferredLocale((await headers()).get('accept-language'))
  const zone = jar.get(TIME_ZONE_COOKIE)?.value
  return {
    locale,
    timeZone: isTimeZone(zone) ? zone : 'UTC',
    messages: messagesFor(locale),
    onError: (error) => log.error({ code: error.code }, error.message),
    getMessageFallback: ({ namespace, key }) => `${namespace}.${key}`,
  }
})
