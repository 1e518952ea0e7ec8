import { z } from 'zod'
import { LEAD_STATUSES } from '@/lib/leads/lifecycle'
import { LIKENESS_REASONS } from '@/lib/leads/likeness'
import { isSure, listSuspects, type Suspect, type SuspectLead } from '@/lib/leads/queries/suspects'
import { ORIGINS, SURENESS, suspectCursor } from '@/lib/leads/schema'
import { defineRoute, serve } from '@/lib/platform/http/route'
import { id, listOf, paging, time } from '../_resources/common'

const text = z.string().nullable()
const suspectLead = z
  .strictObject({
    id,
    displayName: z.string(),
    contactName: text,
    company: text,
    email: text,
    phone: text,
    website: text,
    status: z.enum(LEAD_STATUSES),
    origin: z.enum(ORIGINS),
    createdAt: time,
  })
  .meta({ id: 'SuspectLead' })

const suspect = z
  .strictObject({
    leads: z.array(suspectLead).length(2).meta({ description: 'the older one first' }),
    sureness: z.enum(SURENESS),
    score: z.int().min(1).max(100).meta({ description: 'how sure, of 100; to sort by, not a probability' }),
    reasons: z
      .array(z.enum(LIKENESS_REASONS))
      .meta({ description: 'why they look alike, the strongest first' }),
  })
  .meta({ id: 'Suspect' })

const list = defineRoute({
  method: 'GET',
  path: '/duplicates',
  tag: 'Leads',
  summary: 'Pairs of leads that look alike, the surest first',
  description:
    'Leads are compared within a minute or two of their coming in or changing. Merge a pair with POST /leads/{id}/merge, or say with POST /leads/{id}/different that they are two. `whose=mine`: where you are owner or rep of either.',
  query: z.strictObject({
    sureness: z.enum(SURENESS, { error: 'not_an_option' }).optional(),
    whose: z.enum(['all', 'mine'], { error: 'not_an_option' }).default('all'),
    limit: paging.limit,
    cursor: suspectCursor.optional(),
  }),
  responses: { 200: listOf(suspect) },
  async handle({ actor, query: { sureness, whose, limit, cursor } }) {
    const page = await listSuspects(actor, { sureness, mine: whose === 'mine', limit, cursor })
    return { body: { data: page.rows.map(suspectJson), nextCursor: page.next } }
  },
})

function suspectJson(pair: Suspect): z.infer<typeof suspect> {
  const { score, reasons, leads } = pair
  return { leads: leads.map(leadJson), sureness: isSure(pair) ? 'sure' : 'likely', score, reasons }
}

function leadJson({ grade: _, createdAt, ...lead }: SuspectLead): z.infer<typeof suspectLead> {
  return { ...lead, createdAt: createdAt.toISOString() }
}

export const { GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS } = serve(list)
