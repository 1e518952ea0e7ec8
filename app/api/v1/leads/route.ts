import { createLead } from '@/lib/leads/commands/create'
import { listLeads } from '@/lib/leads/queries/list'
import { createLeadInput } from '@/lib/leads/schema'
import { leadListInput } from '@/lib/leads/search-params'
import { etagOf } from '@/lib/platform/http/etag'
import { settle } from '@/lib/platform/http/problem'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { listOf, paging } from '../_resources/common'
import { enteredLead, lead, leadJson } from '../_resources/lead'

const list = defineRoute({
  method: 'GET',
  path: '/leads',
  tag: 'Leads',
  summary: 'List leads',
  description:
    'status and grade take several values separated by commas; channel and campaign a name or id, owner and assignee an e-mail, an id or "me"; "none" finds what has none. Days are days in the organisation\'s time zone. q finds names, companies, e-mails and phone numbers by words in any order, in any script, case and notation; where few are found, leads that are nearly it follow, as with a typing mistake. With q the best fit comes first (relevance) unless another order is asked for.',
  query: leadListInput.extend(paging),
  responses: { 200: listOf(lead) },
  async handle({ actor, query: { limit, cursor, sort, ...filters } }) {
    const page = settle(await listLeads(actor, { filters, sort, cursor, limit }))
    return { body: { data: page.rows.map(leadJson), nextCursor: page.next } }
  },
})

const create = defineRoute({
  method: 'POST',
  intake: true,
  path: '/leads',
  tag: 'Leads',
  summary: 'Take in an enquiry',
  description:
    'An enquiry whose e-mail, phone or external id matches a lead that is not closed is kept as a touch on that lead: 200 with duplicate true. Otherwise a new lead: 201.',
  body: createLeadInput,
  responses: { 201: enteredLead, 200: enteredLead },
  perform: ({ actor, body }) => createLead(actor, body),
  reply: ({ lead, duplicate }) => ({
    status: duplicate ? 200 : 201,
    body: { ...leadJson(lead), duplicate },
    headers: { ETag: etagOf(lead.version), Location: `/api/v1/leads/${lead.id}` },
  }),
})

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list, create)
