import { emailKey, phoneKey } from '@/lib/leads/identity'
import type { Origin } from '@/lib/platform/db/generated/enums'
import type { Database } from '@/lib/platform/db/sql'
import { applyRow, type Changes, type LeadFacts, type RowIds } from '../facts'
import type { Found, LeadLedger } from '../ledger'
import { type MappingOf, matchKey } from '../mapping'
import type { LeadRow } from '../row'
import { findMatches, type MatchKeys } from './match'
import { findPeople, findPlaces, type Maker } from './names'
import { stageOf } from './stages'
import { type Numbered, type Rejected, rejectRow } from './tally'

export type LeadRun = {
  id: number
  mapping: MappingOf<'leads'>
  timeZone: string
  defaultCountry: string
}

/** A lead of the file on its way into the table. */
export type NewLead = Omit<LeadRow, 'origin'> & LeadFacts & { id: number; origin: Origin }

/** What becomes of a row, and of which lead that was there or came earlier in the file. */
export type Fate = { row: number; fate: 'created' | 'updated' | 'touched' | 'skipped'; match: Match | null }
export type Match = Found & { inFile: boolean }

export type StoredLead = LeadFacts & { id: number; closed: boolean }

type Touch = RowIds & { leadId: number; value: LeadRow }

export type SortedLeads = {
  fates: Fate[]
  rejected: Rejected[]
  fresh: NewLead[]
  touches: Touch[]
  changed: { lead: StoredLead; changes: Changes }[]
}

/** What sorting needs of its surroundings: the run's batch writes, the check pretends over the whole file. */
export type LeadWorld = {
  maker: Maker
  ledger: LeadLedger
  origin: Origin
  mayChange: (lead: LeadFacts, fact: string) => boolean
  now: Date
  reserveIds: (count: number) => Promise<readonly number[]>
  /** leads that the rows may change, as they are now */
  read: (ids: readonly number[]) => Promise<StoredLead[]>
  /** whether an earlier row made the lead; as it is by now, where rows may change it */
  isMade: (id: number) => boolean
  made: (id: number) => NewLead | undefined
  remember: (lead: NewLead, row: number) => void
}

/**
 * What becomes of each row of a batch, and nothing written yet. Two rows of one file that say who they are by the same
 * key are about the same lead; equal rows that do not are different leads. Stage times count for leads that the import
 * creates; what became of known leads is for `outcomes`. The check and the run both call this one function.
 */
