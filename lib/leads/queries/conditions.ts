import { type Actor, hasRole } from '@/lib/platform/actor'
import { addDays, dayOf, endOfDay, startOfDay } from '@/lib/platform/calendar'
import { db, type Sql, sql } from '@/lib/platform/db/sql'
import { addMonths, periodOfMonth } from '@/lib/platform/period'
import { ANY, type LeadFilters, ME, NONE } from '../search-params'
import type { Segment } from '../stages'
import { findHits, type Hits, MANY_PER_THOUSAND } from './hits'
import { type Slices, slicesOf } from './slices'
import { agedSince, createdIn, segmentCondition, sourceColumns, stageCondition } from './stage-condition'

/**
 * The filters of a list as conditions on the table `lead` (named so, without an alias). `null`: nothing can match, for
 * example because no channel has that name.
 */
export async function leadConditions(actor: Actor, filters: LeadFilters): Promise<Sql[] | null> {
  return (await leadSelection(actor, filters))?.conditions ?? null
}

export type LeadSelection = {
  conditions: Sql[]
  /** the same for one lead after the other, without an index in mind, and without the few that a search found */
  walking: Sql[]
  /** the same where all that fit are looked up */
  looking: Sql[]
  /** the indexes of the orders hold all that the conditions read, but for words */
  covered: boolean
  /** what indexes may say of it, and the words that are then left to ask of each lead */
  apart: { indexed: Sql[]; left: Sql[] } | null
  /** what of it an index has together with the time of creation */
  along: Sql[]
  /** `along` says all of it */
  indexed: boolean
  /** months of what is asked that an index has in another order */
  slices: Slices | null
  /** only those of some time */
  timed: boolean
  /** what `q` finds */
  hits: Hits | null
}

/** The same, with what helps to find the way to them. */
export async function leadSelection(actor: Actor, filters: LeadFilters): Promise<LeadSelection | null> {
  const [found, hits] = await Promise.all([
    lookUp(actor, filters),
    filters.q === undefined ? null : findHits(filters.q),
  ])
  if (!found || hits?.kind === 'none') return null
  const { timeZone } = found
  const conditions: Sql[] = []
  const add = (condition: Sql) => conditions.push(condition)

  const statuses = filters.status ?? []
  if (statuses.length === 1) add(sql`lead.status = ${statuses[0]}::lead_status`)
  else if (statuses.length > 1) add(sql`lead.status = any (${statuses}::lead_status[])`)
  if (filters.grade?.length) add(gradeCondition(filters.grade))
  const source = sourceColumns(filters.touch ?? 'first')
  if (filters.channel) add(idCondition(source.channel, found.channel))
  if (filters.campaign) add(idCondition(source.campaign, found.campaign))
  if (filters.origin) add(sql`lead.origin = ${filters.origin}::origin`)
  if (filters.owner) add(idCondition(sql`lead.owner_id`, found.owner))
  if (filters.assignee) add(idCondition(sql`lead.assignee_id`, found.assignee))
  if (filters.region) {
    add(filters.region === NONE ? sql`lead.region is null` : sql`lead.region = ${filters.region}`)
  }
  for (const bound of createdBetween(filters.createdFrom, filters.createdTo, timeZone)) add(bound)
  if (filters.view === 'returned') add(returnedTo(actor))
  if (filters.wake) {
    const tomorrow = addDays(dayOf(actor.at, timeZone), 1)
    add(sql`lead.status = 'nurture'`)
    add(
      filters.wake === 'later'
        ? sql`lead.nurture_wake_on >= ${tomorrow}::date`
        : sql`lead.nurture_wake_on < ${tomorrow}::date`,
    )
    if (filters.wake === 'touch') add(sql`lead.woken_by_touch_id is not null`)
    if (filters.wake === 'day') add(sql`lead.woken_by_touch_id is null`)
  }
  if (filters.quiet) {
    const lastDay = addMonths(dayOf(actor.at, timeZone), -Number(filters.quiet))
    add(sql`lead.status = 'nurture' and lead.last_contact_at < ${endOfDay(lastDay, timeZone)}::timestamptz`)
  }
  if (filters.age) add(agedSince(filters.age, dayOf(actor.at, timeZone), timeZone))
  if (filters.plan) add(planCondition(filters.plan))
  if (filters.returns) add(returnsCondition(filters.returns))
  if (filters.rejectedFor) {
    add(sql`lead.id in (select h.lead_id from handoff h join rejection_reason r on r.id = h.reason_id
      where h.state = 'rejected' and r.code = ${filters.rejectedFor})`)
  }
  if (filters.import) add(importCondition(filters.import, filters.fate))
  if (filters.ids) add(sql`lead.id = any (${filters.ids}::int[])`)
  addNumber(filters, timeZone, actor, add)
  const walking = [...conditions]
  const looking = [...conditions]
  const covered = isCovered({ ...filters, q: undefined })
  const left = wordsToAsk(hits)
  const apart = left && conditions.length > 0 ? { indexed: [...conditions], left } : null
  if (filters.touch === 'last') looking.push(...lastTouch(filters, found))
  if (filters.import && !filters.fate) looking.push(importLookedUp(filters.import))
  if (hits?.kind === 'few') add(sql`lead.id = any (${[...hits.ranks.keys()]}::int[])`)
  if (hits?.kind === 'many') {
    walking.push(hits.walking)
    looking.push(hits.indexed)
    add(hits.perThousand >= MANY_PER_THOUSAND ? hits.walking : hits.indexed)
  }
  return {
    conditions,
    walking,
    looking,
    covered,
    apart,
    ...indexedByCreation(filters, found),
    slices: slicesOf(filters, timeZone, actor.at),
    timed: Boolean(filters.createdFrom || filters.createdTo || filters.stage || filters.segment),
    hits,
  }
}

