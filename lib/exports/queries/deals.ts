import { createTranslator } from 'next-intl'
import { z } from 'zod'
import { type DealView, listDeals } from '@/lib/deals/queries'
import { DEAL_SORTS, dealCursor } from '@/lib/deals/schema'
import { DEAL_VIEWS, dealSortOf, dealViewFilter, dealViewOf } from '@/lib/deals/search-params'
import { inPages, PAGE } from '../pages'
import type { Table } from '../table'
import { exportWords, moneyHeader, nowNote, wallTime } from '../words'

/** The deals of a tab, all of them and in its order. */
export const dealsTable: Table = {
  query: z.strictObject({
    view: z.enum(DEAL_VIEWS, { error: 'not_an_option' }).optional(),
    sort: z.enum(DEAL_SORTS, { error: 'not_an_option' }).optional(),
  }),
  async sheet(actor, query, words) {
    const view = dealViewOf(query)
    const t = createTranslator({ ...words, namespace: 'deals' })
    const e = exportWords(words)
    const list = await inPages<DealView, string>(
      async (cursor) => {
        const after = cursor === null ? undefined : dealCursor.parse(cursor)
        const page = await listDeals(actor, {
          ...dealViewFilter(view),
          sort: dealSortOf(query),
          cursor: after,
          limit: PAGE,
        })
        return { rows: page.rows, next: page.nextCursor }
      },
      (deal) => ({
        id: deal.id,
        title: deal.title,
        leadId: deal.leadId,
        lead: deal.leadName,
        state: e(`deals.state.${deal.state}`),
        amount: deal.amount,
        expected: deal.expectedCloseOn,
        opened: wallTime(deal.openedAt, words),
        closed: wallTime(deal.closedAt, words),
        owner: deal.owner?.name ?? null,
        reason: deal.lostReason,
      }),
    )
    return {
      name: t('title'),
      columns: [
        { key: 'id', header: 'ID', kind: 'id' },
        { key: 'title', header: t('column.title'), kind: 'text' },
        { key: 'leadId', header: e('leads.id'), kind: 'id' },
        { key: 'lead', header: t('column.lead'), kind: 'text' },
        { key: 'state', header: e('handoffs.state'), kind: 'text' },
        { key: 'amount', header: moneyHeader(t('column.amount'), words), kind: 'money' },
        { key: 'expected', header: t('column.expected'), kind: 'date' },
        { key: 'opened', header: e('deals.opened'), kind: 'time' },
        { key: 'closed', header: t('column.closed'), kind: 'time' },
        { key: 'owner', header: t('column.owner'), kind: 'text' },
        { key: 'reason', header: t('column.reason'), kind: 'text' },
      ],
      ...list,
      notes: [
        e('only', { what: t(`view.${view}`) }),
        e('handoffs.clock', { zone: words.format.timeZone }),
        nowNote(words),
      ],
      period: null,
    }
  },
}
