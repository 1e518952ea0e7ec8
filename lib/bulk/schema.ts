import { z } from 'zod'
import { answersInput, GRADES, leadPatch } from '@/lib/leads/schema'
import { leadScreenInput } from '@/lib/leads/search-params'
import {
  dateInput,
  dateTimeInput,
  emailInput,
  idInput,
  line,
  optionalParagraph,
  paragraph,
} from '@/lib/platform/input'

/** More leads than this are not taken on at once: the filter is to be narrowed. */
export const MAX_LEADS = 100_000
/** Leads that somebody names one by one. */
export const MAX_CHOSEN = 5000

export const ACTION_TYPES = [
  'edit',
  'reassign',
  'qualify',
  'handOff',
  'nurture',
  'disqualify',
  'plan',
] as const
export type ActionType = (typeof ACTION_TYPES)[number]

/** What can be the same for many leads: what tells one from another cannot. */
export const bulkPatch = leadPatch
  .pick({
    owner: true,
    channel: true,
    campaign: true,
    origin: true,
    region: true,
    segment: true,
    country: true,
    jobTitle: true,
    expectedAmount: true,
  })
  .refine((patch) => Object.values(patch).some((value) => value !== undefined), { error: 'required' })
export type BulkPatch = z.output<typeof bulkPatch>

export const bulkAction = z.discriminatedUnion(
  'type',
  [
    z.strictObject({ type: z.literal('edit'), patch: bulkPatch }),
    z.strictObject({
      type: z.literal('reassign'),
      /** e-mail of a rep; null: everyone in sales */
      assignee: emailInput.nullable(),
      note: optionalParagraph(1000),
    }),
    z
      .strictObject({
        type: z.literal('qualify'),
        /** left out: each lead keeps its own */
        answers: answersInput.optional(),
        grade: z.enum(GRADES, { error: 'not_an_option' }).optional(),
        overrideReason: optionalParagraph(1000),
      })
      .refine(({ answers, grade }) => answers !== undefined || grade !== undefined, {
        error: 'required',
        path: ['grade'],
      }),
    z.strictObject({
      type: z.literal('handOff'),
      /** e-mail of a rep; left out: where the routing rules send each */
      assignee: emailInput.nullable().optional(),
      note: optionalParagraph(5000),
      /** for those that the definition does not call sales-ready */
      overrideReason: optionalParagraph(1000),
    }),
    z.strictObject({
      type: z.literal('nurture'),
      wakeAt: z.union([dateInput, dateTimeInput], { error: 'date' }),
      nextStep: line(500),
    }),
    z.strictObject({ type: z.literal('disqualify'), reason: paragraph(1000) }),
    z.strictObject({ type: z.literal('plan'), planId: idInput }),
  ],
  { error: 'not_an_option' },
)
export type BulkAction = z.output<typeof bulkAction>

/** Which leads, as the address of the list and the API say it. */
export const bulkFilter = leadScreenInput.omit({ sort: true })

export const bulkInput = z
  .strictObject({
    action: bulkAction,
    leadIds: z
      .array(idInput, { error: 'wrong_type' })
      .min(1, { error: 'required' })
      .max(MAX_CHOSEN, { error: 'too_long' })
      .optional(),
    filter: bulkFilter.optional(),
  })
  .refine(({ leadIds, filter }) => (leadIds === undefined) !== (filter === undefined), {
    error: 'invalid',
    path: ['leadIds'],
  })
export type BulkInput = z.output<typeof bulkInput>

/** What a run does: an action, or taking another run back. */
export const runAction = z.union([bulkAction, z.strictObject({ type: z.literal('undo') })])
export type RunAction = z.output<typeof runAction>

export const runIdInput = z.strictObject({ runId: idInput })

/** `refused`: once more; `waiting`: what a stopped run did not come to. */
export const RETRIED = ['refused', 'waiting'] as const
export const retryInput = z.strictObject({
  runId: idInput,
  which: z.enum(RETRIED, { error: 'not_an_option' }),
})
export type RetryInput = z.output<typeof retryInput>

export const OUTCOMES = ['done', 'refused', 'unchanged', 'gone'] as const