export async function sortLeadRows(
  on: Database,
  run: LeadRun,
  rows: readonly Numbered<LeadRow>[],
  world: LeadWorld,
): Promise<SortedLeads> {
  const { mapping } = run
  const { ledger } = world
  const sorted: SortedLeads = { fates: [], rejected: [], fresh: [], touches: [], changed: [] }
  const values = rows.map(({ value }) => value)
  const places = await findPlaces(on, values, mapping.createMissing, world.maker)
  const names = values.flatMap(({ owner, assignee }) => [owner, assignee])
  const people = await findPeople(on, names, mapping.createMissing, world.maker)
  const keys = values.map((value) => keysOf(run, value))
  const known = mapping.onMatch === 'create' ? new Map() : await findMatches(on, keys)
  const ids = await world.reserveIds(rows.length)
  const stored = new Map<number, StoredLead>()
  if (mapping.onMatch === 'update') {
    const candidates = new Set([...known.values()].flat().map(({ id }) => id))
    for (const lead of await world.read([...candidates])) stored.set(lead.id, lead)
  }
  const changes = new Map<number, Changes>()

  for (const [index, row] of rows.entries()) {
    const { value } = row
    const place = places.idsOf(value.channel, value.campaign)
    if ('problem' in place) {
      sorted.rejected.push(rejectRow(row, place.problem, place.value))
      continue
    }
    const stranger = [value.owner, value.assignee].find((name) => name !== null && !people.has(name))
    if (stranger) {
      sorted.rejected.push(rejectRow(row, 'unknown_person', stranger))
      continue
    }
    const rowIds: RowIds = {
      ...place,
      ownerId: value.owner === null ? null : (people.get(value.owner) ?? null),
      assigneeId: value.assignee === null ? null : (people.get(value.assignee) ?? null),
    }
    const mine = keys[index] ?? []
    const found =
      mapping.onMatch === 'create' ? undefined : ledger.find(mine, known, mapping.onMatch !== 'touch')
    const match = found ? { ...found, inFile: world.isMade(found.id) } : null
    // Our number is of a lead that is there, or of none: another lead would be a surprise.
    if (!found && mine[0]?.startsWith('i:') && mapping.onMatch !== 'create') {
      sorted.rejected.push(rejectRow(row, 'unknown_lead', value.leadId ?? ''))
      continue
    }
    const settle = (fate: Fate['fate']) => sorted.fates.push({ row: row.row, fate, match })
    if (!found) {
      const lead: NewLead = {
        ...value,
        ...rowIds,
        id: ids[sorted.fresh.length] ?? 0,
        externalId: mapping.identity === 'row' ? `import-${run.id}-${row.row}` : value.externalId,
        origin: value.origin ?? world.origin,
      }
      sorted.fresh.push(lead)
      world.remember(lead, row.row)
      ledger.add(lead.id, mine, isClosed(lead, world.now))
      settle('created')
    } else if (mapping.onMatch === 'skip') {
      settle('skipped')
    } else if (mapping.onMatch === 'touch') {
      sorted.touches.push({ leadId: found.id, value, ...rowIds })
      settle('touched')
    } else {
      const fresh = world.made(found.id)
      const lead = fresh ?? stored.get(found.id)
      if (!lead) throw new Error('a lead that matched is not there')
      const before = keysOf(run, lead)
      const { mayChange } = world
      const foreign = fresh
        ? undefined
        : Object.keys(applyRow({ ...lead }, value, rowIds)).find((fact) => !mayChange(lead, fact))
      if (foreign) {
        sorted.rejected.push(rejectRow(row, 'not_your_field', foreign))
        continue
      }
      const changed = applyRow(lead, value, rowIds)
      if (fresh && value.channel !== null)
        Object.assign(fresh, { channel: value.channel, campaign: value.campaign })
      ledger.move(
        found.id,
        before,
        keysOf(run, lead),
        'closed' in lead ? lead.closed : isClosed(lead, world.now),
      )
      if (!fresh) changes.set(found.id, merged(changes.get(found.id), changed))
      settle(Object.keys(changed).length > 0 ? 'updated' : 'skipped')
    }
  }
  for (const [id, changed] of changes) {
    const lead = stored.get(id)
    if (lead && Object.keys(changed).length > 0) sorted.changed.push({ lead, changes: changed })
  }
  return sorted
}

function merged(before: Changes = {}, after: Changes): Changes {
  const both = { ...before }
  for (const [name, { from, to }] of Object.entries(after))
    both[name] = { from: before[name]?.from ?? from, to }
  return both
}

function isClosed(lead: NewLead, now: Date): boolean {
  return ['won', 'lost'].includes(stageOf(lead, now).status)
}

function keysOf(
  { mapping, defaultCountry }: LeadRun,
  value: Pick<LeadFacts, 'externalId' | 'email' | 'phone'> & { leadId?: string | null },
): MatchKeys {
  if (mapping.identity === 'row' && !mapping.matchBy) return []
  const by = matchKey(mapping)
  const keys: MatchKeys = []
  if (by === 'leadId' && value.leadId) keys.push(`i:${value.leadId}`)
  if (by === 'externalId' && value.externalId) keys.push(`x:${value.externalId}`)
  const email = by === 'email' || by === 'contact' ? emailKey(value.email) : null
  if (email) keys.push(`e:${email}`)
  const phone = by === 'phone' || by === 'contact' ? phoneKey(value.phone, defaultCountry) : null
  if (phone) keys.push(`p:${phone}`)
  return keys
}
