import { createTranslator } from 'next-intl'
import { z } from 'zod'
import { PERFORMANCE_SORTS, type Performance, sortPerformance } from '@/lib/funnel/performance'
import { isWanted, readPerformanceState } from '@/lib/funnel/performance-address'
import { performance, performanceOver } from '@/lib/funnel/queries/performance'
import { ATTRIBUTIONS, BASES } from '@/lib/leads/stages'
import { idInput, isStorable } from '@/lib/platform/input'
import type { Column, Plain } from '@/lib/platform/sheet/sheet'
import { one } from '@/lib/platform/url-state'
import { daysFields, inDays, type NumbersTable, type Table } from '../table'
import { daysNote, hiddenName, moneyHeader, nowNote, shareCells, shareColumns, type Words } from '../words'
import { filterNotes } from './funnel'

/** What campaigns or channels cost, brought and gave back: all rows that the screen's filters leave, in its order. */
export const campaignsTable: NumbersTable = {
  query: inDays(
    z.strictObject({
      ...daysFields,
      basis: z.enum(BASES, { error: 'not_an_option' }).optional(),
      touch: z.enum(ATTRIBUTIONS, { error: 'not_an_option' }).optional(),
      by: z.enum(['campaign', 'channel'], { error: 'not_an_option' }).optional(),
      channel: idInput.optional(),
      verdict: z.enum(['better', 'worse', 'same', 'too_few'], { error: 'not_an_option' }).optional(),
      sort: z
        .enum([...PERFORMANCE_SORTS, ...PERFORMANCE_SORTS.map((name) => `-${name}` as const)], {
          error: 'not_an_option',
        })
        .optional(),
      q: z.string().max(200, { error: 'too_long' }).refine(isStorable, { error: 'unstorable' }).optional(),
    }),
  ),
  async sheet(reader, query, words) {
    const state = readPerformanceState(query, words.today)
    const { from, to, basis, attribution, groupBy, channel } = state
    const { rows, total } = await performance(reader, {
      ...{ from, to, basis, attribution, groupBy },
      ...(channel === null ? {} : { channel }),
    })
    // What is searched for is a name: where names are hidden, it would tell them.
    const asked = words.hidden.sources ? { ...state, q: '' } : state
    const found = rows.filter((row) => isWanted(row, asked, words.locale))
    const t = createTranslator({ ...words, namespace: 'spend.performance' })
    return {
      name: t(`by.${groupBy}`),
      columns: columnsOf(groupBy, words),
      rows: [
        ...sortPerformance(found, state.sort, state.descending, words.locale).map((row, index) => ({
          ...cellsOf(row),
          name: row.key === null ? t(`none.${groupBy}`) : (hiddenName(groupBy, index, words) ?? row.label),
          channel: words.hidden.sources ? null : (row.channel?.name ?? null),
          verdict: t(`verdict.${row.verdict}`),
        })),
        { ...cellsOf(total), name: t('total') },
      ],
      notes: [
        daysNote({ from, to }, words),
        t(`how.${basis}`),
        t(`how.${attribution}`),
        t('how.acceptance'),
        t('how.money'),
        nowNote(words),
      ],
      period: { from, to },
    }
  },
}

/** What a campaign cost, brought and gave back month by month; without one, all of them together. */
export const campaignMonthsTable: Table = {
  query: inDays(
    z.strictObject({
      ...daysFields,
      basis: z.enum(BASES, { error: 'not_an_option' }).optional(),
      touch: z.enum(ATTRIBUTIONS, { error: 'not_an_option' }).optional(),
      campaign: idInput.optional(),
    }),
  ),
  async sheet(actor, query, words) {
    const { from, to, basis, attribution } = readPerformanceState(query, words.today, 'cohort')
    const campaign = idInput.safeParse(one(query, 'campaign')).data ?? null
    const place = campaign === null ? {} : { campaign }
    const [{ months, total }, only] = await Promise.all([
      performanceOver(actor, { from, to, basis, attribution, place }),
      filterNotes(actor, { filters: campaign === null ? {} : { campaign: String(campaign) } }, words),
    ])
    const t = createTranslator({ ...words, namespace: 'spend.performance' })
    return {
      name: t(basis === 'cohort' ? 'page.months' : 'page.monthsPeriod'),
      columns: [{ key: 'month', header: t('col.month'), kind: 'text' }, ...numbersColumns(words)],
      rows: [
        ...months.map(({ month, ...row }) => ({ ...cellsOf(row), month })),
        { ...cellsOf(total), month: t('total') },
      ],
      notes: [
        daysNote({ from, to }, words),
        ...only,
        t(`how.${basis}`),
        t(`how.${attribution}`),
        t('how.acceptance'),
        t('how.money'),
        nowNote(words),
      ],
      period: { from, to },
    }
  },
}

function columnsOf(groupBy: 'channel' | 'campaign', words: Words): Column[] {
  const t = createTranslator({ ...words, namespace: 'spend.performance' })
  const numbers = numbersColumns(words)
  const judged = numbers.findIndex(({ key }) => key === 'accepted')
  return [
    { key: 'name', header: t(groupBy === 'campaign' ? 'col.name' : 'col.channel'), kind: 'text' },
    ...(groupBy === 'campaign' && !words.hidden.sources
      ? [{ key: 'channel', header: t('col.channel'), kind: 'text' as const }]
      : []),
    ...numbers.slice(0, judged),
    { key: 'verdict', header: t('col.verdict'), kind: 'text' },
    ...numbers.slice(judged),
  ]
}

/** What is told of a campaign, of a channel, of a month. */
function numbersColumns(words: Words): Column[] {
  const t = createTranslator({ ...words, namespace: 'spend.performance' })
  const stage = createTranslator({ ...words, namespace: 'funnel.stage' })
  const grade = createTranslator({ ...words, namespace: 'common.grade' })
  const money = (key: string, name: string): Column => ({
    key,
    header: moneyHeader(name, words),
    kind: 'money',
  })
  return [
    { key: 'reach', header: stage('reach'), kind: 'count' },
    { key: 'responses', header: stage('responses'), kind: 'count' },
    money('marketing', t('col.marketing')),
    money('sales', t('col.sales')),
    money('planned', t('col.planned')),
    { key: 'leads', header: t('col.leads'), kind: 'count' },
    money('costPerLead', t('col.costPerLead')),
    { key: 'hot', header: grade('hot'), kind: 'count' },
    { key: 'warm', header: grade('warm'), kind: 'count' },
    { key: 'cold', header: grade('cold'), kind: 'count' },
    ...shareColumns('hotShare', t('col.hotShare'), words),
    money('costPerHot', t('col.costPerHot')),
    { key: 'handedOff', header: stage('handedOff'), kind: 'count' },
    ...shareColumns('acceptance', t('col.acceptance'), words),
    { key: 'accepted', header: t('col.accepted'), kind: 'count' },
    money('costPerAccepted', t('col.costPerAccepted')),
    { key: 'customers', header: t('col.customers'), kind: 'count' },
    money('revenue', t('col.revenue')),
    money('cac', t('col.cac')),
    { key: 'romi', header: t('col.romi'), kind: 'share' },
    { key: 'payback', header: t('col.payback'), kind: 'ratio' },
  ]
}

function cellsOf({ hotShare, acceptance, ...row }: Performance): Record<string, Plain> {
  const plain = Object.entries(row).filter(
    ([, value]) => typeof value === 'number' || typeof value === 'string',
  )
  return {
    ...Object.fromEntries(plain),
    ...shareCells('hotShare', hotShare),
    ...shareCells('acceptance', acceptance),
  }
}
