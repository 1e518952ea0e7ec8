import { type Actor, hasRole } from '@/lib/platform/actor'
import { addDays, dayOf, endOfDay, startOfDay } from '@/lib/platform/calendar'
import { db, join, type Sql, sql } from '@/lib/platform/db/sql'
import { addMonths } from '@/lib/platform/period'
import { searchNeedles } from '../identity'
import { ANY, type LeadFilters, ME, NONE } from '../search-params'
import { agedSince, segmentCondition, sourceColumns, stageCondition } from './stage-condition'

/**
 * The filters of a list as conditions on the table `lead` (named so, without an alias). `null`: nothing can match, for
 * example because no channel has that name.
 */
export async function leadConditions(actor: Actor, filters: LeadFilters): Promise<Sql[] | null> {
  const found = await lookUp(actor, filters)
  if (!found) return null
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
  if (filters.createdFrom) {
    add(sql`lead.created_at >= ${startOfDay(filters.createdFrom, timeZone)}::timestamptz`)
  }
  if (filters.createdTo) add(sql`lead.created_at < ${endOfDay(filters.createdTo, timeZone)}::timestamptz`)
  if (filters.q) {
    const search = searchCondition(filters.q)
    if (search) add(search)
  }
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
  if (filters.ids) add(sql`lead.id = any (${filters.ids}::int[])`)
  addNumber(filters, timeZone, actor, add)
  return conditions
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

/**
 * Somewhere in the name, company, e-mail or phone; of several needles any. One or two letters of an alphabet are too
 * short for the trigram index inside a word, and would find nearly everything there: they must begin a word. In scripts
 * where two characters are a whole name they may stand anywhere.
 */
function searchCondition(question: string): Sql | null {
  const patterns = searchNeedles(question).flatMap((needle) => {
    const escaped = needle.replace(/[\\%_]/g, '\\$&')
    return SHORT.test(needle)
      ? [`${escaped}%`, ...WORD_STARTS.map((before) => `%${before}${escaped}%`)]
      : [`%${escaped}%`]
  })
  if (patterns.length === 0) return null
  return sql`(${join(
    patterns.map((pattern) => sql`lead.search_text like ${pattern}`),
    ' or ',
  )})`
}

const SHORT = /^[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\d]{1,2}$/u
const WORD_STARTS = ['\n', ' ', '.', '-', '@', '«']

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
