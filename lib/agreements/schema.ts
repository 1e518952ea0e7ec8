import { z } from 'zod'
import { dateInput, isStorable, optionalLine, versionInput } from '@/lib/platform/input'
import { REQUIRABLE_FIELDS } from './definition'
import { TERM_IDS } from './glossary'
import { AGREEMENT_KINDS, type AgreementKind, SIDES } from './kinds'
import { DUTIES, missingDuty } from './responsibilities'

const GRADES = ['hot', 'warm', 'cold'] as const
const ANSWERS = ['yes', 'no', 'unknown'] as const
const RESPONSES = ['engaged', 'call_back', 'no_answer', 'do_not_disturb'] as const

/** 100 working days of nine hours: nobody promises more. */
const MOST_MINUTES = 54_000

const MAX_ID = 2_147_483_647

const wholeNumber = (least: number, most: number) =>
  z
    .number({ error: 'whole_number' })
    .int({ error: 'whole_number' })
    .min(least, { error: 'too_small' })
    .max(most, { error: 'too_long' })

const minutes = wholeNumber(1, MOST_MINUTES)
const minutesAfter = wholeNumber(0, MOST_MINUTES).nullable()

/** Each once, in the order of the list. */
function someOf<const V extends readonly [string, ...string[]]>(values: V) {
  return z
    .array(z.enum(values, { error: 'not_an_option' }), { error: 'wrong_type' })
    .max(50)
    .transform((given) => values.filter((value) => (given as string[]).includes(value)) as V[number][])
}

const names = z
  .array(
    z
      .string({ error: 'text' })
      .refine(isStorable, { error: 'unstorable' })
      .transform((name) => name.normalize('NFC').replace(/\s+/g, ' ').trim())
      .pipe(z.string().min(1, { error: 'required' }).max(100, { error: 'too_long' })),
  )
  .max(50, { error: 'too_long' })
  .transform((given) => [...new Set(given)])

const wholeId = z
  .number({ error: 'id' })
  .int({ error: 'id' })
  .min(1, { error: 'id' })
  .max(MAX_ID, { error: 'id' })

const scope = z.strictObject({
  channelIds: z
    .array(wholeId)
    .max(200, { error: 'too_long' })
    .transform((ids) => [...new Set(ids)].sort((a, b) => a - b)),
  segments: names,
  regions: names,
})

const answer = someOf(ANSWERS).optional()

const answers = z
  .strictObject({
    needFormed: answer,
    valueUnderstood: answer,
    hasBudget: answer,
    readySoon: answer,
    response: someOf(RESPONSES).optional(),
  })
  // No answer to ask for is none to keep.
  .transform((given) => {
    const kept = Object.entries(given).filter(([, wanted]) => wanted && wanted.length > 0)
    return Object.fromEntries(kept) as typeof given
  })

const criterion = z.strictObject({
  scope,
  grades: someOf(GRADES).pipe(z.array(z.enum(GRADES)).min(1, { error: 'required' })),
  answers,
  fields: someOf(REQUIRABLE_FIELDS),
})

/** The terms of a sales-ready definition. Times are working minutes. */
export const definitionTerms = z
  .strictObject({
    criteria: z.array(criterion).min(1, { error: 'required' }).max(20, { error: 'too_long' }),
    sales: z.strictObject({
      verdictWithin: z.strictObject({ hot: minutes, warm: minutes, cold: minutes }),
      attempts: wholeNumber(0, 20),
    }),
    marketing: z.strictObject({
      answerWithin: minutes,
      completeShare: wholeNumber(0, 100),
      monthlyVolume: wholeNumber(0, 1_000_000),
    }),
    escalation: z.strictObject({
      atHalf: z.boolean(),
      atDue: z.boolean(),
      headAfter: minutesAfter,
      openQueueAfter: minutesAfter,
    }),
  })
  .superRefine(({ criteria }, issues) => {
    const isForAll = (index: number) => {
      const { channelIds = [], segments = [], regions = [] } = criteria[index]?.scope ?? {}
      return channelIds.length + segments.length + regions.length === 0
    }
    const last = criteria.length - 1
    if (last >= 0 && !isForAll(last)) {
      issues.addIssue({ code: 'custom', message: 'last_for_all', path: ['criteria', last, 'scope'] })
    }
    for (let index = 0; index < last; index++) {
      if (isForAll(index)) {
        issues.addIssue({ code: 'custom', message: 'never_reached', path: ['criteria', index, 'scope'] })
      }
    }
  })

