import { createTranslator } from 'next-intl'
import { z } from 'zod'
import { MARKETER_RATES, REP_RATES } from '@/lib/performance/measure'
import { type MarketerRow, performance, type RepRow } from '@/lib/performance/queries/people'
import { readPeople } from '@/lib/performance/search-params'
import { idInput } from '@/lib/platform/input'
import type { Column, Plain } from '@/lib/platform/sheet/sheet'
import type { Estimate } from '@/lib/platform/statistics'
import { one, type Query } from '@/lib/platform/url-state'
import { daysFields, inDays, type Table } from '../table'
import { daysNote, moneyHeader, nowNote, shareCells, shareColumns } from '../words'

/** What each person whom the reader may see came to, or one of them: marketers and reps in one sheet, by side. */
export const peopleTable: Table = {
  query: inDays(z.strictObject({ ...daysFields, person: idInput.optional() })),
  async sheet(actor, query, words) {
    const { from, to } = readPeople(query, words.today)
    const { marketing, sales } = await performance(actor, { from, to })
    const isAsked = personAsked(query)
    const t = createTranslator({ ...words, namespace: 'performance' })
    const side = createTranslator({ ...words, namespace: 'funnel.origin' })
    const marketingRates = Object.keys(MARKETER_RATES) as (keyof typeof MARKETER_RATES)[]
    const salesRates = Object.keys(REP_RATES) as (keyof typeof REP_RATES)[]
    const count = (key: string, header: string): Column => ({ key, header, kind: 'count' })
    const columns: Column[] = [
      { key: 'side', header: t('people.column.side'), kind: 'text' },
      { key: 'name', header: t('people.column.person'), kind: 'text' },
      count('points', t('people.column.points')),
      count('leads', t('people.column.leads')),
      count('graded', t('people.column.graded')),
      count('taken', t('people.column.taken')),
      count('decided', t('people.column.decided')),
      ...[
        ...marketingRates.map((name) => ({ key: `m_${name}`, name: t(`people.rate.marketing.${name}`) })),
        ...salesRates.map((name) => ({ key: `s_${name}`, name: t(`people.rate.sales.${name}`) })),
      ].flatMap(({ key, name }) => [
        count(`${key}Base`, t('people.base', { name })),
        ...shareColumns(key, name, words),
      ]),
      { key: 'hours', header: t('people.column.hours'), kind: 'hours' },
      count('deals', t('people.column.deals')),
      count('customers', t('people.column.customers')),
      { key: 'revenue', header: moneyHeader(t('people.column.revenue'), words), kind: 'money' },
    ]
    const shares = (prefix: string, all: Record<string, Estimate>): Record<string, Plain> =>
      Object.assign(
        {},
        ...Object.entries(all).map(([name, one]) => ({
          ...shareCells(`${prefix}${name}`, one),
          [`${prefix}${name}Base`]: one.base,
        })),
      )
    const marketer = ({ name, counts, shares: own, points }: MarketerRow): Record<string, Plain> => ({
      side: side('marketing'),
      name,
      points: points.total,
      leads: counts.leads,
      graded: counts.graded,
      decided: counts.decided,
      customers: counts.customers,
      revenue: counts.revenue,
      ...shares('m_', own),
    })
    const rep = ({ name, counts, shares: own, points }: RepRow): Record<string, Plain> => ({
      side: side('sales'),
      name,
      points: points.total,
      taken: counts.taken,
      decided: counts.decided,
      hours: counts.response === null ? null : counts.response.middle / 60,
      deals: counts.deals,
      customers: counts.customers,
      revenue: counts.revenue,
      ...shares('s_', own),
    })
    return {
      name: t('people.title'),
      columns,
      rows: [
        ...(marketing?.people ?? []).filter(isAsked).map(marketer),
        ...(sales?.people ?? []).filter(isAsked).map(rep),
      ].map((row) => ({
        ...Object.fromEntries(columns.map(({ key }) => [key, null])),
        ...row,
      })),
      notes: [daysNote({ from, to }, words), t('people.how'), nowNote(words)],
      period: { from, to },
    }
  },
}

/** Whether a row is that of the one person asked for; everybody's where nobody is. */
export function personAsked(query: Query): (row: { personId: number }) => boolean {
  const wanted = idInput.safeParse(one(query, 'person')).data
  return ({ personId }) => wanted === undefined || personId === wanted
}
