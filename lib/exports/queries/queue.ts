import { createTranslator } from 'next-intl'
import { z } from 'zod'
import { listQueue, type QueueRow } from '@/lib/handoffs/queries/queue'
import { handoffCursor } from '@/lib/handoffs/schema'
import { QUEUE_VIEWS, viewFilter, viewOf } from '@/lib/handoffs/search-params'
import { inPages, PAGE } from '../pages'
import type { Table } from '../table'
import { exportWords, nowNote, wallTime } from '../words'

/** The handoffs of a part of the queue, all of them and in its order. */
export const queueTable: Table = {
  query: z.strictObject({ view: z.enum(QUEUE_VIEWS, { error: 'not_an_option' }).optional() }),
  async sheet(actor, query, words) {
    const view = viewOf(actor, query)
    const t = createTranslator({ ...words, namespace: 'handoffs' })
    const counted = createTranslator({ ...words, namespace: 'funnel.handoffs' })
    const common = createTranslator({ ...words, namespace: 'common' })
    const e = exportWords(words)
    const list = await inPages<QueueRow, string>(
      async (cursor) => {
        const after = cursor === null ? undefined : handoffCursor.parse(cursor)
        const page = await listQueue(actor, { ...viewFilter(actor, view), cursor: after, limit: PAGE })
        return { rows: page.rows, next: page.nextCursor }
      },
      (row) => ({
        id: row.id,
        leadId: row.leadId,
        lead: row.leadName,
        contact: row.contactName,
        round: row.round,
        state: counted(`state.${row.state}`),
        grade: row.grade && common(`grade.${row.grade}`),
        by: row.offeredBy,
        assignee: row.assignee?.name ?? null,
        offered: wallTime(row.offeredAt, words),
        due: wallTime(row.dueAt, words),
        note: row.note,
        question: row.question,
        decided: wallTime(row.decidedAt, words),
        decidedBy: row.decidedBy,
        reason: row.reason && (words.locale === 'ru' ? row.reason.nameRu : row.reason.nameEn),
      }),
    )
    const lead = createTranslator({ ...words, namespace: 'leads.column' })
    return {
      name: t('title'),
      columns: [
        { key: 'id', header: 'ID', kind: 'id' },
        { key: 'leadId', header: e('leads.id'), kind: 'id' },
        { key: 'lead', header: counted('lead'), kind: 'text' },
        { key: 'contact', header: lead('contact'), kind: 'text' },
        { key: 'round', header: counted('round'), kind: 'count' },
        { key: 'state', header: e('handoffs.state'), kind: 'text' },
        { key: 'grade', header: lead('grade'), kind: 'text' },
        { key: 'by', header: e('queue.offeredBy'), kind: 'text' },
        { key: 'assignee', header: lead('assignee'), kind: 'text' },
        { key: 'offered', header: counted('offered'), kind: 'time' },
        { key: 'due', header: counted('due'), kind: 'time' },
        { key: 'note', header: e('queue.note'), kind: 'text' },
        { key: 'question', header: e('queue.question'), kind: 'text' },
        { key: 'decided', header: counted('decided'), kind: 'time' },
        { key: 'decidedBy', header: counted('by'), kind: 'text' },
        { key: 'reason', header: e('queue.reason'), kind: 'text' },
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
