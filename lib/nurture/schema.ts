import { z } from 'zod'
import { GRADES, ORIGINS } from '@/lib/leads/schema'
import { AGES } from '@/lib/leads/stages'
import { idInput, line, optionalParagraph, versionInput } from '@/lib/platform/input'

export const STEP_KINDS = ['call', 'letter', 'invitation'] as const
export type StepKind = (typeof STEP_KINDS)[number]

export const MAX_STEPS = 30

const planStep = z.strictObject({
  /** days after the plan was attached; a day off moves it to the next working day */
  afterDays: z.coerce
    .number({ error: 'whole_number' })
    .int({ error: 'whole_number' })
    .min(0, { error: 'whole_number' })
    .max(3650, { error: 'too_long' }),
  kind: z.enum(STEP_KINDS, { error: 'not_an_option' }),
  text: line(500),
})
export type PlanStep = z.output<typeof planStep>

const planFields = {
  name: line(120),
  /** in whatever order they come, they are kept by their days */
  steps: z
    .array(planStep, { error: 'required' })
    .min(1, { error: 'required' })
    .max(MAX_STEPS, { error: 'too_long' }),
}

export const planInput = z.strictObject(planFields)
export type PlanInput = z.output<typeof planInput>

export const planChange = z.strictObject({
  planId: idInput,
  version: versionInput.optional(),
  name: planFields.name.optional(),
  steps: planFields.steps.optional(),
})
export type PlanChange = z.output<typeof planChange>

export const planIdInput = z.strictObject({ planId: idInput })

export const attachInput = z.strictObject({ leadId: idInput, planId: idInput })
export type AttachInput = z.output<typeof attachInput>

export const leadIdInput = z.strictObject({ leadId: idInput })

/** Which leads in nurture, as the list's address and the API say it. */
const name = line(254).optional()
export const nurtureFilter = z.strictObject({
  grade: z
    .array(z.enum([...GRADES, 'none'], { error: 'not_an_option' }))
    .max(4, { error: 'too_long' })
    .optional(),
  /** name, id or `none` */
  channel: name,
  campaign: name,
  origin: z.enum(ORIGINS, { error: 'not_an_option' }).optional(),
  /** e-mail, id, `none` or `me` */
  owner: name,
  q: name,
  wake: z.enum(['due', 'touch', 'day', 'later'], { error: 'not_an_option' }).optional(),
  quiet: z.enum(['6', '12'], { error: 'not_an_option' }).optional(),
  age: z.enum(AGES, { error: 'not_an_option' }).optional(),
  /** a plan's id, `any` or `none` */
  plan: name,
  returns: z.enum(['any', '1', '2', '3'], { error: 'not_an_option' }).optional(),
})
export type NurtureFilter = z.output<typeof nurtureFilter>

/** Leads that somebody chose one by one. More than these are chosen by a filter. */
export const MAX_CHOSEN = 500

export const attachManyInput = z
  .strictObject({
    planId: idInput,
    leadIds: z.array(idInput).min(1, { error: 'required' }).max(MAX_CHOSEN, { error: 'too_long' }).optional(),
    filter: nurtureFilter.optional(),
  })
  .refine(({ leadIds, filter }) => (leadIds === undefined) !== (filter === undefined), {
    error: 'invalid',
    path: ['leadIds'],
  })
export type AttachManyInput = z.output<typeof attachManyInput>

export const stepDone = z.strictObject({ stepId: idInput, note: optionalParagraph(2000) })
export type StepDone = z.output<typeof stepDone>

export const stepIdInput = z.strictObject({ stepId: idInput })

/** All that is due of one step of a plan, on my leads or on everybody's. */
export const stepGroup = z.strictObject({
  planId: idInput,
  position: z.coerce.number().int().min(0).max(MAX_STEPS),
  text: line(500),
  scope: z.enum(['mine', 'all'], { error: 'not_an_option' }),
})
export type StepGroup = z.output<typeof stepGroup>