/** Null where the words are so rare that they are looked up first. */
function wordsToAsk(hits: Hits | null): Sql[] | null {
  if (hits === null) return []
  return hits.kind === 'many' && hits.perThousand >= MANY_PER_THOUSAND ? [hits.walking] : null
}

/** These columns are in the indexes lead_created, lead_updated and lead_name (migration 20261125010000). */
function isCovered({ touch, segment, ...filters }: LeadFilters): boolean {
  if (touch !== undefined && (filters.channel || filters.campaign)) return false
  if (segment !== undefined && !COVERED_SEGMENTS.includes(segment)) return false
  return Object.entries(filters).every(([name, wanted]) => wanted === undefined || COVERED.includes(name))
}

const COVERED: readonly string[] = [
  'status',
  'grade',
  'channel',
  'campaign',
  'origin',
  'owner',
  'assignee',
  'region',
  'createdFrom',
  'createdTo',
  'stage',
  'basis',
  'from',
  'to',
  'within',
  'by',
  'month',
]
const COVERED_SEGMENTS: readonly Segment[] = [
  'underWay',
  'graded',
  'customers',
  'becameCustomers',
  'earlierCustomers',
  'dealCycle',
  'wonBeforeCreated',
]

/** The days of creation, and the most telling of the filters that an index has together with it. */
function indexedByCreation(filters: LeadFilters, found: Found): Pick<LeadSelection, 'along' | 'indexed'> {
  const { createdFrom, createdTo, stage, basis, month, from, to } = filters
  const along = createdBetween(createdFrom, createdTo, found.timeZone)
  if (
    from &&
    to &&
    ((stage && (basis !== 'period' || stage === 'leads')) ||
      (filters.segment && CREATED.includes(filters.segment)))
  ) {
    const period = month ? periodOfMonth(month, { from, to }) : { from, to }
    if (period) along.push(createdIn(period, found.timeZone))
  }
  // The times of stages are not in the indexes of single filters, only in those of the orders.
  const ofNumber = stage !== undefined || filters.segment !== undefined
  const column = ofNumber ? undefined : INDEXED.find((name) => indexedValue(name, filters, found) !== null)
  const value = column ? indexedValue(column, filters, found) : null
  if (value) along.push(value)
  const known: readonly string[] = ['createdFrom', 'createdTo', ...(column ? [column] : [])]
  const asked = Object.entries(filters).flatMap(([name, wanted]) => (wanted === undefined ? [] : [name]))
  return { along, indexed: asked.every((name) => known.includes(name)) }
}

