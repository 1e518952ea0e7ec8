'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { action, callAction } from '@/lib/platform/http/action'
import { checkboxInput } from '@/lib/platform/http/form-input'
import { idInput, versionInput } from '@/lib/platform/input'
import { attachPlan, attachPlanToMany, stopPlan } from './commands/attach'
import { archivePlan, createPlan, restorePlan, updatePlan } from './commands/plans'
import { finishGroup, finishStep, skipStep } from './commands/steps'
import {
  attachInput,
  leadIdInput,
  MAX_CHOSEN,
  MAX_STEPS,
  type PlanStep,
  planIdInput,
  planInput,
  stepDone,
  stepGroup,
  stepIdInput,
} from './schema'
import { NURTURE_PLANS, readNurtureFilter } from './search-params'

const words = () => getTranslations('nurture')

function refresh(): void {
  revalidatePath('/', 'layout')
}

// ── plans ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const step = planInput.shape.steps.element
const typedStep = z.preprocess(
  // a line that nothing was written into is none
  (row) => (isEmpty(row) ? undefined : row),
  step.optional(),
)

function isEmpty(row: unknown): boolean {
  const { afterDays, text } = (row ?? {}) as { afterDays?: unknown; text?: unknown }
  return !afterDays && !(typeof text === 'string' && text.trim() !== '')
}

const ROWS = Array.from({ length: MAX_STEPS }, (_, index) => `step${index}`)

/** The lines of the form are `step0.text` and so on, so that each error stands beside its field. */
const planForm = z
  .strictObject({
    planId: idInput.optional(),
    version: versionInput.optional(),
    name: planInput.shape.name,
    ...(Object.fromEntries(ROWS.map((row) => [row, typedStep])) as Record<
      (typeof ROWS)[number],
      typeof typedStep
    >),
  })
  .transform(({ planId, version, name, ...rows }) => ({
    planId,
    version,
    name,
    steps: ROWS.flatMap((row) => (rows as Record<string, PlanStep | undefined>)[row] ?? []),
  }))
  .superRefine(({ steps }, context) => {
    if (steps.length === 0) context.addIssue({ code: 'custom', path: ['step0', 'text'], message: 'required' })
  })

export const savePlanFromForm = action(
  planForm,
  (actor, { planId, version, name, steps }) =>
    planId ? updatePlan(actor, { planId, version, name, steps }) : createPlan(actor, { name, steps }),
  () => {
    refresh()
    redirect(NURTURE_PLANS)
  },
)

export const archivePlanFromForm = action(planIdInput, archivePlan, async ({ id, name }) => {
  refresh()
  return { message: (await words())('plans.archived', { name }), undoToken: String(id) }
})

export const restorePlanFromForm = action(planIdInput, restorePlan, async ({ name }) => {
  refresh()
  return { message: (await words())('plans.restored', { name }) }
})

const restore = callAction(planIdInput, restorePlan, async ({ name }) => {
  refresh()
  return { message: (await words())('plans.restored', { name }) }
})

export async function undoArchive(token: string) {
  return restore({ planId: token })
}

// ── putting plans on leads ──────────────────────────────────────────────────────────────────────────────────────────

export const attachFromForm = action(attachInput, attachPlan, async ({ lead, plan }) => {
  refresh()
  return { message: (await words())('attach.done', { lead, plan }) }
})

export const stopFromForm = action(leadIdInput, stopPlan, async ({ lead }) => {
  refresh()
  return { message: (await words())('attach.stopped', { lead }) }
})

const attachManyForm = z.strictObject({
  planId: idInput,
  leadIds: z.array(idInput).max(MAX_CHOSEN).optional(),
  /** all that the list with this address finds */
  all: checkboxInput,
  list: z.string().max(4000),
})

export const attachManyFromForm = action(
  attachManyForm,
  (actor, { planId, leadIds = [], all, list }) => {
    const filter = readNurtureFilter(Object.fromEntries(new URLSearchParams(list)))
    return attachPlanToMany(actor, all ? { planId, filter } : { planId, leadIds })
  },
  ({ id }) => {
    refresh()
    redirect(`/nurture/runs/${id}`)
  },
)

// ── touches ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export const finishStepFromForm = action(stepDone, finishStep, async ({ lead }) => {
  refresh()
  return { message: (await words())('due.finished', { lead }) }
})

export const skipStepFromForm = action(stepIdInput, skipStep, async ({ lead }) => {
  refresh()
  return { message: (await words())('due.skipped', { lead }) }
})

export const finishGroupFromForm = action(stepGroup, finishGroup, async ({ count, more }) => {
  refresh()
  return { message: (await words())(more ? 'due.finishedSome' : 'due.finishedAll', { count }) }
})
