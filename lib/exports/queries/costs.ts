import { createTranslator } from 'next-intl'
import { z } from 'zod'
import { idInput, isStorable } from '@/lib/platform/input'
import { MAX_ROWS } from '@/lib/platform/sheet/sheet'
import { listCosts } from '@/lib/spend/queries/ledger'
import { readLedgerState } from '@/lib/spend/search-params'
import { daysFields, inDays, type Table } from '../table'
import { daysNote, exportWords, moneyHeader, nowNote } from '../words'

/** The entries of the cost ledger that touch the days, each with what of it lies in them. */
export const costsTable: Table = {
  query: inDays(
    z.strictObject({
      ...daysFields,
      side: z.enum(['marketing', 'sales'], { error: 'not_an_option' }).optional(),
      kind: z.enum(['planned', 'actual'], { error: 'not_an_option' }).optional(),
      channel: z.union([z.literal('shared'), idInput], { error: 'id' }).optional(),
      campaign: idInput.optional(),
      q: z.string().max(200, { error: 'too_long' }).refine(isStorable, { error: 'unstorable' }).optional(),
    }),
  ),
  async sheet(actor, query, words) {
    const { from, to, filters } = readLedgerState(query, words.today)
    const { rows, nextCursor } = await listCosts(actor, { period: { from, to }, filters, limit: MAX_ROWS })
    const t = createTranslator({ ...words, namespace: 'spend' })
    const origin = createTranslator({ ...words, namespace: 'funnel.origin' })
    const stage = createTranslator({ ...words, namespace: 'funnel.stage' })
    const e = exportWords(words)
    return {
      name: t('ledger.title'),
      columns: [
        { key: 'purpose', header: t('ledger.what'), kind: 'text' },
        { key: 'side', header: t('filter.side'), kind: 'text' },
        { key: 'kind', header: t('filter.kind'), kind: 'text' },
        { key: 'channel', header: t('filter.channel'), kind: 'text' },
        { key: 'campaign', header: t('filter.campaign'), kind: 'text' },
        { key: 'first', header: t('filter.from'), kind: 'date' },
        { key: 'last', header: t('filter.to'), kind: 'date' },
        { key: 'monthly', header: e('costs.monthly'), kind: 'text' },
        { key: 'amount', header: moneyHeader(t('ledger.amount'), words), kind: 'money' },
        { key: 'inPeriod', header: moneyHeader(t('ledger.inPeriod'), words), kind: 'money' },
        { key: 'reach', header: stage('reach'), kind: 'count' },
        { key: 'responses', header: stage('responses'), kind: 'count' },
        { key: 'by', header: t('ledger.by'), kind: 'text' },
      ],
      rows: rows.map((row) => ({
        purpose: row.purpose,
        side: origin(row.side),
        kind: t(row.planned ? 'ledger.planned' : 'ledger.actual'),
        channel:
          row.splitBy === null ? row.channelName : t('ledger.sharedBy', { how: t(`split.${row.splitBy}`) }),
        campaign: row.campaignName,
        first: row.firstDay,
        last: row.lastDay,
        monthly: row.monthly ? e('costs.monthly') : null,
        amount: String(row.amount),
        inPeriod: row.inPeriod,
        reach: Number(row.reach),
        responses: Number(row.responses),
        by: row.updatedBy,
      })),
      notes: [
        daysNote({ from, to }, words),
        t('ledger.how'),
        ...(nextCursor === null ? [] : [e('cut', { rows: words.format.number(MAX_ROWS) })]),
        nowNote(words),
      ],
      period: { from, to },
    }
  },
}
