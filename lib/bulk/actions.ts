'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { answersInput, GRADES, ORIGINS } from '@/lib/leads/schema'
import type { Actor } from '@/lib/platform/actor'
import { action } from '@/lib/platform/http/action'
import { checkboxInput, orMissing, typedAmount } from '@/lib/platform/http/form-input'
import {
  dateInput,
  emailInput,
  idInput,
  line,
  optionalLine,
  optionalParagraph,
  paragraph,
} from '@/lib/platform/input'
import { fail, type Result } from '@/lib/platform/result'
import { hrefWith } from '@/lib/platform/url-state'
import { BATCH, workOnBulkRun } from './commands/run'
import { retryBulkRun, startBulkRun, stopBulkRun, undoBulkRun } from './commands/start'
import type { BulkRunView } from './queries/runs'
import { type BulkAction, type BulkPatch, bulkPatch, retryInput, runIdInput } from './schema'
import { readWhich } from './search-params'

const words = () => getTranslations('bulk')

function refresh(): void {
  revalidatePath('/', 'layout')
}

/** Which leads, as the screen got them from the bar under the list. */
const which = { all: z.string().max(5).optional(), ids: z.string().max(6000), list: z.string().max(8000) }
type Which = z.output<z.ZodObject<typeof which>>

/** A few leads are done when the next page is there; more go on in the background. */
async function start(actor: Actor, asked: Which, wish: BulkAction): Promise<Result<BulkRunView>> {
  const chosen = readWhich({ ...asked, all: asked.all || undefined })
  if ('leadIds' in chosen && chosen.leadIds.length === 0) {
    return fail('INVALID', {}, [{ path: 'ids', code: 'required', message: 'is required' }])
  }
  return finishSmall(actor, await startBulkRun(actor, { action: wish, ...chosen }))
}

async function finishSmall(actor: Actor, begun: Result<BulkRunView>): Promise<Result<BulkRunView>> {
  if (begun.ok && begun.value.total <= BATCH) await workOnBulkRun(begun.value.id, actor.at)
  return begun
}

function goToRun(run: BulkRunView, list?: string): never {
  refresh()
  redirect(hrefWith(`/bulk/${run.id}`, { list }))
}

const toRun = (run: BulkRunView, { input }: { input: { list: string } }) => goToRun(run, input.list)

// ── one action for each step ────────────────────────────────────────────────────────────────────────────────────────

const handOff = z.strictObject({
  ...which,
  /** an e-mail; empty: by the routing rules */
  assignee: orMissing(emailInput),
  note: optionalParagraph(5000),
  overrideReason: optionalParagraph(1000),
})
export const startHandOff = action(
  handOff,
  (actor, { assignee, note, overrideReason, ...asked }) =>
    start(actor, asked, { type: 'handOff', assignee, note, overrideReason }),
  toRun,
)

const nobody = z.literal('none').transform(() => null)

export const startOwner = action(
  z.strictObject({ ...which, owner: z.union([nobody, emailInput], { error: 'required' }) }),
  (actor, { owner, ...asked }) => start(actor, asked, { type: 'edit', patch: { owner } }),
  toRun,
)

const everyone = z.literal('').transform(() => null)

export const startReassign = action(
  z.strictObject({
    ...which,
    assignee: z.union([everyone, emailInput], { error: 'email' }),
    note: optionalParagraph(1000),
  }),
  (actor, { assignee, note, ...asked }) => start(actor, asked, { type: 'reassign', assignee, note }),
  toRun,
)

const TEXTS = ['region', 'segment', 'country', 'jobTitle', 'expectedAmount'] as const

/** A channel and a campaign, as the list of choices names them. */
const source = z
  .string()
  .max(1000)
  .transform((text): [string | null, string | null] | undefined => {
    if (text === '') return undefined
    const [channel = '', campaign = ''] = text.split('\n')
    return channel === '-' ? [null, null] : [channel, campaign || null]
  })

const edit = z
  .strictObject({
    ...which,
    source: source.optional(),
    origin: orMissing(z.enum(ORIGINS, { error: 'not_an_option' })),
    region: optionalLine(100),
    segment: optionalLine(80),
    country: optionalLine(100),
    jobTitle: optionalLine(200),
    expectedAmount: typedAmount.optional(),
    clear: z
      .array(z.enum(TEXTS, { error: 'not_an_option' }))
      .max(TEXTS.length)
      .optional(),
  })
  .transform(({ source, origin, clear = [], all, ids, list, ...texts }) => {
    const patch: BulkPatch = { origin }
    if (source) [patch.channel, patch.campaign] = source
    for (const field of TEXTS) {
      if (clear.includes(field)) patch[field] = null
      else if (texts[field]) patch[field] = texts[field]
    }
    const said = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
    return { all, ids, list, patch: said as BulkPatch }
  })
  .refine(({ patch }) => bulkPatch.safeParse(patch).success, { error: 'required', path: ['region'] })
export const startEdit = action(
  edit,
  (actor, { patch, ...asked }) => start(actor, asked, { type: 'edit', patch }),
  toRun,
)

const { needFormed, valueUnderstood, hasBudget, readySoon, response } = answersInput.shape
const answers = {
  needFormed: orMissing(needFormed),
  valueUnderstood: orMissing(valueUnderstood),
  hasBudget: orMissing(hasBudget),
  readySoon: orMissing(readySoon),
  response: orMissing(response),
}
const qualify = z
  .strictObject({
    ...which,
    ...answers,
    own: checkboxInput,
    grade: orMissing(z.enum(GRADES, { error: 'not_an_option' })),
    overrideReason: optionalParagraph(1000),
  })
  .superRefine((form, context) => {
    const missing = (path: string) => context.addIssue({ code: 'custom', path: [path], message: 'required' })
    if (form.own) {
      if (form.grade === undefined) missing('grade')
      if (!form.overrideReason) missing('overrideReason')
    } else for (const name of answersInput.keyof().options) if (form[name] === undefined) missing(name)
  })
export const startQualify = action(
  qualify,
  (actor, { all, ids, list, own, grade, overrideReason, ...given }) => {
    const said = own ? undefined : answersInput.parse(given)
    return start(actor, { all, ids, list }, { type: 'qualify', answers: said, grade, overrideReason })
  },
  toRun,
)

export const startNurture = action(
  z.strictObject({ ...which, wakeAt: dateInput, nextStep: line(500) }),
  (actor, { wakeAt, nextStep, ...asked }) => start(actor, asked, { type: 'nurture', wakeAt, nextStep }),
  toRun,
)

export const startPlan = action(
  z.strictObject({ ...which, planId: idInput }),
  (actor, { planId, ...asked }) => start(actor, asked, { type: 'plan', planId }),
  toRun,
)

export const startDisqualify = action(
  z.strictObject({ ...which, reason: paragraph(1000) }),
  (actor, { reason, ...asked }) => start(actor, asked, { type: 'disqualify', reason }),
  toRun,
)

// ── a run that goes on, or has ended ────────────────────────────────────────────────────────────────────────────────

export const stopFromForm = action(runIdInput, stopBulkRun, async () => {
  refresh()
  return { message: (await words())('run.stopAsked') }
})

export const undoFromForm = action(
  runIdInput,
  async (actor, input) => finishSmall(actor, await undoBulkRun(actor, input)),
  (run) => goToRun(run),
)

export const retryFromForm = action(
  retryInput,
  async (actor, input) => finishSmall(actor, await retryBulkRun(actor, input)),
  (run) => goToRun(run),
)
