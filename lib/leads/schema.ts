import { z } from 'zod'
import { cursorInput } from '@/lib/platform/cursor'
import { typedAmount } from '@/lib/platform/http/form-input'
import {
  dateInput,
  dateTimeInput,
  emailInput,
  idInput,
  line,
  moneyInput,
  optionalEmail,
  optionalLine,
  optionalParagraph,
  optionalPhone,
  paragraph,
  versionInput,
} from '@/lib/platform/input'
import { MERGE_FIELDS, type MergeField } from './merging'

export const ORIGINS = ['marketing', 'sales'] as const
export const GRADES = ['hot', 'warm', 'cold'] as const
export const ANSWERS = ['yes', 'no', 'unknown'] as const
export const RESPONSES = ['engaged', 'call_back', 'no_answer', 'do_not_disturb'] as const
export const TOUCH_KINDS = [
  'enquiry',
  'visit',
  'download',
  'price_request',
  'demo_request',
  'event',
  'other',
] as const
export const ACTIVITY_KINDS = ['call', 'email', 'meeting', 'note', 'task'] as const

export const utmInput = z.strictObject({
  source: optionalLine(200),
  medium: optionalLine(200),
  campaign: optionalLine(200),
  term: optionalLine(500),
  content: optionalLine(500),
})

/** In addresses `none` is the leads without a region: a region of that name could not be told from them. */
const region = optionalLine(100)
  .transform((name) => (name === 'none' ? null : name))
  .optional()

const leadFields = {
  company: optionalLine(200),
  contactName: optionalLine(200),
  jobTitle: optionalLine(200),
  email: optionalEmail,
  phone: optionalPhone,
  website: optionalLine(500),
  country: optionalLine(100),
  region,
  segment: optionalLine(80),
  expectedAmount: moneyInput.nullable().optional(),
  channel: optionalLine(200),
  campaign: optionalLine(200),
  origin: z.enum(ORIGINS, { error: 'not_an_option' }).optional(),
  note: optionalParagraph(5000),
  externalId: optionalLine(200),
  utm: utmInput.nullable().optional(),
}

/** POST /leads. */
export const createLeadInput = z
  .strictObject(leadFields)
  .refine(canBeReached, { error: 'identity', path: ['email'] })
  .refine(namesChannel, { error: 'needs_channel', path: ['campaign'] })
export type CreateLeadInput = z.infer<typeof createLeadInput>

function canBeReached(lead: { email?: string | null; phone?: string | null; externalId?: string | null }) {
  return Boolean(lead.email || lead.phone || lead.externalId)
}

function namesChannel(lead: { channel?: string | null; campaign?: string | null }) {
  return !lead.campaign || Boolean(lead.channel)
}

const typedFields = { ...leadFields, expectedAmount: typedAmount.optional() }

const formToken = z.string().regex(/^[\w-]{8,80}$/, { error: 'invalid' })

/** The lead form: one sheet of it, once. */
export const enterLeadInput = z.strictObject({
  token: formToken,
  lead: z
    .strictObject(typedFields)
    .refine(canBeReached, { error: 'identity', path: ['email'] })
    .refine(namesChannel, { error: 'needs_channel', path: ['campaign'] }),
})
export type EnterLeadInput = z.infer<typeof enterLeadInput>

/** "This one": what was typed belongs to a lead that is there already. */
export const keepEnquiryInput = z.strictObject({
  token: formToken,
  sameAs: idInput,
  lead: z.strictObject(typedFields),
})
export type KeepEnquiryInput = z.infer<typeof keepEnquiryInput>

/** PATCH /leads/{id}: a field that is left out stays as it is, null or empty text clears it. */
export const leadPatch = z.strictObject({ ...leadFields, owner: emailInput.nullable().optional() })
export type LeadPatch = z.infer<typeof leadPatch>

export const editLeadInput = z.strictObject({ leadId: idInput, version: versionInput, patch: leadPatch })
export type EditLeadInput = z.infer<typeof editLeadInput>

/** What the edit form sends: an amount as people write it. */
export const editLeadForm = editLeadInput.extend({
  patch: leadPatch.extend({ expectedAmount: typedAmount.nullable().optional() }),
})

