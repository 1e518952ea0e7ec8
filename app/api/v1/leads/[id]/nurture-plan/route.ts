import { z } from 'zod'
import { leadById } from '@/lib/leads/queries/record'
import { attachPlan, stopPlan } from '@/lib/nurture/commands/attach'
import { planOfLead } from '@/lib/nurture/queries/followed'
import type { Actor } from '@/lib/platform/actor'
import { HttpProblem, settle } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { enrolment, enrolmentJson, planId } from '../../../_resources/nurture'

async function followed(actor: Actor, leadId: number) {
  const found = await planOfLead(actor, leadId)
  return found && enrolmentJson(found)
}

const get = defineRoute({
  method: 'GET',
  path: '/leads/{id}/nurture-plan',
  tag: 'Nurture',
  summary: 'The plan that a lead follows, or else the last that it followed',
  responses: { 200: z.strictObject({ enrolment: enrolment.nullable() }) },
  async handle({ actor, id }) {
    if (!(await leadById(actor, id))) throw new HttpProblem('NOT_FOUND')
    return { body: { enrolment: await followed(actor, id) } }
  },
})

const attach = defineRoute({
  method: 'POST',
  path: '/leads/{id}/nurture-plan',
  tag: 'Nurture',
  summary: 'Put a plan on a lead in nurture',
  description: '409 when the lead follows a plan already or is not in nurture.',
  body: z.strictObject({ plan: planId }),
  responses: { 201: enrolment },
  async handle({ actor, id, body }) {
    settle(await attachPlan(actor, { leadId: id, planId: body.plan }))
    return { status: 201, body: await followed(actor, id) }
  },
})

const stop = defineRoute({
  method: 'DELETE',
  path: '/leads/{id}/nurture-plan',
  tag: 'Nurture',
  summary: 'Take the plan off; what was still to do of it is dropped',
  responses: { 200: enrolment },
  async handle({ actor, id }) {
    settle(await stopPlan(actor, { leadId: id }))
    return { body: await followed(actor, id) }
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(get, attach, stop)
