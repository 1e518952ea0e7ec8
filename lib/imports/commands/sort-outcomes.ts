import { emailKey } from '@/lib/leads/identity'
import type { LeadStatus } from '@/lib/platform/db/generated/enums'
import type { Database } from '@/lib/platform/db/sql'
import type { LeadLedger } from '../ledger'
import type { MappingOf } from '../mapping'
import type { OutcomeRow } from '../row'
import { findMatches } from './match'
import { findPeople, type Maker } from './names'
import type { Fate } from './sort-leads'
import { type Numbered, type Rejected, rejectRow } from './tally'

export type KnownLead = {
  id: number
  status: LeadStatus
  displayName: string
  openDealId: number | null
  assigneeId: number | null
}

/** What becomes of a lead by a row: its new state, when, by whom and for how much. */
export type Outcome = {
  lead: KnownLead
  row: OutcomeRow
  at: Date
  personId: number | null
}

export type OutcomeWorld = {
  maker: Maker
  ledger: LeadLedger
  /** what earlier rows of the file closed, and how */
  decided: Map<number, LeadStatus>
  now: Date
  read: (ids: readonly number[]) => Promise<KnownLead[]>
}

export type SortedOutcomes = { fates: Fate[]; rejected: Rejected[]; outcomes: Outcome[] }

/**
 * What becomes of each row of a batch, and nothing written yet: a lead that is closed already is left alone (skipped
 * when the row says the same), one that waits for a verdict here is not decided by a file.
 */
export async function sortOutcomeRows(
  on: Database,
  mapping: MappingOf<'outcomes'>,
  rows: readonly Numbered<OutcomeRow>[],
  world: OutcomeWorld,
): Promise<SortedOutcomes> {
  const sorted: SortedOutcomes = { fates: [], rejected: [], outcomes: [] }
  const keys = rows.map(({ value }) => keysOf(mapping, value))
  const known = await findMatches(on, keys)
  const names = rows.map(({ value }) => value.assignee)
  const people = await findPeople(on, names, mapping.createMissing, world.maker)
  const candidates = new Set([...known.values()].flat().map(({ id }) => id))
  const leads = new Map((await world.read([...candidates])).map((lead) => [lead.id, lead]))

  for (const [index, row] of rows.entries()) {
    const { value } = row
    const found = world.ledger.find(keys[index] ?? [], known, true)
    const lead = found && leads.get(found.id)
    if (!found || !lead) {
      sorted.rejected.push(rejectRow(row, 'unknown_lead', value.externalId ?? value.email ?? ''))
      continue
    }
    const before = world.decided.get(lead.id)
    const status = before ?? lead.status
    const match = { ...found, inFile: before !== undefined }
    const problem = problemWith(status, value, people)
    if (problem === 'same') {
      sorted.fates.push({ row: row.row, fate: 'skipped', match })
    } else if (problem) {
      sorted.rejected.push(rejectRow(row, problem, value.externalId ?? value.email ?? ''))
    } else {
      const at = (value.outcome === 'won' ? value.wonAt : value.lostAt) ?? world.now
      const personId = value.assignee === null ? lead.assigneeId : (people.get(value.assignee) ?? null)
      sorted.outcomes.push({ lead, row: value, at, personId })
      sorted.fates.push({ row: row.row, fate: 'updated', match })
      world.decided.set(lead.id, value.outcome) // a later row of the same file meets it closed
      world.ledger.close(lead.id)
    }
  }
  return sorted
}

function keysOf(mapping: MappingOf<'outcomes'>, { externalId, email }: OutcomeRow): string[] {
  const address = emailKey(email)
  const byId = externalId && mapping.matchBy !== 'email' ? [`x:${externalId}`] : []
  const byMail = address && mapping.matchBy !== 'externalId' ? [`e:${address}`] : []
  return [...byId, ...byMail]
}

function problemWith(
  status: LeadStatus,
  row: OutcomeRow,
  people: ReadonlyMap<string, number>,
): 'same' | 'already_closed' | 'waits_for_verdict' | 'unknown_person' | null {
  if (status === row.outcome) return 'same'
  if (status === 'won' || status === 'lost' || status === 'disqualified') return 'already_closed'
  if (status === 'handed_off') return 'waits_for_verdict'
  return row.assignee !== null && !people.has(row.assignee) ? 'unknown_person' : null
}
