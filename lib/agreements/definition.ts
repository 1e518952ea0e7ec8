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

/** What a criterion may ask an answer of. */
export const ANSWER_KEYS = [...QUESTIONS, 'response'] as const

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

/** What the definition looks at; a field counts as filled when it says something. */
export type LeadFacts = {
  grade: Grade | null
  channelId: number | null
  segment: string | null
  region: string | null
  answers: (Record<Question, Answer> & { response: LeadResponse }) | null
  filled: Partial<Record<RequirableField, boolean>>
}

/** One thing that a criterion asks for: worded in the messages (`condition.<code>`). */
export type ConditionCode = 'grade' | `answer.${Question}` | 'answer.response' | `field.${RequirableField}`
export type Condition = { code: ConditionCode; holds: boolean }

export type Readiness = {
  ready: boolean
  /** which criterion decided: its place in the definition */
  criterion: number
  conditions: Condition[]
  /** the codes of the conditions that do not hold */
  missing: ConditionCode[]
}

function inScope(scope: Scope, facts: LeadFacts): boolean {
  const among = (names: readonly string[], name: string | null) =>
    names.length === 0 || (name !== null && names.some((one) => sameName(one, name)))
  return (
    (scope.channelIds.length === 0 ||
      (facts.channelId !== null && scope.channelIds.includes(facts.channelId))) &&
    among(scope.segments, facts.segment) &&
    among(scope.regions, facts.region)
  )
}

/** People type "Bavaria" and "bavaria " and mean the same. */
function sameName(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}

/** The place of the first criterion whose scope the lead is in; -1 where a definition has none for it. */
export function decidingCriterion(terms: Pick<DefinitionTerms, 'criteria'>, facts: LeadFacts): number {
  return terms.criteria.findIndex(({ scope }) => inScope(scope, facts))
}

/** Each thing that the criterion asks for, and whether the lead has it. An ungraded lead has no grade to be taken for. */
export function conditionsOf(criterion: Criterion, facts: Pick<LeadFacts, 'grade' | 'answers' | 'filled'>) {
  const { grade, answers, filled } = facts
  const conditions: Condition[] = [
    { code: 'grade', holds: grade !== null && criterion.grades.includes(grade) },
  ]
  for (const question of QUESTIONS) {
    const wanted = criterion.answers[question]
    if (!wanted?.length) continue
    conditions.push({
      code: `answer.${question}`,
      holds: answers !== null && wanted.includes(answers[question]),
    })
  }
  const { response } = criterion.answers
  if (response?.length) {
    conditions.push({
      code: 'answer.response',
      holds: answers !== null && response.includes(answers.response),
    })
  }
  for (const field of criterion.fields) {
    conditions.push({ code: `field.${field}`, holds: filled[field] === true })
  }
  return conditions
}

/** Whether sales has agreed to take this lead, and why (not): the first criterion for its kind of lead decides. */
export function isSalesReady(definition: Pick<Definition, 'terms'>, facts: LeadFacts): Readiness {
  const index = decidingCriterion(definition.terms, facts)
  const criterion = definition.terms.criteria[index]
  if (!criterion) return { ready: false, criterion: index, conditions: [], missing: [] }
  const conditions = conditionsOf(criterion, facts)
  const missing = conditions.filter(({ holds }) => !holds).map(({ code }) => code)
  return { ready: missing.length === 0, criterion: index, conditions, missing }
}

/** Whether every field that the definition asks for is filled: what marketing promised a share of. */
export function isComplete(readiness: Pick<Readiness, 'missing'>): boolean {
  return !readiness.missing.some((code) => code.startsWith('field.'))
}
