import { createTranslator } from 'next-intl'
import { messagesFor } from '@/lib/i18n/messages'
import type { Actor } from '@/lib/platform/actor'
import type { ErrorWords } from '@/lib/platform/i18n/word-failure'
import { csvOf } from '@/lib/platform/sheet/csv'
import { wordOutcome } from '../outcome-words'
import { type BulkLeadView, bulkRunById, leadsOfBulkRun } from './runs'

const AT_ONCE = 2000

/** What became of each lead, in the reader's language, a piece at a time: a run may have a hundred thousand. */
export async function outcomesFile(
  actor: Actor,
  runId: number,
): Promise<{ body: ReadableStream<Uint8Array>; headers: Record<string, string> } | null> {
  const run = await bulkRunById(actor, runId)
  if (!run) return null
  const ended = run.doneAt !== null
  const t = createTranslator({ locale: actor.locale, messages: messagesFor(actor.locale), namespace: 'bulk' })
  const errors = createTranslator({
    locale: actor.locale,
    messages: messagesFor(actor.locale),
    namespace: 'errors',
  }) as unknown as ErrorWords
  const columns = [
    { key: 'id', header: t('run.leadId'), kind: 'count' },
    { key: 'name', header: t('run.lead'), kind: 'text' },
    { key: 'outcome', header: t('run.outcome'), kind: 'text' },
    { key: 'why', header: t('run.reason'), kind: 'text' },
  ] as const
  const rowOf = (lead: BulkLeadView) => ({
    id: lead.leadId,
    name: lead.name,
    outcome: t(`outcome.${lead.outcome ?? (ended ? 'notReached' : 'waiting')}`),
    why: wordOutcome(errors, lead),
  })
  const text = new TextEncoder()
  let after = 0
  let begun = false
  const body = new ReadableStream<Uint8Array>({
    async pull(stream) {
      const leads = await leadsOfBulkRun(actor, { runId, after, limit: AT_ONCE })
      const piece = csvOf({ name: '', columns, rows: leads.map(rowOf), notes: [] })
      // every piece would begin with the mark and the header
      stream.enqueue(text.encode(begun ? piece.slice(piece.indexOf('\r\n') + 2) : piece))
      begun = true
      after = leads.at(-1)?.leadId ?? after
      if (leads.length < AT_ONCE) stream.close()
    },
  })
  return {
    body,
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="baton-bulk-${runId}.csv"`,
      'Cache-Control': 'private, no-store',
      'X-Content-Type-Options': 'nosniff',
    },
  }
}
