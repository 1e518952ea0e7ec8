import { z } from 'zod'
import { leadStep } from '@/lib/leads/schema'
import { cursorInput } from '@/lib/platform/cursor'
import { orMissing } from '@/lib/platform/http/form-input'
import { emailInput, idInput, line, optionalParagraph, paragraph, versionInput } from '@/lib/platform/input'

export const HANDOFF_STATES = ['pending', 'overdue', 'accepted', 'rejected'] as const

/** Where a page of a list of handoffs starts: after this time, of the kind that orders the list, and id. */
export const handoffCursor = cursorInput(
  z.tuple([
    z.enum(['due', 'asked', 'decided', 'returned']),
    // a year that PostgreSQL knows: a forged cursor must not reach it
    z.iso.datetime().refine((at) => /^[12]/.test(at)),
    z.int().min(1).max(2_147_483_647),
  ]),
)
export type HandoffCursor = z.output<typeof handoffCursor>

/** Open contests are ordered by their opening, settled ones by their end. */
export const contestCursor = cursorInput(
  z.tuple([
    z.enum(['open', 'settled']),
    z.iso.datetime().refine((at) => /^[12]/.test(at)),
    z.int().min(1).max(2_147_483_647),
  ]),
)
export type ContestCursor = z.output<typeof contestCursor>

export const handOffInput = z.strictObject({
  ...leadStep,
  /** e-mail of a rep; left out: everyone in sales */
  assignee: emailInput.nullable().optional(),
  note: optionalParagraph(5000),
  overrideReason: optionalParagraph(1000),
})
export type HandOffInput = z.infer<typeof handOffInput>

const oneHandoff = { handoffId: idInput }

export const acceptInput = z.strictObject(oneHandoff)
export type AcceptInput = z.infer<typeof acceptInput>

export const rejectInput = z.strictObject({
  ...oneHandoff,
  /** a reason's code or its name in either language */
  reason: line(200),
  comment: optionalParagraph(2000),
})
export type RejectInput = z.infer<typeof rejectInput>

export const askInput = z.strictObject({ ...oneHandoff, question: paragraph(2000) })
export type AskInput = z.infer<typeof askInput>

export const answerInput = z.strictObject({ ...oneHandoff, text: paragraph(5000) })
export type AnswerInput = z.infer<typeof answerInput>

export const contestInput = z.strictObject({ ...oneHandoff, argument: paragraph(5000) })
export type ContestInput = z.infer<typeof contestInput>

export const OPINIONS = ['uphold', 'overturn'] as const
const opinion = z.enum(OPINIONS, { error: 'not_an_option' })
const oneContest = { contestId: idInput }

export const positionInput = z.strictObject({
  ...oneContest,
  opinion,
  text: paragraph(5000),
  /** for who heads both sides: the one they speak for */
  side: z.enum(['marketing', 'sales'], { error: 'not_an_option' }).optional(),
})
export type PositionInput = z.infer<typeof positionInput>

export const rulingInput = z.strictObject({
  ...oneContest,
  outcome: opinion,
  ruling: paragraph(5000),
  /** of the contest, as whoever rules has read it */
  version: versionInput.optional(),
})
export type RulingInput = z.infer<typeof rulingInput>

export const reassignInput = z.strictObject({
  ...oneHandoff,
  /** e-mail of a rep; null: everyone in sales */
  assignee: emailInput.nullable(),
  note: optionalParagraph(1000),
})
export type ReassignInput = z.infer<typeof reassignInput>

export const oneHandoffInput = z.strictObject(oneHandoff)
export type OneHandoffInput = z.infer<typeof oneHandoffInput>

// What the forms send: what the command asks for, and where to go afterwards.

const back = {
  back: line(2000).optional(),
  /** the screen goes on by itself: `back` is for browsers without scripts */
  stay: z.literal('yes').optional(),
}

export const handOffForm = z.strictObject({ ...handOffInput.shape, assignee: orMissing(emailInput) })
export const reassignForm = z.strictObject({
  ...reassignInput.shape,
  ...back,
  assignee: z.union([z.literal('').transform(() => null), emailInput]),
})
export const acceptForm = z.strictObject({ ...oneHandoff, ...back })
export const rejectForm = z.strictObject({ ...rejectInput.shape, ...back })
export const askForm = z.strictObject({ ...askInput.shape, ...back })
export const answerForm = z.strictObject({ ...answerInput.shape, ...back })
export const seenForm = z.strictObject({ ...oneHandoff, ...back })
export const takeNextForm = z.strictObject({})
