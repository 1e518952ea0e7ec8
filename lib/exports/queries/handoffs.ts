import { createTranslator } from 'next-intl'
import { z } from 'zod'
import { HANDOFF_SOURCES, readHandoffsState } from '@/lib/funnel/search-params'
import { HANDOFF_SETS } from '@/lib/handoffs/handoff-sets'
import { countedHandoffs } from '@/lib/handoffs/queries/counted'
import { GRADES } from '@/lib/leads/schema'
import { NO_KEY } from '@/lib/leads/stages'
import { idInput } from '@/lib/platform/input'
import { MAX_ROWS } from '@/lib/platform/sheet/sheet'
import { daysFields, inDays, type Table } from '../table'
import { daysNote, exportWords, nowNote, wallTime } from '../words'

/** The rounds behind a number of the funnel or of the promises, newest first. */
export const handoffsTable: Table = {
  query: inDays(
    z.strictObject({
      ...daysFields,
      set: z.enum(HANDOFF_SETS, { error: 'not_an_option' }).optional(),
      version: idInput.optional(),
      side: z.enum(['marketing', 'sales'], { error: 'not_an_option' }).optional(),
      person: z.union([z.literal('nobody'), idInput], { error: 'id' }).optional(),
      reason: idInput.optional(),
      channel: z.union([z.literal(NO_KEY), idInput], { error: 'id' }).optional(),
      campaign: z.union([z.literal(NO_KEY), idInput], { error: 'id' }).optional(),
      marketer: idInput.optional(),
      rep: idInput.optional(),
      grade: z.enum([...GRADES, NO_KEY], { error: 'not_an_option' }).optional(),
      computed: z.enum([...GRADES, NO_KEY], { error: 'not_an_option' }).optional(),
      of: z.enum(HANDOFF_SOURCES, { error: 'not_an_option' }).optional(),
    }),
  ),
  async sheet(actor, query, words) {
    const state = readHandoffsState(query, words.today)
    const { from, to } = state
    const { rows, next } = await countedHandoffs(actor, {
      ...state,
      after: null,
      limit: MAX_ROWS,
    })
    const t = createTranslator({ ...words, namespace: 'funnel.handoffs' })
    const set = createTranslator({ ...words, namespace: 'promises.behind.set' })
    const e = exportWords(words)
    return {
      name: set(state.set),
      columns: [
        { key: 'id', header: 'ID', kind: 'count' },
        { key: 'lead', header: t('lead'), kind: 'text' },
        { key: 'round', header: t('round'), kind: 'count' },
        { key: 'state', header: e('handoffs.state'), kind: 'text' },
        { key: 'offered', header: t('offered'), kind: 'time' },
        { key: 'due', header: t('due'), kind: 'time' },
        { key: 'decided', header: t('decided'), kind: 'time' },
        { key: 'by', header: t('by'), kind: 'text' },
        { key: 'hours', header: e('handoffs.responseHours'), kind: 'hours' },
      ],
      rows: rows.map((row) => ({
        id: row.id,
        lead: row.leadName,
        round: row.round,
        state: t(`state.${row.state}`),
        offered: wallTime(row.offeredAt, words),
        due: wallTime(row.dueAt, words),
        decided: wallTime(row.decidedAt, words),
        by: row.decidedBy,
        hours: row.responseMinutes === null ? null : row.responseMinutes / 60,
      })),
      notes: [
        set(state.set),
        daysNote({ from, to }, words),
        e('handoffs.clock', { zone: words.format.timeZone }),
        ...(next === null ? [] : [e('cut', { rows: words.format.number(MAX_ROWS) })]),
        nowNote(words),
      ],
      period: { from, to },
    }
  },
}
