import { z } from 'zod'
import { AGES } from '@/lib/leads/stages'
import type { BoardColumn } from '@/lib/nurture/queries/board'
import type { DueStep } from '@/lib/nurture/queries/due'
import type { EnrolmentView } from '@/lib/nurture/queries/followed'
import type { PlanView } from '@/lib/nurture/queries/plans'
import type { RunView } from '@/lib/nurture/queries/runs'
import { MAX_STEPS, STEP_KINDS } from '@/lib/nurture/schema'
import { etagOf } from '@/lib/platform/http/etag'
import type { Reply } from '@/lib/platform/http/route'
import { line } from '@/lib/platform/input'
import { day, id, time, timeJson } from './common'

const kind = z.enum(STEP_KINDS, { error: 'not_an_option' })
const text = z.string().nullable()
const moment = time.nullable()

/** What the body of a plan holds: numbers are numbers here, not the text of a form. */
export const planBody = z.strictObject({
  name: line(120),
  steps: z
    .array(
      z.strictObject({
        afterDays: z
          .int({ error: 'whole_number' })
          .min(0, { error: 'whole_number' })
          .max(3650, { error: 'too_long' })
          .meta({ description: 'days after the plan was attached; a day off moves to the next working day' }),
        kind,
        text: line(500),
      }),
    )
    .min(1, { error: 'required' })
    .max(MAX_STEPS, { error: 'too_long' })
    .meta({ description: 'kept in the order of their days' }),
})

export const planId = z.int({ error: 'id' }).min(1, { error: 'id' }).max(2_147_483_647, { error: 'id' })

export const plan = z
  .strictObject({
    id,
    version: z.int().min(1),
    name: z.string(),
    archivedAt: moment,
    steps: z.array(z.strictObject({ afterDays: z.int().min(0), kind, text: z.string() })),
    following: z.int().min(0).meta({ description: 'leads that follow it now' }),
    finished: z.int().min(0).meta({ description: 'leads that came to its end' }),
  })
  .meta({ id: 'NurturePlan' })

export function planJson(view: PlanView): z.infer<typeof plan> {
  const { id, version, name, archivedAt, steps, following, finished } = view
  return { id, version, name, archivedAt: timeJson(archivedAt), steps, following, finished }
}

export function planReply(view: PlanView, status = 200): Reply {
  return { status, body: planJson(view), headers: { ETag: etagOf(view.version) } }
}

const namedPlan = z.strictObject({ id, name: z.string() })

export const enrolment = z
  .strictObject({
    id,
    plan: namedPlan,
    attachedBy: z.string(),
    attachedAt: time,
    endedAt: moment,
    end: z.enum(['finished', 'left', 'stopped']).nullable(),
    steps: z.array(
      z.strictObject({
        id,
        kind,
        text: z.string(),
        dueOn: day,
        doneAt: moment,
        doneBy: text,
        skippedAt: moment.meta({ description: 'passed over, or dropped when the plan ended' }),
      }),
    ),
  })
  .meta({ id: 'NurtureEnrolment' })

export function enrolmentJson(view: EnrolmentView): z.infer<typeof enrolment> {
  return {
    id: view.id,
    plan: view.plan,
    attachedBy: view.attachedBy,
    attachedAt: view.attachedAt.toISOString(),
    endedAt: timeJson(view.endedAt),
    end: view.end,
    steps: view.steps.map(({ id, kind, text, dueOn, doneAt, doneBy, skippedAt }) => ({
      id,
      kind,
      text,
      dueOn,
      // they come as JSON from the database
      doneAt: timeJson(doneAt === null ? null : new Date(doneAt)),
      doneBy,
      skippedAt: timeJson(skippedAt === null ? null : new Date(skippedAt)),
    })),
  }
}

export const attachment = z
  .strictObject({
    id,
    state: z.enum(['running', 'done']),
    plan: namedPlan,
    createdBy: z.string(),
    createdAt: time,
    doneAt: moment,
    total: z.int().min(0).meta({ description: 'attached, kept, left and waiting add up to it' }),
    attached: z.int().min(0),
    kept: z.int().min(0).meta({ description: 'had a plan already and keep it' }),
    left: z.int().min(0).meta({ description: 'are not in nurture any more' }),
    waiting: z.int().min(0),
  })
  .meta({ id: 'NurtureAttachment' })

export function attachmentJson(run: RunView): z.infer<typeof attachment> {
  return {
    ...run,
    state: run.doneAt === null ? 'running' : 'done',
    createdAt: run.createdAt.toISOString(),
    doneAt: timeJson(run.doneAt),
  }
}

export const dueStep = z
  .strictObject({
    id,
    dueOn: day,
    kind,
    text: z.string(),
    plan: namedPlan,
    lead: z.strictObject({
      id,
      displayName: z.string(),
      contactName: text,
      email: text,
      phone: text,
      owner: text,
    }),
  })
  .meta({ id: 'NurtureStep' })

export function dueStepJson({ id, dueOn, kind, text, plan, planId, lead }: DueStep): z.infer<typeof dueStep> {
  const { name, ...rest } = lead
  return { id, dueOn, kind, text, plan: { id: planId, name: plan }, lead: { ...rest, displayName: name } }
}

export const boardColumn = z
  .strictObject({
    fromMonths: z.int().meta({ description: 'months since the last contact that the column begins with' }),
    toMonths: z.int().nullable(),
    count: z.int().min(0).meta({ description: 'all leads of the column' }),
    leads: z.array(
      z.strictObject({
        id,
        displayName: z.string(),
        grade: z.enum(['hot', 'warm', 'cold']).nullable(),
        owner: text,
        lastContactAt: time,
        wakeOn: day,
        nextStep: text,
        wokenByTouch: id.nullable(),
        timesReturned: z.int().min(0),
        plan: text,
      }),
    ),
  })
  .meta({ id: 'NurtureBoardColumn' })

export function boardColumnJson({ age, count, cards }: BoardColumn): z.infer<typeof boardColumn> {
  const next = AGES[AGES.indexOf(age) + 1]
  return {
    fromMonths: Number(age),
    toMonths: next === undefined ? null : Number(next),
    count,
    leads: cards.map((card) => ({
      id: card.id,
      displayName: card.name,
      grade: card.grade,
      owner: card.owner,
      lastContactAt: card.lastContactAt.toISOString(),
      wakeOn: card.wakeOn,
      nextStep: card.nextStep,
      wokenByTouch: card.wokenByTouchId,
      timesReturned: card.timesReturned,
      plan: card.plan,
    })),
  }
}