export const answersInput = z.strictObject({
  needFormed: z.enum(ANSWERS),
  valueUnderstood: z.enum(ANSWERS),
  hasBudget: z.enum(ANSWERS),
  readySoon: z.enum(ANSWERS),
  response: z.enum(RESPONSES),
})

/** What a step on one lead needs besides what the step itself asks for: `version` is the one that the person saw. */
export const leadStep = { leadId: idInput, version: versionInput.optional() }

export const qualifyInput = z.strictObject({
  ...leadStep,
  ...answersInput.shape,
  grade: z.enum(GRADES).optional(),
  overrideReason: optionalParagraph(1000),
})
export type QualifyInput = z.infer<typeof qualifyInput>

export const nurtureInput = z.strictObject({
  ...leadStep,
  /** a day; a time counts as its day in the organisation's zone */
  wakeAt: z.union([dateInput, dateTimeInput], { error: 'date' }),
  nextStep: line(500),
})
export type NurtureInput = z.infer<typeof nurtureInput>

export const disqualifyInput = z.strictObject({ ...leadStep, reason: paragraph(1000) })
export type DisqualifyInput = z.infer<typeof disqualifyInput>

export const stepInput = z.strictObject(leadStep)
export type StepInput = z.infer<typeof stepInput>

export const touchInput = z.strictObject({
  leadId: idInput,
  kind: z.enum(TOUCH_KINDS),
  at: dateTimeInput.optional(),
  note: optionalParagraph(5000),
  channel: optionalLine(200),
  campaign: optionalLine(200),
})
export type TouchInput = z.infer<typeof touchInput>

export const activityInput = z.strictObject({
  leadId: idInput,
  kind: z.enum(ACTIVITY_KINDS),
  at: dateTimeInput.optional(),
  text: paragraph(5000),
  /** a task's day */
  dueOn: dateInput.nullable().optional(),
})
export type ActivityInput = z.infer<typeof activityInput>

export const finishTaskInput = z.strictObject({ activityId: idInput })
export type FinishTaskInput = z.infer<typeof finishTaskInput>

function choicesOf<I extends z.ZodType<number>>(id: I) {
  const choice = z.union([id, z.literal('both')], { error: 'not_an_option' }).optional()
  return z.strictObject(
    Object.fromEntries(MERGE_FIELDS.map((field) => [field, choice])) as Record<MergeField, typeof choice>,
  )
}

/** From which of the two leads each field comes: its id; `both` joins the notes. */
export const mergeInput = z.strictObject({
  leadId: idInput,
  otherId: idInput,
  version: versionInput.optional(),
  otherVersion: versionInput.optional(),
  fields: choicesOf(idInput).default({}),
})
export type MergeInput = z.infer<typeof mergeInput>

const whole = z.int({ error: 'id' }).min(1, { error: 'id' }).max(2_147_483_647, { error: 'id' })

/** POST /leads/{id}/merge: JSON has numbers. */
export const mergeBody = z.strictObject({
  other: whole,
  otherVersion: whole.optional(),
  fields: choicesOf(whole)
    .refine((given) => Object.keys(given).length > 0, { error: 'required' })
    .default({}),
})

/** POST /leads/{id}/different */
export const differentBody = z.strictObject({ other: whole })

export const unmergeInput = z.strictObject({ mergeId: idInput })
export type UnmergeInput = z.infer<typeof unmergeInput>

export const differentInput = z.strictObject({ leadId: idInput, otherId: idInput })
export type DifferentInput = z.infer<typeof differentInput>

export const SURENESS = ['sure', 'likely'] as const

/** Which of the pairs that look alike. */
export type SuspectFilter = { sureness?: (typeof SURENESS)[number]; mine?: boolean }

/** A place among them: how sure, and the two ids, the greater first. */
export const suspectCursor = cursorInput(
  z.tuple([z.int().min(1).max(100), whole, whole]).refine(([, high, low]) => low < high),
)
export type SuspectCursor = z.output<typeof suspectCursor>
