import { createTranslator } from 'next-intl'
import { z } from 'zod'
import { moneyBy } from '@/lib/funnel/queries/money'
import { readFunnelState } from '@/lib/funnel/search-params'
import { daysFields, inDays, type NumbersTable } from '../table'
import { daysNote, exportWords, hiddenName, moneyHeader, nowNote } from '../words'
import { filterNotes, funnelFields } from './funnel'

/** What each channel or campaign cost, what quality it brought, what came back. */
export const moneyTable: NumbersTable = {
  query: inDays(z.strictObject({ ...daysFields, ...funnelFields })),
  async sheet(reader, query, words) {
    const state = readFunnelState(query, words.today)
    const { from, to, filters } = state
    const by = state.groupBy === 'campaign' ? 'campaign' : 'channel'
    const channel = by === 'campaign' && Number(filters.channel) > 0 ? Number(filters.channel) : null
    const [rows, only] = await Promise.all([
      moneyBy(reader, { from, to }, by, channel),
      channel === null ? [] : filterNotes(reader, { filters: { channel: filters.channel } }, words),
    ])
    const t = createTranslator({ ...words, namespace: 'funnel' })
    const money = (name: string) => moneyHeader(name, words)
    return {
      name: t('money.title', { by: t(`by.${by}`).toLowerCase() }),
      columns: [
        { key: 'name', header: t(`filter.${by}`), kind: 'text' },
        { key: 'reach', header: t('stage.reach'), kind: 'count' },
        { key: 'responses', header: t('stage.responses'), kind: 'count' },
        { key: 'marketing', header: money(t('money.cost')), kind: 'money' },
        { key: 'leads', header: t('stage.leads'), kind: 'count' },
        { key: 'marketingLeads', header: exportWords(words)('marketingLeads'), kind: 'count' },
        { key: 'costPerLead', header: money(t('money.perLead')), kind: 'money' },
        { key: 'costPerHotLead', header: money(t('money.perHot')), kind: 'money' },
        { key: 'costPerAcceptedLead', header: money(t('money.perAccepted')), kind: 'money' },
        { key: 'hot', header: t('grade.hot'), kind: 'count' },
        { key: 'warm', header: t('grade.warm'), kind: 'count' },
        { key: 'cold', header: t('grade.cold'), kind: 'count' },
        { key: 'customers', header: t('money.customers'), kind: 'count' },
        { key: 'revenue', header: money(t('money.revenue')), kind: 'money' },
        { key: 'romi', header: t('money.romi'), kind: 'share' },
      ],
      rows: rows.map(({ label, key, ...row }, index) => ({
        name: key === null ? t(`none.${by}`) : (hiddenName(by, index, words) ?? label),
        ...row,
      })),
      notes: [daysNote({ from, to }, words), ...only, t('money.how'), nowNote(words)],
      period: { from, to },
    }
  },
}
