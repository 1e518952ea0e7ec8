import { getLocale, getTranslations } from 'next-intl/server'
import type { Reason } from '@/lib/organisation/queries'
import { type PointKey, REJECTED } from '@/lib/performance/points'

/** What a key of the points is called. */
export async function pointWords(reasons: readonly Reason[]): Promise<(key: string) => string> {
  const [t, locale] = await Promise.all([getTranslations('performance.points'), getLocale()])
  return (key) => {
    if (!key.startsWith(REJECTED)) return t(`key.${key as PointKey}`)
    const code = key.slice(REJECTED.length)
    const reason = reasons.find((one) => one.code === code)
    return t('rejected', { reason: (locale === 'ru' ? reason?.nameRu : reason?.nameEn) ?? code })
  }
}
