import { z } from 'zod'
import { GRADES } from '@/lib/leads/schema'
import { cursorInput } from '@/lib/platform/cursor'
import { typedAmount } from '@/lib/platform/http/form-input'
import { dateInput, emailInput, idInput, line, moneyInput, versionInput } from '@/lib/platform/input'

export const STRATEGIES = ['round_robin', 'least_loaded', 'best_closers'] as const

const MOST_NAMES = 100
const names = (max: number) =>
  z
    .array(line(max))
    .max(MOST_NAMES, { error: 'too_long' })
    .transform((list) => list.filter((name, index) => index === list.findIndex((one) => sameText(one, name))))
    .default([])
const ids = z
  .array(idInput)
  .max(500, { error: 'too_long' })
  .transform((list) => [...new Set(list)])
  .default([])

function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

const conditionFields = {
  regions: names(100),
  segments: names(80),
  channelIds: ids,
  campaignIds: ids,
  grades: z
    .array(z.enum(GRADES, { error: 'not_an_option' }))
    .max(10)
    .transform((list) => GRADES.filter((grade) => list.includes(grade)))
    .default([]),
  amountFrom: moneyInput.nullable().default(null),
  amountTo: moneyInput.nullable().default(null),
}

const ruleFields = {
  name: line(80),
  ...conditionFields,
  /** e-mail of a rep; neither this nor a team: the open queue */
  person: emailInput.nullable().default(null),
  teamId: idInput.nullable().default(null),
}

type Bounds = { amountFrom: string | null; amountTo: string | null }
const ordered = ({ amountFrom, amountTo }: Bounds) =>
  amountFrom === null || amountTo === null || Number(amountFrom) <= Number(amountTo)
const outOfOrder = { error: 'amount_order', path: ['amountFrom'] }
const oneTarget = (rule: { person: string | null; teamId: number | null }) =>
  rule.person === null || rule.teamId === null
const twoTargets = { error: 'one_of_both', path: ['teamId'] }

/** A rule as a whole: POST and PUT of the API, and a rule that is only tried out. */
export const ruleInput = z.strictObject(ruleFields).refine(ordered, outOfOrder).refine(oneTarget, twoTargets)
export type RuleInput = z.output<typeof ruleInput>

export const changeRuleInput = z
  .strictObject({ ruleId: idInput, version: versionInput.optional(), ...ruleFields })
  .refine(ordered, outOfOrder)
  .refine(oneTarget, twoTargets)
export type ChangeRuleInput = z.output<typeof changeRuleInput>

export const moveRuleInput = z.strictObject({
  ruleId: idInput,
  /** its new place among the rules in force, from 1; beyond the last is the last */
  place: z
    .union(
      [
        z.number(),
        z
          .string()
          .regex(/^\d{1,5}$/)
          .transform(Number),
      ],
      { error: 'whole_number' },
    )
    .pipe(z.number().int({ error: 'whole_number' }).min(1).max(10_000)),
})
export type MoveRuleInput = z.output<typeof moveRuleInput>

export const oneRuleInput = z.strictObject({ ruleId: idInput })
export type OneRuleInput = z.output<typeof oneRuleInput>

const teamFields = {
  name: line(80),
  strategy: z.enum(STRATEGIES, { error: 'not_an_option' }),
  /** e-mails of reps, in the order in which they get their first lead */
  members: z
    .array(emailInput.transform((email) => email.toLowerCase()))
    .max(200, { error: 'too_long' })
    .transform((list) => [...new Set(list)]),
}

export const teamInput = z.strictObject(teamFields)
export type TeamInput = z.output<typeof teamInput>

export const changeTeamInput = z.strictObject({
  teamId: idInput,
  version: versionInput.optional(),
  ...teamFields,
})
export type ChangeTeamInput = z.output<typeof changeTeamInput>

export const oneTeamInput = z.strictObject({ teamId: idInput })
export type OneTeamInput = z.output<typeof oneTeamInput>

export const MOST_CAPACITY = 1000

export const capacityInput = z.strictObject({
  person: emailInput,
  /** how many undecided handoffs routing may give them at a time; null: any number */
  capacity: z
    .number({ error: 'whole_number' })
    .int({ error: 'whole_number' })
    .min(0, { error: 'whole_number' })
    .max(MOST_CAPACITY, { error: 'too_long' })
    .nullable(),
})
export type CapacityInput = z.output<typeof capacityInput>

/** The longest period that a dry run looks at. */
export const MOST_DRY_DAYS = 92

export const dryRunInput = z
  .strictObject({
    from: dateInput,
    /** included */
    to: dateInput,
    /** left out: the rules in force */
    rules: z.array(ruleInput).max(200, { error: 'too_long' }).optional(),
  })
  .refine(({ from, to }) => from <= to, { error: 'from_after_to', path: ['from'] })
  .refine(({ from, to }) => days(from, to) <= MOST_DRY_DAYS, { error: 'too_long', path: ['to'] })
export type DryRunInput = z.output<typeof dryRunInput>

function days(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000
}

/** Where a page of the handoffs that no rule decided starts. */
export const unroutedCursor = cursorInput(
  z.tuple([z.iso.datetime().refine((at) => /^[12]/.test(at)), z.int().min(1).max(2_147_483_647)]),
).optional()

// What the forms send: names one per line, a target as one choice, amounts as people write them.

const lines = (max: number) =>
  z
    .string()
    .max(20_000, { error: 'too_long' })
    .transform((text) => text.split('\n').map((name) => name.trim()))
    .transform((list) => list.filter((name) => name !== ''))
    .pipe(names(max).unwrap())

const target = z
  .string()
  .regex(/^(queue|team:[1-9]\d{0,9}|person:.{3,254})$/, { error: 'not_an_option' })
  .transform((value) => ({
    person: value.startsWith('person:') ? value.slice('person:'.length) : null,
    teamId: value.startsWith('team:') ? Number(value.slice('team:'.length)) : null,
  }))

const ruleFormFields = {
  name: line(80),
  regions: lines(100),
  segments: lines(80),
  channelIds: ids,
  campaignIds: ids,
  grades: conditionFields.grades,
  amountFrom: typedAmount,
  amountTo: typedAmount,
  target,
}

const targetApart = <T extends { target: { person: string | null; teamId: number | null } }>(form: T) => {
  const { target: chosen, ...rest } = form
  return { ...rest, ...chosen }
}

export const newRuleForm = z.strictObject(ruleFormFields).refine(ordered, outOfOrder).transform(targetApart)
export const changeRuleForm = z
  .strictObject({ ruleId: idInput, version: versionInput, ...ruleFormFields })
  .refine(ordered, outOfOrder)
  .transform(targetApart)

export const capacityForm = capacityInput.extend({
  capacity: z.union([
    z.literal('').transform(() => null),
    z
      .string()
      .regex(/^\d{1,4}$/, { error: 'whole_number' })
      .transform(Number)
      .pipe(z.number().max(MOST_CAPACITY, { error: 'too_long' })),
  ]),
})
