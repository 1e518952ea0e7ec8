import { isOverdue, isPaused } from '@/lib/handoffs/clock'
import type { HandoffState } from '@/lib/platform/db/generated/enums'
import type { Formatter } from '@/lib/platform/i18n/format'

const MINUTE = 60_000
const SOON = 2 * 60 * MINUTE

/** A clock in words: what it looks like, what it says, and the exact time for the title. */
export type Due = { kind: 'late' | 'soon' | 'later' | 'paused'; words: string; title: string }

type Clocked = {
  state: HandoffState
  dueAt: Date
  askedAt: Date | null
  answeredAt: Date | null
  answerDueAt: Date | null
}

type Say = (
  key: 'waiting' | 'answerOverdue' | 'answerIn' | 'overdue' | 'in' | 'exact',
  values?: { time: string },
) => string

/** How long until the verdict is owed, or since. `side` marketing counts to the answer instead. */
export function dueOf(handoff: Clocked, side: 'sales' | 'marketing', t: Say, format: Formatter): Due {
  const paused = isPaused(handoff)
  const answering = paused && side === 'marketing' && handoff.answerDueAt !== null
  const until = answering && handoff.answerDueAt ? handoff.answerDueAt : handoff.dueAt
  const left = until.getTime() - format.now.getTime()
  const late = answering ? left < 0 : isOverdue(handoff, format.now)
  const kind = paused && !answering ? 'paused' : late ? 'late' : left < SOON ? 'soon' : 'later'
  const time = format.duration(left / MINUTE)
  const words =
    kind === 'paused'
      ? t('waiting')
      : answering
        ? t(late ? 'answerOverdue' : 'answerIn', { time })
        : t(late ? 'overdue' : 'in', { time })
  return { kind, words, title: t('exact', { time: format.dayTime(until) }) }
}

type SayLook = (key: 'lookIn' | 'lookLate' | 'lookBy', values: { time: string }) => string

/** How long until a marketer should have looked at what came back, or since. */
export function lookOf(dueAt: Date, t: SayLook, format: Formatter): Due {
  const left = dueAt.getTime() - format.now.getTime()
  const kind = left < 0 ? 'late' : left < SOON ? 'soon' : 'later'
  const words = t(left < 0 ? 'lookLate' : 'lookIn', { time: format.duration(left / MINUTE) })
  return { kind, words, title: t('lookBy', { time: format.dayTime(dueAt) }) }
}
