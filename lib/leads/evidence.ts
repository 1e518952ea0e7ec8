import type { Question } from '@/lib/agreements/definition'
import type { TouchKind } from '@/lib/platform/db/generated/enums'

/** What a lead did, by kind: how often, and when for the last time. */
export type TouchSign = { kind: TouchKind; count: number; lastAt: Date }

/** What speaks for a lead by itself, the strongest first. A visit says little: it is counted nowhere. */
export const SPEAKING = ['demo_request', 'price_request', 'enquiry', 'event', 'download'] as const

/** Which question of the qualification each of them helps to answer. It answers none: a marketer does. */
const SPEAKS_FOR: Record<Question | 'response', readonly TouchKind[]> = {
  needFormed: ['demo_request', 'price_request', 'download'],
  valueUnderstood: ['demo_request', 'download'],
  hasBudget: ['price_request'],
  readySoon: ['demo_request', 'price_request'],
  response: ['demo_request', 'price_request', 'enquiry', 'event'],
}

export function signsFor(question: Question | 'response', signs: readonly TouchSign[]): TouchSign[] {
  return signs.filter(({ kind }) => SPEAKS_FOR[question].includes(kind))
}
