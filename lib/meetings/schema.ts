import { z } from 'zod'
import { cursorInput } from '@/lib/platform/cursor'
import { DecisionState } from '@/lib/platform/db/generated/enums'
import {
  dateInput,
  emailInput,
  idInput,
  optionalParagraph,
  paragraph,
  versionInput,
} from '@/lib/platform/input'
import { TOPICS } from './agenda'

export const topicInput = z.enum(TOPICS, { error: 'not_an_option' })
export const stateInput = z.enum(Object.values(DecisionState), { error: 'not_an_option' })

const personId = z.int().min(1).max(2_147_483_647)

/** Screens send an id as text, the API an id or an e-mail. */
const ownerInput = z.union(
  [
    personId,
    z
      .string()
      .regex(/^[1-9]\d{0,9}$/)
      .transform(Number)
      .pipe(personId),
    emailInput,
  ],
  { error: 'not_an_option' },
)

const decisionText = paragraph(1000)
const outcomeText = optionalParagraph(1000)

export const noInput = z.strictObject({})
export const meetingIdInput = z.strictObject({ meetingId: idInput })

export const newDecision = z.strictObject({
  meetingId: idInput,
  topic: topicInput,
  text: decisionText,
  owner: ownerInput,
  dueOn: dateInput,
})
export type NewDecision = z.output<typeof newDecision>

/** What is left out stays. Without a version the change is written over whatever is there, on purpose. */
export const decisionChange = z.strictObject({
  decisionId: idInput,
  version: versionInput.optional(),
  topic: topicInput.optional(),
  text: decisionText.optional(),
  owner: ownerInput.optional(),
  dueOn: dateInput.optional(),
})
export type DecisionChange = z.output<typeof decisionChange>

export const decisionSettling = z.strictObject({
  decisionId: idInput,
  version: versionInput.optional(),
  state: stateInput,
  outcome: outcomeText,
})
export type DecisionSettling = z.output<typeof decisionSettling>

export const decisionCarrying = z.strictObject({
  decisionId: idInput,
  version: versionInput.optional(),
  dueOn: dateInput,
  owner: ownerInput.optional(),
})
export type DecisionCarrying = z.output<typeof decisionCarrying>

/** POST /meetings/{id}/decisions, PATCH /decisions/{id}, and what is done about one. */
export const newDecisionBody = newDecision.omit({ meetingId: true })
export const decisionBody = decisionChange
  .omit({ decisionId: true, version: true })
  .refine((change) => Object.values(change).some((value) => value !== undefined), { error: 'required' })
export const settlingBody = decisionSettling.omit({ decisionId: true, version: true })
export const carryingBody = decisionCarrying.omit({ decisionId: true, version: true })

export const meetingCursor = cursorInput(z.tuple([z.iso.date(), z.int().min(1).max(2_147_483_647)]))
export type MeetingCursor = z.output<typeof meetingCursor>

export const DECISION_FILTERS = ['open', 'due', 'settled', 'all'] as const
export const decisionCursor = cursorInput(
  z.tuple([z.enum(DECISION_FILTERS), z.string().max(40), z.int().min(1).max(2_147_483_647)]),
)
export type DecisionCursor = z.output<typeof decisionCursor>
