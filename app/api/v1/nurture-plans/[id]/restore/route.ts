import { restorePlan } from '@/lib/nurture/commands/plans'
import { planById } from '@/lib/nurture/queries/plans'
import { HttpProblem, settle } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { plan, planReply } from '../../../_resources/nurture'

const restore = defineRoute({
  method: 'POST',
  path: '/nurture-plans/{id}/restore',
  tag: 'Nurture',
  summary: 'Offer an archived plan again',
  responses: { 200: plan },
  async handle({ actor, id }) {
    settle(await restorePlan(actor, { planId: id }))
    const changed = await planById(actor, id)
    if (!changed) throw new HttpProblem('NOT_FOUND')
    return planReply(changed)
  },
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(restore)
