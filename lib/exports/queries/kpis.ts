import { createTranslator } from 'next-intl'
import { z } from 'zod'
import { METRICS, type MetricId } from '@/lib/funnel/metrics'
import type { Kind, OwnKind, Plain } from '@/lib/platform/sheet/sheet'
import { kpisWithTargets } from '@/lib/targets/queries'
import { readKpis } from '@/lib/targets/search-params'
import { daysFields, inDays, type NumbersTable } from '../table'
import { daysNote, nowNote } from '../words'

/** The KPIs that both sides share, each in its own unit. */
export const kpisTable: NumbersTable = {
  query: inDays(z.strictObject(daysFields)),
  async sheet(reader, query, words) {
    const { from, to } = readKpis(query, words.today)
    const period = { from, to }
    const { data, currency, previous } = await kpisWithTargets(reader, period)
    const t = createTranslator({ ...words, namespace: 'funnel' })
    const e = createTranslator({ ...words, namespace: 'exports.kpis' })
    return {
      name: t('questions.title'),
      columns: [
        { key: 'name', header: e('name'), kind: 'text' },
        { key: 'value', header: e('value'), kind: 'count' },
        { key: 'unit', header: e('unit'), kind: 'text' },
        { key: 'numerator', header: e('numerator'), kind: 'count' },
        { key: 'denominator', header: e('denominator'), kind: 'count' },
        { key: 'low', header: e('low'), kind: 'count' },
        { key: 'high', header: e('high'), kind: 'count' },
        { key: 'leftOut', header: e('leftOut'), kind: 'count' },
        { key: 'previous', header: e('previous'), kind: 'count' },
        { key: 'target', header: e('target'), kind: 'count' },
        { key: 'benchmark', header: e('benchmark'), kind: 'share' },
        { key: 'how', header: e('how'), kind: 'text' },
      ],
      rows: data.map(
        ({ id, value, numerator, denominator, quartiles, leftOut, previous, benchmark, target }) => {
          const kind = kindOf(id)
          const own = (cell: Plain): OwnKind => ({ value: cell, kind })
          const part = (cell: Plain): OwnKind => ({
            value: cell,
            kind: typeof cell === 'string' ? 'money' : 'count',
          })
          return {
            name: t(`metric.${id}.name`),
            value: own(value),
            unit: kind === 'money' ? currency : e(`units.${kind}`),
            numerator: part(numerator),
            denominator: part(denominator),
            low: own(quartiles?.low ?? null),
            high: own(quartiles?.high ?? null),
            leftOut,
            previous: own(previous),
            target: own(target),
            benchmark: benchmark?.usual ?? null,
            how: t(`metric.${id}.how`),
          }
        },
      ),
      notes: [
        daysNote(period, words),
        t('questions.beforeNote', {
          from: words.format.date(previous.from),
          to: words.format.date(previous.to),
        }),
        nowNote(words),
      ],
      period,
    }
  },
}

/** How a KPI's value is written in a file. */
export function kindOf(
  id: MetricId,
): Extract<Kind, 'share' | 'ratio' | 'money' | 'count' | 'days' | 'hours'> {
  const { unit, formula } = METRICS[id]
  if (unit !== 'ratio') return unit
  return formula === 'multiple' ? 'ratio' : 'share'
}
