import { type LeadFacts, REQUIRABLE_FIELDS } from '@/lib/agreements/definition'
import type { LeadView } from './queries/lead-view'

/** A lead as the sales-ready definition looks at it. */
export function factsOf(
  lead: Pick<
    LeadView,
    'grade' | 'channelId' | 'answers' | 'segment' | 'expectedAmount' | (typeof REQUIRABLE_FIELDS)[number]
  >,
): LeadFacts {
  const filled = Object.fromEntries(REQUIRABLE_FIELDS.map((field) => [field, Boolean(lead[field]?.trim())]))
  const { grade, channelId, segment, region, answers } = lead
  return { grade, channelId, segment, region, answers, filled }
}
