import { editLead } from '@/lib/leads/commands/edit'
import { leadItBecame } from '@/lib/leads/queries/merges'
import { leadById } from '@/lib/leads/queries/record'
import { leadPatch } from '@/lib/leads/schema'
import type { Actor } from '@/lib/platform/actor'
import { HttpProblem, settle } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { lead, leadReply } from '../../_resources/lead'

const read = defineRoute({
  method: 'GET',
  path: '/leads/{id}',
  tag: 'Leads',
  summary: 'Read a lead',
  description: 'A lead that was merged into another one answers 410 and names that one as `params.into`.',
  responses: { 200: lead },
  async handle({ actor, id }) {
    const found = await leadById(actor, id)
    return found ? leadReply(found) : notThere(actor, id)
  },
})

const edit = defineRoute({
  method: 'PATCH',
  path: '/leads/{id}',
  tag: 'Leads',
  summary: 'Change facts of a lead',
  description:
    'A field that is left out stays as it is; null or an empty text clears it. State, grade, times and ids cannot be changed here. 412 lists the fields that somebody else has changed, with their present values.',
  body: leadPatch,
  ifMatch: 'required',
  responses: { 200: lead },
  async handle({ actor, id, body, version }) {
    const seen = version ?? (await leadById(actor, id))?.version
    if (seen === undefined) return notThere(actor, id)
    return leadReply(settle(await editLead(actor, { leadId: id, version: seen, patch: body })))
  },
})

async function notThere(actor: Actor, id: number): Promise<never> {
  const into = await leadItBecame(actor, id)
  throw into === null ? new HttpProblem('NOT_FOUND') : new HttpProblem('MERGED', { into })
}

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(read, edit)
