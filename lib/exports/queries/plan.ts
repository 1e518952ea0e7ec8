import { createTranslator } from 'next-intl'
import { z } from 'zod'
import type { KpiId } from '@/lib/funnel/metrics'
import type { OwnKind, Plain } from '@/lib/platform/sheet/sheet'
import { plan } from '@/lib/targets/queries'
import { readPlan } from '@/lib/targets/search-params'
import { daysOf } from '@/lib/targets/target-period'
import { targetFigure } from '@/lib/targets/target-value'
import type { Table } from '../table'
import { exportWords, nowNote } from '../words'
import { kindOf } from './kpis'

/** The targets of a year against what came of them, a line for each KPI and period. */
export const planTable: Table = {
  query: z.strictObject({
    year: z
      .string()
      .regex(/^(19|20|21)\d\d$/, { error: 'whole_number' })
      .optional(),
    by: z.enum(['month', 'quarter'], { error: 'not_an_option' }).optional(),
  }),
  async sheet(actor, query, words) {
    const state = readPlan(query, words.today)
    const { rows, currency } = await plan(actor, state)
    const t = createTranslator({ ...words, namespace: 'funnel' })
    const e = exportWords(words)
    const own = (kpi: KpiId, value: Plain): OwnKind => ({ value, kind: kindOf(kpi) })
    const unitOf = (kpi: KpiId) => {
      const kind = kindOf(kpi)
      return kind === 'money' ? currency : e(`kpis.units.${kind}`)
    }
    const lines = rows.flatMap(({ kpi, cells }) =>
      cells
        .filter(({ target, fact }) => target !== null || fact !== null)
        .map(({ period, target, fact, elapsed }) => ({
          kpi: t(`metric.${kpi}.name`),
          period,
          from: daysOf(period).from,
          to: daysOf(period).to,
          unit: unitOf(kpi),
          target: own(kpi, target && targetFigure(kpi, target.value)),
          agreed: target && (target.inForce ? e('plan.agreed') : e('plan.proposed')),
          fact: own(kpi, fact?.value ?? null),
          elapsed,
        })),
    )
    return {
      name: `${e('plan.title')} ${state.year}`,
      columns: [
        { key: 'kpi', header: e('kpis.name'), kind: 'text' },
        { key: 'period', header: e('plan.period'), kind: 'text' },
        { key: 'from', header: t('period.from'), kind: 'date' },
        { key: 'to', header: t('period.to'), kind: 'date' },
        { key: 'unit', header: e('kpis.unit'), kind: 'text' },
        { key: 'target', header: e('plan.target'), kind: 'count' },
        { key: 'agreed', header: e('plan.state'), kind: 'text' },
        { key: 'fact', header: e('plan.fact'), kind: 'count' },
        { key: 'elapsed', header: e('plan.elapsed'), kind: 'share' },
      ],
      rows: lines,
      notes: [`${e('plan.title')} ${state.year}. ${e('plan.how')}`, nowNote(words)],
      period: null,
    }
  },
}
