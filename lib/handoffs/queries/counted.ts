import { ORGANISATION_CALENDAR, workingHoursOf } from '@/lib/calendars/queries'
import { organisationClock } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import type { ContestOpinion } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import type { Period } from '@/lib/platform/period'
import { lookedAtBy } from '../contest'
import type { HandoffFilters, HandoffSet } from '../handoff-sets'
import { handoffCondition, type Moment } from './handoff-condition'

export type CountedHandoff = {
  id: number
  leadId: number
  leadName: string
  round: number
  state: 'pending' | 'accepted' | 'rejected'
  offeredAt: Date
  dueAt: Date
  decidedAt: Date | null
  decidedBy: string | null
  responseMinutes: number | null
  /** of a rejection that marketing contested; without an outcome while it is open */
  contest: { id: number; outcome: ContestOpinion | null } | null
}

export const HANDOFFS_PER_PAGE = 50

/** What the conditions of the sets need to know of this moment. */
export async function countingMoment(at: Date): Promise<Moment> {
  const [{ timeZone }, hours] = await Promise.all([
    organisationClock(db),
    workingHoursOf(db, ORGANISATION_CALENDAR),
  ])
  return { timeZone, at, lookedAtBy: lookedAtBy(at, hours) }
}

type Asked = Period & HandoffFilters & { set: HandoffSet; after: number | null; limit?: number }
type Counted = {
  total: number
  /** of these, rejections that marketing contested, and those of them that were overturned */
  contested: number
  overturned: number
  rows: CountedHandoff[]
  next: number | null
}

/** The rounds that a number counts, newest first, and how many they are. */
export async function countedHandoffs(
  actor: Actor,
  { after, limit = HANDOFFS_PER_PAGE, ...asked }: Asked,
): Promise<Counted> {
  const condition = handoffCondition({ ...asked, ...(await countingMoment(actor.at)) })
  const [count, rows] = await Promise.all([
    db.one<Pick<Counted, 'total' | 'contested' | 'overturned'>>(sql`
      select count(*)::int as total, count(contest.id)::int as contested,
        count(*) filter (where contest.outcome = 'overturn')::int as overturned
      from handoff left join contest on contest.handoff_id = handoff.id where ${condition}`),
    db.rows<CountedHandoff>(sql`
      select handoff.id, lead_id as "leadId", lead.display_name as "leadName", round, handoff.state, handoff.offered_at as "offeredAt",
        handoff.due_at as "dueAt", decided_at as "decidedAt", person.name as "decidedBy", response_minutes as "responseMinutes",
        (select json_build_object('id', c.id, 'outcome', c.outcome) from contest c where c.handoff_id = handoff.id) as contest
      from handoff
      join lead on lead.id = handoff.lead_id
      left join person on person.id = handoff.decided_by_id
      where ${condition} and (${after}::int is null or handoff.id < ${after}::int)
      order by handoff.id desc limit ${limit + 1}`),
  ])
  const shown = rows.slice(0, limit)
  return {
    ...(count ?? { total: 0, contested: 0, overturned: 0 }),
    rows: shown,
    next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  }
}

type FilterNames = Record<
  'reasonEn' | 'reasonRu' | 'channel' | 'campaign' | 'marketer' | 'rep' | 'person',
  string | null
>

/** The names of what the filters of a list name by id. */
export async function handoffFilterNames(_actor: Actor, filters: HandoffFilters): Promise<FilterNames> {
  const {
    reasonId = null,
    channelId = null,
    campaignId = null,
    marketerId = null,
    repId = null,
    owner,
  } = filters
  const found = await db.one<FilterNames>(sql`
    select r.name_en as "reasonEn", r.name_ru as "reasonRu",
      (select name from channel where id = ${channelId}::int) as channel,
      (select name from campaign where id = ${campaignId}::int) as campaign,
      (select name from person where id = ${marketerId}::int) as marketer,
      (select name from person where id = ${repId}::int) as rep,
      (select name from person where id = ${owner?.personId ?? null}::int) as person
    from (select) one left join rejection_reason r on r.id = ${reasonId}::int`)
  if (!found) throw new Error('a row of names is always there')
  return found
}
