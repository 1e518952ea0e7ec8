import { getTranslations } from 'next-intl/server'
import type { LeadFilters } from '@/lib/leads/search-params'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import type { Query } from '@/lib/platform/url-state'

/** What the number counts whose leads a list shows, in words. */
export async function wordNumber(filters: LeadFilters): Promise<string | null> {
  const { stage, segment, basis, from = '', to = '', within, by, month } = filters
  if (!stage && !segment) return null
  const [t, stages, format] = await Promise.all([
    getTranslations('leads.number'),
    getTranslations('common.stage'),
    pageFormat(),
  ])
  const period = {
    from: from && format.date(from),
    to: month ? `${to && format.date(to)}, ${format.month(month)}` : to && format.date(to),
  }
  const words = wording()
  return filters.touch === 'last' ? t('lastTouch', { number: words }) : words

  function wording(): string {
    if (segment) return t(`segment.${segment}`, period)
    const name = stages(stage ?? 'leads')
    if (basis === 'period') return t('period', { stage: name, ...period })
    if (within !== undefined) return t('cohortWithin', { stage: name, days: within, ...period })
    if (by) return t('cohortBy', { stage: name, day: format.date(by), ...period })
    return t('cohort', { stage: name, ...period })
  }
}

const NUMBER = ['stage', 'segment', 'basis', 'from', 'to', 'within', 'by', 'month', 'touch']

export function withoutNumber(query: Query): Query {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !NUMBER.includes(name)))
}
