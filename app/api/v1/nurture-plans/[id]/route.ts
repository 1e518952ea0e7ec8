import { updatePlan } from '@/lib/nurture/commands/plans'
import { planById } from '@/lib/nurture/queries/plans'
import { HttpProblem, settle } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { plan, planBody, planReply } from '../../_resources/nurture'

const get = defineRoute({
  method: 'GET',
  path: '/nurture-plans/{id}',
  tag: 'Nurture',
  summary: 'One plan',
  responses: { 200: plan },
  async handle({ actor, id }) {
    const found = await planById(actor, id)
    if (!found) throw new HttpProblem('NOT_FOUND')
    return planReply(found)
  },
})

const change = defineRoute({
  method: 'PATCH',
  path: '/nurture-plans/{id}',
  tag: 'Nurture',
  summary: 'Change a plan',
  description: 'For leads that begin it from now on; those that follow it keep the touches that they have.',
  body: planBody.partial(),
  ifMatch: 'required',
  responses: { 200: plan },
  async handle({ actor, id, body, version }) {
    settle(await updatePlan(actor, { ...body, planId: id, version }))
    const changed = await planById(actor, id)
    if (!changed) throw new HttpProblem('NOT_FOUND')
    return planReply(changed)
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(get, change)
