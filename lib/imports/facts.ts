import { CONTACT_FIELDS } from '@/lib/leads/policy'
import type { LeadRow } from './row'

/** The facts of a lead that a file may change; never its state, its times or its grade. */
export const FACTS = [
  'externalId',
  ...CONTACT_FIELDS,
  'utm.source',
  'utm.medium',
  'utm.campaign',
  'utm.term',
  'utm.content',
] as const satisfies readonly (keyof LeadRow)[]

export type LeadFacts = Record<(typeof FACTS)[number], string | null> & {
  origin: string | null
  channelId: number | null
  campaignId: number | null
  ownerId: number | null
  assigneeId: number | null
}

/** What a row names, by its id. */
export type RowIds = Pick<LeadFacts, 'channelId' | 'campaignId' | 'ownerId' | 'assigneeId'>

export type Changes = Record<string, { from: unknown; to: unknown }>

/** Sets on `lead` what the row says. A row that says what is there already changes nothing. */
export function applyRow(lead: LeadFacts, row: LeadRow, ids: RowIds): Changes {
  const changes: Changes = {}
  const set = <K extends keyof LeadFacts>(name: string, fact: K, to: LeadFacts[K]) => {
    if (lead[fact] === to) return
    changes[name] = { from: lead[fact], to }
    lead[fact] = to
  }
  for (const fact of FACTS) {
    const to = row[fact]
    if (to !== null) set(fact, fact, to)
  }
  if (row.origin !== null) set('origin', 'origin', row.origin)
  if (row.channel !== null) {
    const sameChannel = lead.channelId === ids.channelId
    set('channel', 'channelId', ids.channelId)
    if (row.campaign !== null || !sameChannel) set('campaign', 'campaignId', ids.campaignId)
  }
  if (row.owner !== null) set('owner', 'ownerId', ids.ownerId)
  if (row.assignee !== null) set('assignee', 'assigneeId', ids.assigneeId)
  return changes
}