const words = (max: number) => optionalLine(max).transform((text) => text ?? '')

const bilingual = (max: number) =>
  z
    .strictObject({ en: words(max), ru: words(max) })
    .refine(({ en, ru }) => Boolean(en || ru), { error: 'required', path: ['en'] })

const slug = z.string({ error: 'text' }).regex(/^[a-z0-9_]{1,60}$/, { error: 'invalid' })

function eachOnce<T extends { id: string }>(items: readonly T[], issues: z.core.$RefinementCtx) {
  const seen = new Set<string>()
  for (const [index, { id }] of items.entries()) {
    if (seen.has(id)) issues.addIssue({ code: 'custom', message: 'repeated', path: [index, 'id'] })
    seen.add(id)
  }
}

/** The terms of a glossary: those that the interface uses, and the company's own. */
export const glossaryTerms = z.strictObject({
  terms: z
    .array(z.strictObject({ id: slug, word: bilingual(80), meaning: bilingual(1000) }))
    .max(300, { error: 'too_long' })
    .superRefine(eachOnce)
    .superRefine((terms, issues) => {
      if (TERM_IDS.some((id) => !terms.some((term) => term.id === id))) {
        issues.addIssue({ code: 'custom', message: 'term_in_use', path: [] })
      }
    }),
})

const duty = z.enum(DUTIES, { error: 'not_an_option' })

const duties = z
  .strictObject({
    marketer: duty,
    head_of_marketing: duty,
    rep: duty,
    head_of_sales: duty,
    executive: duty,
  })
  .superRefine((given, issues) => {
    const missing = missingDuty(given)
    if (missing) {
      const message = missing === 'A' ? 'nobody_accountable' : 'nobody_responsible'
      issues.addIssue({ code: 'custom', message, path: [] })
    }
  })

/** The terms of a responsibility matrix. */
export const responsibilityTerms = z.strictObject({
  steps: z
    .array(z.strictObject({ id: slug, name: bilingual(160), duties }))
    .min(1, { error: 'required' })
    .max(100, { error: 'too_long' })
    .superRefine(eachOnce),
})

export const TERMS_SCHEMAS = {
  definition: definitionTerms,
  glossary: glossaryTerms,
  responsibilities: responsibilityTerms,
}

export const kindInput = z.enum(AGREEMENT_KINDS, { error: 'not_an_option' })

/** A version in an address: its number as it is written, nothing that merely reads as one. */
export const versionParameter = z
  .string()
  .regex(/^[1-9]\d{0,8}$/, { error: 'version' })
  .transform(Number)

export const startInput = z.strictObject({
  kind: kindInput,
  /** the version to begin from; the newest signed one unless said */
  copyOf: versionInput.optional(),
})

/** POST of a draft. */
export const startBody = z.strictObject({
  copyOf: z.number({ error: 'version' }).int({ error: 'version' }).min(1).max(MAX_ID).optional(),
})
export type StartInput = z.infer<typeof startInput>

/** `revision` is the one that the person saw; without it, whatever there is now is overwritten. */
export const draftRevision = { kind: kindInput, revision: versionInput.optional() }

export function editInput<K extends AgreementKind>(kind: K) {
  return z.strictObject({
    kind: z.literal(kind),
    revision: versionInput.optional(),
    content: TERMS_SCHEMAS[kind],
    inForceFrom: dateInput,
  })
}

/** PUT of a draft; its kind, which the address says, decides how the content is read. */
export const draftBody = z.strictObject({
  inForceFrom: dateInput,
  content: z
    .looseObject({}, { error: 'wrong_type' })
    .meta({ description: 'the terms of this kind of agreement, as an answer has them' }),
})

export const signInput = z.strictObject({
  kind: kindInput,
  /** exactly what the person saw */
  revision: versionInput,
  /** for who heads both */
  side: z.enum(SIDES, { error: 'not_an_option' }).optional(),
})
export type SignInput = z.infer<typeof signInput>

export const unsignInput = z.strictObject({ kind: kindInput, side: z.enum(SIDES).optional() })
export type UnsignInput = z.infer<typeof unsignInput>

export const withdrawInput = z.strictObject(draftRevision)
export type WithdrawInput = z.infer<typeof withdrawInput>
