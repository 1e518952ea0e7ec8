import { getTranslations } from 'next-intl/server'
import type { Formatter } from '@/lib/platform/i18n/format'
import { ENOUGH, type Estimate, type Verdict } from '@/lib/platform/statistics'
import type { IntervalMark } from './interval-bars'

type Made = { key: string; label: string; estimate: Estimate; verdict?: Verdict; href?: string }

/** Words a counted share as a mark of IntervalBars, everywhere in the same way: value, interval, count of base, verdict. */
export async function intervalMarks(format: Formatter): Promise<(made: Made) => IntervalMark> {
  const t = await getTranslations('common')
  return ({ key, label, estimate, verdict, href }) => {
    const { count, base, value, low, high, enough } = estimate
    const interval = low !== null && high !== null ? format.interval(low, high) : null
    const of = t('chart.of', { count: format.number(count), base: format.number(base) })
    const valueText =
      value === null
        ? t('noData')
        : enough
          ? format.percent(value)
          : t('chart.tooFewMore', { n: ENOUGH - base })
    const judged = enough && (verdict === 'better' || verdict === 'worse') ? verdict : null
    const intervalText = enough && interval ? interval : undefined
    return {
      key,
      label,
      value,
      low,
      high,
      enough,
      valueText,
      intervalText,
      countText: `${format.number(count)} / ${format.number(base)}`,
      verdict: judged ? { kind: judged, text: t(`chart.${judged}`) } : undefined,
      spoken: [
        `${label}: ${valueText}`,
        intervalText && t('chart.interval95', { interval: intervalText }),
        of,
        judged && t(`chart.${judged}`),
      ]
        .filter(Boolean)
        .join(', '),
      href,
    }
  }
}
