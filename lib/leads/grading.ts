import { QUESTIONS } from '@/lib/agreements/definition'
import type { Answer, Grade, LeadResponse } from '@/lib/platform/db/generated/enums'

export type Answers = {
  needFormed: Answer
  valueUnderstood: Answer
  hasBudget: Answer
  readySoon: Answer
  response: LeadResponse
}

/** A reason for a grade: which answer speaks for or against a higher one. Worded in the messages (`reason.<code>`). */
export type GradeReason = {
  code: `${Exclude<keyof Answers, 'response'>}.${Answer}` | `response.${LeadResponse}`
  speaksFor: boolean
}

/**
 * Hot: the need is formed, the value is understood, they have the money, they are ready to buy soon, and they are
 * engaged. Warm: the need is formed, but it is not hot. Cold: everything else.
 */
export function gradeOf(answers: Answers): { grade: Grade; reasons: GradeReason[] } {
  const reasons: GradeReason[] = [
    ...QUESTIONS.map(
      (criterion): GradeReason => ({
        code: `${criterion}.${answers[criterion]}`,
        speaksFor: answers[criterion] === 'yes',
      }),
    ),
    { code: `response.${answers.response}`, speaksFor: answers.response === 'engaged' },
  ]
  const hot = reasons.every((reason) => reason.speaksFor)
  const grade = hot ? 'hot' : answers.needFormed === 'yes' ? 'warm' : 'cold'
  return { grade, reasons }
}