function createdBetween(from: string | undefined, to: string | undefined, timeZone: string): Sql[] {
  const bounds: Sql[] = []
  if (from) bounds.push(sql`lead.created_at >= ${startOfDay(from, timeZone)}::timestamptz`)
  if (to) bounds.push(sql`lead.created_at < ${endOfDay(to, timeZone)}::timestamptz`)
  return bounds
}

/** Segments of the leads that were created in the period. */
const CREATED: readonly string[] = ['underWay', 'graded', 'overriddenUp', 'overriddenDown', 'becameCustomers']

/** Those that leave the fewest first. */
const INDEXED = ['campaign', 'assignee', 'region', 'owner', 'channel', 'status', 'grade'] as const

function indexedValue(name: (typeof INDEXED)[number], filters: LeadFilters, found: Found): Sql | null {
  switch (name) {
    case 'status':
      return filters.status?.length === 1 ? sql`lead.status = ${filters.status[0]}::lead_status` : null
    case 'grade':
      return filters.grade?.length === 1 && filters.grade[0] !== NONE ? gradeCondition(filters.grade) : null
    case 'region':
      return filters.region && filters.region !== NONE ? sql`lead.region = ${filters.region}` : null
    case 'owner':
    case 'assignee': {
      const column = name === 'owner' ? sql`lead.owner_id` : sql`lead.assignee_id`
      return found[name].length === 1 ? idCondition(column, found[name]) : null
    }
    default:
      return found[name].length === 1 && filters.touch === undefined
        ? idCondition(sourceColumns('first')[name], found[name])
        : null
  }
}

/** The leads that a cell of the funnel or a KPI counts. */
function addNumber(
  { stage, segment, basis, from, to, within, by, month }: LeadFilters,
  timeZone: string,
  actor: Actor,
  add: (condition: Sql) => void,
): void {
  if (stage && from && to) {
    add(stageCondition({ basis: basis ?? 'cohort', stage, from, to, within, by, month, timeZone }))
  }
  if (segment) {
    add(
      segmentCondition({
        segment,
        from: from ?? '1900-01-01',
        to: to ?? '2200-12-31',
        timeZone,
        at: actor.at,
      }),
    )
  }
}

/** Follows a plan, this one or any, or none. */
function planCondition(plan: string): Sql {
  const followed = sql`select from nurture_enrolment e where e.lead_id = lead.id and e.ended_at is null`
  if (plan === NONE) return sql`not exists (${followed})`
  if (plan === ANY) return sql`exists (${followed})`
  return sql`exists (${followed} and e.plan_id = ${nameOrId(plan).id}::int)`
}

function returnsCondition(returns: NonNullable<LeadFilters['returns']>): Sql {
  if (returns === ANY) return sql`lead.times_returned > 0`
  return returns === '3'
    ? sql`lead.times_returned >= 3`
    : sql`lead.times_returned = ${Number(returns)} and lead.times_returned > 0`
}

function gradeCondition(grades: readonly string[]): Sql {
  const named = grades.filter((grade) => grade !== NONE)
  if (named.length === 0) return sql`lead.grade is null`
  const among =
    named.length === 1 ? sql`lead.grade = ${named[0]}::grade` : sql`lead.grade = any (${named}::grade[])`
  return named.length === grades.length ? among : sql`(lead.grade is null or ${among})`
}

/** Rejections that the person who offered the lead has not put aside yet. */
export function returnedTo(actor: Actor): Sql {
  return sql`lead.id in (select lead_id from handoff
    where offered_by_id = ${actor.personId} and state = 'rejected' and seen_at is null)`
}

/** `none`: has none. One id, or any of several (a campaign's name may exist in two channels). */
function idCondition(column: Sql, ids: readonly number[]): Sql {
  if (ids.length === 0) return sql`${column} is null`
  return ids.length === 1 ? sql`${column} = ${ids[0]}::int` : sql`${column} = any (${ids}::int[])`
}

type Found = {
  timeZone: string
  channel: number[]
  campaign: number[]
  owner: number[]
  assignee: number[]
}

