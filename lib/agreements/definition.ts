import type { Answer, Grade, LeadResponse } from '@/lib/platform/db/generated/enums'

/** Fields that a sales-ready lead may have to have. */
export const REQUIRABLE_FIELDS = [
  'company',
  'contactName',
  'jobTitle',
  'email',
  'phone',
  'website',
  'country',
  'region',
  'segment',
  'expectedAmount',
  'channel',
  'campaign',
  'note',
] as const
export type RequirableField = (typeof REQUIRABLE_FIELDS)[number]

export const QUESTIONS = ['needFormed', 'valueUnderstood', 'hasBudget', 'readySoon'] as const
export type Question = (typeof QUESTIONS)[number]

/** Which leads a criterion is for; an empty list means any. The last criterion of a definition is for all. */
export type Scope = { channelIds: number[]; segments: string[]; regions: string[] }

/** A lead in its scope is sales-ready when it has one of the grades, these answers, and these fields filled. */
export type Criterion = {
  scope: Scope
  grades: Grade[]
  answers: Partial<Record<Question, Answer[]>> & { response?: LeadResponse[] }
  fields: RequirableField[]
}

/** What both sides sign: which leads sales takes, and what each side owes the other. Times are working minutes. */
export type DefinitionTerms = {
  /** in order: the first whose scope the lead is in decides */
  criteria: Criterion[]
  sales: {
    verdictWithin: Record<Grade, number>
    /** calls and e-mails after the offer before a reason that needs attempts ("not reachable") may be given */
    attempts: number
  }
  marketing: {
    answerWithin: number
    /** percent of the handoffs of a month that have every required field */
    completeShare: number
    /** sales-ready handoffs a month; 0: not promised */
    monthlyVolume: number
  }
  /** what happens when sales' time runs; null: not at all */
  escalation: {
    atHalf: boolean
    atDue: boolean
    /** working minutes after the due time at which the head is told */
    headAfter: number | null
    /** working minutes after the due time at which a handoff goes back to the open queue */
    openQueueAfter: number | null
  }
}

/** Version 1 is what a company starts from; nobody has signed it. */
export const DEFAULT_TERMS: DefinitionTerms = {
  criteria: [
    { scope: { channelIds: [], segments: [], regions: [] }, grades: ['hot'], answers: {}, fields: [] },
  ],
  sales: { verdictWithin: { hot: 540, warm: 540, cold: 540 }, attempts: 0 },
  marketing: { answerWithin: 540, completeShare: 0, monthlyVolume: 0 },
  escalation: { atHalf: true, atDue: true, headAfter: 60, openQueueAfter: 540 },
}

export type Definition = { version: number; terms: DefinitionTerms }
