import { createPlan } from '@/lib/nurture/commands/plans'
import { listPlans, planById } from '@/lib/nurture/queries/plans'
import { settle } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { listOf } from '../_resources/common'
import { plan, planBody, planJson, planReply } from '../_resources/nurture'

const list = defineRoute({
  method: 'GET',
  path: '/nurture-plans',
  tag: 'Nurture',
  summary: 'The plans of dated touches, those in use first',
  responses: { 200: listOf(plan) },
  async handle({ actor }) {
    const plans = await listPlans(actor, { archived: true })
    return { body: { data: plans.map(planJson), nextCursor: null } }
  },
})

const create = defineRoute({
  method: 'POST',
  path: '/nurture-plans',
  tag: 'Nurture',
  summary: 'Make a plan of dated touches',
  body: planBody,
  responses: { 201: plan },
  async handle({ actor, body }) {
    const { id } = settle(await createPlan(actor, body))
    const made = await planById(actor, id)
    if (!made) throw new Error('the plan vanished')
    return planReply(made, 201)
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list, create)
