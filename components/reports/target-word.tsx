import { getTranslations } from 'next-intl/server'
import { ProgressWord } from '@/components/kpis/progress-word'
import { written } from '@/lib/funnel/wording'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { SummaryKpi } from '@/lib/reports/summary'

/** The target of these days, and how the value stands against it. */
export async function TargetWord({ kpi: { id, target }, format }: { kpi: SummaryKpi; format: Formatter }) {
  const t = await getTranslations('reports.letter')
  if (!target) return null
  return (
    <span className="inline-flex flex-wrap items-baseline justify-end gap-x-1.5">
      {t('target', { value: written(id, target.value, format) })}
      <ProgressWord progress={target.progress} ended />
    </span>
  )
}
