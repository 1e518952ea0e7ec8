import { createTranslator } from 'next-intl'
import { z } from 'zod'
import { listDecisions } from '@/lib/meetings/queries/decisions'
import { DECISION_FILTERS } from '@/lib/meetings/schema'
import { MAX_ROWS } from '@/lib/platform/sheet/sheet'
import { one } from '@/lib/platform/url-state'
import type { Table } from '../table'
import { exportWords, nowNote, wallTime } from '../words'

/** What the meetings of both sides decided, who does it by when, and what came of it. */
export const decisionsTable: Table = {
  query: z.strictObject({
    state: z.enum(DECISION_FILTERS, { error: 'not_an_option' }).optional(),
    whose: z.enum(['mine', 'all'], { error: 'not_an_option' }).optional(),
  }),
  async sheet(actor, query, words) {
    const state = DECISION_FILTERS.find((name) => name === one(query, 'state')) ?? 'all'
    const owner = one(query, 'whose') === 'mine' ? ('me' as const) : undefined
    const { rows, nextCursor } = await listDecisions(actor, { state, owner, limit: MAX_ROWS })
    const t = createTranslator({ ...words, namespace: 'meetings' })
    const e = exportWords(words)
    return {
      name: t('decision.title'),
      columns: [
        { key: 'text', header: t('decision.text'), kind: 'text' },
        { key: 'topic', header: t('decision.topic'), kind: 'text' },
        { key: 'heldOn', header: e('decisions.heldOn'), kind: 'date' },
        { key: 'owner', header: t('decision.owner'), kind: 'text' },
        { key: 'dueOn', header: t('decision.dueOn'), kind: 'date' },
        { key: 'state', header: t('decision.state'), kind: 'text' },
        { key: 'outcome', header: t('decision.outcome'), kind: 'text' },
        { key: 'settledBy', header: e('decisions.settledBy'), kind: 'text' },
        { key: 'settledAt', header: e('decisions.settledAt'), kind: 'time' },
        { key: 'carried', header: e('decisions.carried'), kind: 'count' },
      ],
      rows: rows.map((row) => ({
        text: row.text,
        topic: t(`topic.${row.topic}`),
        heldOn: row.heldOn,
        owner: row.owner.name,
        dueOn: row.dueOn,
        state: t(`decision.stateName.${row.state}`),
        outcome: row.outcome,
        settledBy: row.settledBy,
        settledAt: wallTime(row.settledAt, words),
        carried: row.carried.length,
      })),
      notes: [
        e('handoffs.clock', { zone: words.format.timeZone }),
        ...(nextCursor === null ? [] : [e('cut', { rows: words.format.number(MAX_ROWS) })]),
        nowNote(words),
      ],
      period: null,
    }
  },
}
