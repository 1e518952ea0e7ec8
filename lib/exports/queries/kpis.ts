import { createTranslator } from 'next-intl'
import { z } from 'zod'
import { fullMonths } from '@/lib/funnel/full-months'
import { isTooYoung } from '@/lib/funnel/maturity'
import { basisOf, KPI_IDS, METRICS, type MetricId } from '@/lib/funnel/metrics'
import { usualCycle } from '@/lib/funnel/queries/cycle'
import { kpiSeries } from '@/lib/funnel/queries/kpi-series'
import { firstDayOf, lastDayOf } from '@/lib/platform/period'
import type { Kind, OwnKind, Plain } from '@/lib/platform/sheet/sheet'
import { kpisWithTargets } from '@/lib/targets/queries'
import { readKpis } from '@/lib/targets/search-params'
import { daysFields, inDays, type NumbersTable, type Table } from '../table'
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

/** As many whole months as the screen's lines have. */
const MONTHS = 12

/** Every KPI that is of days, in each of the last whole months up to the days asked for. */
export const kpiMonthsTable: Table = {
  query: inDays(z.strictObject(daysFields)),
  async sheet(actor, query, words) {
    const { to } = readKpis(query, words.today)
    const months = fullMonths(to, words.today, MONTHS)
    const days = months.map((month) => ({ from: firstDayOf(month), to: lastDayOf(month) }))
    const [series, usualDays] = await Promise.all([kpiSeries(actor, days), usualCycle()])
    const t = createTranslator({ ...words, namespace: 'funnel' })
    const lines = createTranslator({ ...words, namespace: 'targets.kpis.months' })
    const e = createTranslator({ ...words, namespace: 'exports.kpis' })
    const period = { from: days[0]?.from ?? to, to: days.at(-1)?.to ?? to }
    const young = months.filter((month) => isTooYoung(lastDayOf(month), words.today, usualDays))
    return {
      name: lines('title'),
      columns: [
        { key: 'name', header: e('name'), kind: 'text' },
        { key: 'unit', header: e('unit'), kind: 'text' },
        ...months.map((month) => ({ key: month, header: month, kind: 'count' as const })),
      ],
      rows: KPI_IDS.filter((id) => basisOf(id) !== 'now').map((id) => {
        const kind = kindOf(id)
        const cells = months.map((month, index): [string, OwnKind] => [
          month,
          { value: series[index]?.[id].value ?? null, kind },
        ])
        return {
          name: t(`metric.${id}.name`),
          unit: kind === 'money' ? words.currency : e(`units.${kind}`),
          ...Object.fromEntries(cells),
        }
      }),
      notes: [
        daysNote(period, words),
        ...(young.length === 0
          ? []
          : [e('young', { name: t('metric.leadToSale.name'), months: young.join(', ') })]),
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
