import { getLocale, getTranslations } from 'next-intl/server'
import { isPaused } from '@/lib/handoffs/clock'
import type { QueueRow } from '@/lib/handoffs/queries/queue'
import type { Actor } from '@/lib/platform/actor'
import type { Grade } from '@/lib/platform/db/generated/enums'
import type { Formatter } from '@/lib/platform/i18n/format'
import { type Due, dueOf, lookOf } from './due'

/**
 * A row of the list as the browser gets it: words and nothing else. Rendered from this on both sides it weighs a third
 * of what the same row costs as a tree of server components, which travels twice.
 */
export type RowView = {
  id: number
  name: string
  /** nobody has opened it yet */
  fresh?: true
  grade?: Grade
  gradeWord?: string
  due?: Due
  /** what was decided, and when */
  verdict?: { state: 'accepted' | 'rejected'; word: string; when: string; title: string }
  /** contact, who offered it, for whom, which round */
  facts: string[]
  words?: string
  /** `words` are a question that waits for its answer */
  asked?: true
}

/** The words of each row, for this reader. */
export async function queueRows(
  rows: readonly QueueRow[],
  actor: Actor,
  format: Formatter,
): Promise<RowView[]> {
  const [t, due, look, common, locale] = await Promise.all([
    getTranslations('handoffs'),
    getTranslations('handoffs.due'),
    getTranslations('handoffs.returned'),
    getTranslations('common'),
    getLocale(),
  ])
  const side = actor.roles.includes('sales') ? 'sales' : 'marketing'
  const to = ({ assignee, state }: QueueRow) =>
    assignee === null || state !== 'pending'
      ? null
      : assignee.id === actor.personId
        ? t('forYou')
        : t('forPerson', { name: assignee.name })

  return rows.map((row) => {
    const { id, leadName: name, state } = row
    const from = state === 'pending' || !row.decidedBy ? t('from', { name: row.offeredBy }) : row.decidedBy
    const round = row.round > 1 ? t('round', { round: row.round }) : null
    const facts = [row.contactName, from, to(row), round].filter((fact) => fact !== null)
    const asked = isPaused(row) && row.question !== null
    const reason = locale === 'ru' ? row.reason?.nameRu : row.reason?.nameEn
    const words = asked ? row.question : state === 'rejected' ? reason : row.note
    return {
      id,
      name,
      facts,
      ...(words && { words: words.slice(0, 160) }),
      ...(asked && { asked }),
      ...(row.grade && { grade: row.grade, gradeWord: common(`grade.${row.grade}`) }),
      ...(state === 'pending' && !row.firstOpenedAt && row.offeredBy !== actor.name && { fresh: true }),
      ...(row.lookDueAt && { due: lookOf(row.lookDueAt, look, format) }),
      ...(row.lookDueAt
        ? {}
        : state === 'pending'
          ? { due: dueOf(row, side, due, format) }
          : {
              verdict: {
                state,
                word: common(`handoffState.${state}`),
                when: row.decidedAt ? format.relative(row.decidedAt, 'narrow') : '',
                title: row.decidedAt ? format.dateTime(row.decidedAt) : '',
              },
            }),
    }
  })
}
