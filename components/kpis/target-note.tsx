import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { written } from '@/lib/funnel/wording'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { Progress } from '@/lib/targets/progress'
import type { Target } from '@/lib/targets/queries'
import { planHref } from '@/lib/targets/search-params'
import { periodName } from './period-name'
import { ProgressWord } from './progress-word'

/** What a KPI should be in these days, and how it stands against that. */
export async function TargetNote({
  target,
  progress,
  elapsed,
  format,
}: {
  target: Target
  progress: Progress | null
  elapsed: number
  format: Formatter
}) {
  const t = await getTranslations('targets')
  const value = written(target.kpi, target.value, format)
  const { kpi, period } = target
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-1.5">
      <Link
        href={planHref({
          year: period.slice(0, 4),
          by: period.length === 7 && !period.includes('Q') ? 'month' : 'quarter',
          open: { kpi, period },
        })}
        prefetch={false}
        className="inline-block leading-6 hover:text-ink hover:underline"
      >
        {t(target.inForce ? 'on.target' : 'on.proposed', { value })}{' '}
        {t('on.for', { period: periodName(period, t, format) })}
      </Link>
      {progress && target.inForce && <ProgressWord progress={progress} ended={elapsed === 1} />}
    </span>
  )
}
