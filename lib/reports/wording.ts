import type { KpiId } from '@/lib/funnel/metrics'
import { written } from '@/lib/funnel/wording'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { Need } from './summary'

type Say = (key: string, values?: Record<string, string | number>) => string

/** What somebody should do something about, in a line. */
export function needWords(
  /** the namespace `reports` */
  t: Say,
  kpiName: (id: KpiId) => string,
  format: Formatter,
  need: Need,
): string {
  switch (need.kind) {
    case 'behind':
      return t('needs.behind', {
        kpi: kpiName(need.kpi),
        value: written(need.kpi, need.value, format),
        target: written(need.kpi, need.target, format),
      })
    case 'worse':
      return t('needs.worse', {
        kpi: kpiName(need.kpi),
        value: written(need.kpi, need.value, format),
        before: written(need.kpi, need.before, format),
      })
    case 'channels':
      return t('needs.channels', { count: need.names.length, names: format.list(need.names) })
    default:
      return t(`needs.${need.kind}`, { count: need.count })
  }
}