/** Turns the names in the filters into ids, and says how the organisation counts days: one statement, when needed. */
async function lookUp(actor: Actor, filters: LeadFilters): Promise<Found | null> {
  const names = {
    channel: nameOrId(filters.channel),
    campaign: nameOrId(filters.campaign),
    owner: nameOrId(filters.owner, actor),
    assignee: nameOrId(filters.assignee, actor),
  }
  const asksForDays = Boolean(
    filters.createdFrom ||
      filters.createdTo ||
      filters.stage ||
      filters.segment ||
      filters.wake ||
      filters.quiet ||
      filters.age,
  )
  const asksForNames = Object.values(names).some((wanted) => wanted.name !== null)
  const nothing = { timeZone: 'UTC', channel: [], campaign: [], owner: [], assignee: [] }
  if (!asksForDays && !asksForNames) return nothing
  const { channel, campaign, owner, assignee } = names
  const found = await db.one<Found>(sql`
    select o.time_zone as "timeZone",
      array(select id from channel where lower(name) = lower(${channel.name}::text) or id = ${channel.id}::int
        order by lower(name) = lower(${channel.name}::text) desc limit 1) as channel,
      array(select id from campaign where lower(name) = lower(${campaign.name}::text) or id = ${campaign.id}::int
        order by id) as campaign,
      array(select id from person where email = lower(${owner.name}::text) or id = ${owner.id}::int) as owner,
      array(select id from person where email = lower(${assignee.name}::text) or id = ${assignee.id}::int) as assignee
    from organisation o`)
  if (!found) return nothing
  for (const [key, wanted] of Object.entries(names) as [keyof typeof names, NameOrId][]) {
    if (wanted.name !== null && found[key].length === 0) return null
  }
  return found
}

/**
 * What the last touch came from, so that indexes help: the lead's own source, or that of another touch. Said beside the
 * condition itself, which is the same for one lead after the other.
 */
function lastTouch(filters: LeadFilters, found: Found): Sql[] {
  const columns = { channel: sql`channel_id`, campaign: sql`campaign_id` }
  return (['channel', 'campaign'] as const).flatMap((name) => {
    if (!filters[name]) return []
    const own = idCondition(sql`lead.${columns[name]}`, found[name])
    const other = idCondition(sql`s.${columns[name]}`, found[name])
    return [sql`(${own} or lead.id = any (array(select s.lead_id from lead_last_source s where ${other})))`]
  })
}

type NameOrId = { name: string | null; id: number | null }

function nameOrId(text: string | undefined, actor?: Actor): NameOrId {
  if (text === undefined || text === NONE) return { name: null, id: null }
  if (actor && text === ME) return { name: text, id: actor.personId }
  return { name: text, id: /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null }
}

/** Marketers have leads that they own, reps leads that they took. */
export function ownColumn(actor: Pick<Actor, 'roles'>): 'owner' | 'assignee' {
  return hasRole(actor, 'sales') && !hasRole(actor, 'marketer') ? 'assignee' : 'owner'
}

/** What it did to leads that were there before is kept with the import, for its undo. */
function importCondition(importId: number, fate: LeadFilters['fate']): Sql {
  const created = sql`lead.import_id = ${importId}::int`
  if (fate === 'created') return created
  const kinds = fate === 'touched' ? ['touched'] : fate === 'updated' ? ['updated', 'outcome'] : EFFECTS
  const changed = sql`lead.id in (select subject from import_effect
    where import_id = ${importId}::int and kind = any (${[...kinds]}::import_effect_kind[]))`
  if (!fate) return sql`(${created} or ${changed})`
  // A row can also repeat a lead of its own file.
  return fate === 'touched'
    ? sql`(${changed} or (${created} and exists (select from touch t
        where t.lead_id = lead.id and t.data ->> 'importId' = ${String(importId)})))`
    : changed
}

/** The same in indexes; said beside the condition itself, as `lastTouch`. */
function importLookedUp(importId: number): Sql {
  return sql`(lead.import_id = ${importId}::int or lead.id = any (array(select subject from import_effect
    where import_id = ${importId}::int and kind = any (${[...EFFECTS]}::import_effect_kind[]))))`
}

const EFFECTS = ['updated', 'touched', 'outcome']
