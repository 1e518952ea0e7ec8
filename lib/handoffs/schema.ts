import { z } from 'zod'
import { leadStep } from '@/lib/leads/schema'
import { emailInput, idInput, line, optionalParagraph, paragraph } from '@/lib/platform/input'

export const HANDOFF_STATES = ['pending', 'overdue', 'accepted', 'rejected'] as const

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

export const oneHandoffInput = z.strictObject(oneHandoff)
export type OneHandoffInput = z.infer<typeof oneHandoffInput>
