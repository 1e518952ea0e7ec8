import { defineRoute, serve } from '@/lib/platform/http/route'
import { fail } from '@/lib/platform/result'
import { agreeToTargets } from '@/lib/targets/commands'
import { agreeBody } from '@/lib/targets/schema'
import { target, targetJson } from '../../../_resources/target'

const agree = defineRoute({
  method: 'POST',
  path: '/targets/{id}/agree',
  tag: 'Numbers',
  summary: 'Agree to a target for the side that one heads',
  description:
    'Heads of a side, two different people; exactly the `version` that was seen (412 otherwise). The second agreement puts ' +
    'the target in force. `side` is for who heads both.',
  body: agreeBody,
  responses: { 200: target },
  async perform({ actor, id, body }) {
    const agreed = await agreeToTargets(actor, { targets: [{ id, version: body.version }], side: body.side })
    if (!agreed.ok) return agreed
    const [one] = agreed.value
    return one ? { ok: true, value: one } : fail('NOT_FOUND')
  },
  reply: (agreed) => ({ body: targetJson(agreed) }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(agree)
