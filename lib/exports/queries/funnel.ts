import { createTranslator } from 'next-intl'
import { z } from 'zod'
import { RATE_IDS, STAGES } from '@/lib/funnel/metrics'
import { filterNamesOf } from '@/lib/funnel/queries/filter-names'
import { type Funnel, funnel, type KeyedRow } from '@/lib/funnel/queries/funnel'
import { rowName } from '@/lib/funnel/row-name'
import { withinInput } from '@/lib/funnel/schema'
import { type FunnelState, readFunnelState } from '@/lib/funnel/search-params'
import { BASES, type FilterDimension, GROUPINGS, NO_KEY } from '@/lib/leads/stages'
import type { NumbersReader } from '@/lib/platform/actor'
import { isStorable } from '@/lib/platform/input'
import type { Column, Plain } from '@/lib/platform/sheet/sheet'
import { daysFields, inDays, type NumbersTable } from '../table'
import { daysNote, exportWords, hiddenName, nowNote, shareCells, shareColumns, type Words } from '../words'

const id = z.string().regex(/^(none|[1-9]\d{0,8})$/, { error: 'id' })

/** What the address of the funnel can carry. */
export const funnelFields = {
  basis: z.enum(BASES, { error: 'not_an_option' }).optional(),
  by: z.enum(GROUPINGS, { error: 'not_an_option' }).optional(),
  within: withinInput.optional(),
  channel: id.optional(),
  campaign: id.optional(),
  owner: id.optional(),
  assignee: id.optional(),
  origin: z.enum(['marketing', 'sales'], { error: 'not_an_option' }).optional(),
  grade: z.enum(['hot', 'warm', 'cold', NO_KEY], { error: 'not_an_option' }).optional(),
  region: z.string().max(100, { error: 'too_long' }).refine(isStorable, { error: 'unstorable' }).optional(),
}

/** The breakdown of the funnel: every stage and every conversion of every row, and their sum. */
export const funnelTable: NumbersTable = {
  query: inDays(z.strictObject({ ...daysFields, ...funnelFields })).refine(
    ({ basis, within }) => basis !== 'period' || within === undefined,
    {
      error: 'within_needs_cohort',
      path: ['within'],
    },
  ),
  async sheet(reader, query, words) {
    const state = readFunnelState(query, words.today)
    const [counted, filters] = await Promise.all([funnel(reader, state), filterNotes(reader, state, words)])
    const { from, to, groupBy } = state
    const t = createTranslator({ ...words, namespace: 'funnel' })
    const name = (row: KeyedRow, index: number) => {
      if (groupBy === 'month') return String(row.key)
      const label = hiddenName(groupBy, index, words) ?? row.label
      return rowName(groupBy, { key: row.key, label }, t, words.format)
    }
    return {
      name: `${t('title')} · ${t(`by.${groupBy}`)}`,
      columns: columnsOf(state, words),
      rows: [
        ...counted.rows.map((row, index) => ({
          name: name(row, index),
          channelName: words.hidden.sources ? null : (row.channel?.name ?? null),
          verdict: row.tooYoung ? t('tooYoung') : t(`verdict.${row.verdict}`),
          ...numbersOf(row, state),
        })),
        { name: t('breakdown.total'), ...numbersOf(counted.total, state) },
      ],
      notes: [
        daysNote(state, words),
        basisNote(state, words),
        ...filters,
        t(state.basis === 'cohort' ? 'breakdown.how' : 'breakdown.howPeriod'),
        nowNote(words),
      ],
      period: { from, to },
    }
  },
}

function columnsOf({ groupBy, basis }: FunnelState, words: Words): Column[] {
  const t = createTranslator({ ...words, namespace: 'funnel' })
  const isCohort = basis === 'cohort'
  const columns: Column[] = [{ key: 'name', header: t(`filter.${groupBy}`), kind: 'text' }]
  if (groupBy === 'campaign' && !words.hidden.sources)
    columns.push({ key: 'channelName', header: t('filter.channel'), kind: 'text' })
  for (const stage of STAGES) columns.push({ key: stage, header: t(`stage.${stage}`), kind: 'count' })
  columns.push({ key: 'underWay', header: t('underWayShort'), kind: 'count' })
  for (const rate of RATE_IDS) {
    const header = t(`rate.${rate}`)
    if (isCohort) columns.push(...shareColumns(rate, header, words))
    else columns.push({ key: rate, header, kind: 'ratio' })
  }
  if (isCohort) columns.push({ key: 'verdict', header: t('breakdown.verdict'), kind: 'text' })
  return columns
}

function numbersOf(
  { stages, underWay, rates }: Funnel['rows'][number] | Funnel['total'],
  { basis }: FunnelState,
): Record<string, Plain> {
  const cells = RATE_IDS.map((rate) =>
    basis === 'cohort' ? shareCells(rate, rates[rate]) : { [rate]: rates[rate].value },
  )
  return Object.assign({ ...stages, underWay }, ...cells)
}

export function basisNote({ basis, within }: Pick<FunnelState, 'basis' | 'within'>, words: Words): string {
  const t = exportWords(words)
  if (basis === 'period') return t('basis.period')
  return within === null ? t('basis.cohort') : t('basis.cohortWithin', { days: within })
}

/** Of which part of the leads the numbers are. */
export async function filterNotes(
  reader: NumbersReader,
  { filters }: Pick<FunnelState, 'filters'>,
  words: Words,
): Promise<string[]> {
  const t = createTranslator({ ...words, namespace: 'funnel' })
  const names = await filterNamesOf(reader, filters)
  return (Object.keys(filters) as FilterDimension[]).map((filter) => {
    const value = String(filters[filter] ?? '')
    const key = value === NO_KEY ? null : value
    const isHidden = key !== null && hiddenName(filter, 0, words) !== null
    return exportWords(words)('filter', {
      name: t(`filter.${filter}`),
      value: isHidden
        ? exportWords(words)('hidden.one')
        : rowName(filter, { key, label: names[filter] ?? value }, t, words.format),
    })
  })
}
