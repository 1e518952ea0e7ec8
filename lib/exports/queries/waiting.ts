import { createTranslator } from 'next-intl'
import { z } from 'zod'
import { waitingNow } from '@/lib/rollups/queries/waiting'
import type { Table } from '../table'
import { exportWords, nowNote } from '../words'

const THROUGH: readonly string[] = ['won', 'lost', 'disqualified']

/** Where the leads are that are not through, and since when. */
export const waitingTable: Table = {
  query: z.strictObject({}),
  async sheet(_actor, _query, words) {
    const rows = await waitingNow()
    const t = createTranslator({ ...words, namespace: 'funnel' })
    const status = createTranslator({ ...words, namespace: 'common.status' })
    const e = exportWords(words)
    return {
      name: t('waiting.title'),
      columns: [
        { key: 'status', header: e('handoffs.state'), kind: 'text' },
        { key: 'leads', header: t('stage.leads'), kind: 'count' },
        { key: 'median', header: e('waiting.half'), kind: 'date' },
        { key: 'oldest', header: e('waiting.oldest'), kind: 'date' },
      ],
      rows: rows
        .filter((row) => !THROUGH.includes(row.status))
        .map((row) => ({ ...row, status: status(row.status) })),
      notes: [t('waiting.how'), nowNote(words)],
      period: null,
    }
  },
}
