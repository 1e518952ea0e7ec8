import type { Actor } from '@/lib/platform/actor'
import { encodeCursor } from '@/lib/platform/cursor'
import type { Grade, LeadStatus, Origin } from '@/lib/platform/db/generated/enums'
import { db, empty, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import { type LikenessReason, SURE } from '../likeness'
import type { SuspectCursor, SuspectFilter } from '../schema'

export type SuspectLead = {
  id: number
  displayName: string
  contactName: string | null
  company: string | null
  email: string | null
  phone: string | null
  website: string | null
  status: LeadStatus
  grade: Grade | null
  origin: Origin
  createdAt: Date
}

/** Two leads that look alike, the older first. */
export type Suspect = {
  score: number
  high: number
  low: number
  reasons: LikenessReason[]
  leads: [SuspectLead, SuspectLead]
  /** how many more pairs these two are in: three of a kind are three pairs */
  more: number
}

export type SuspectPage = { rows: Suspect[]; previous: string | null; next: string | null }

type Place = Pick<Suspect, 'score' | 'high' | 'low'>
type Direction = 'forward' | 'backward'

export function isSure({ score }: Pick<Suspect, 'score'>): boolean {
  return score >= SURE
}

/** The surest first, and among equals the newest. */
export async function listSuspects(
  actor: Actor,
  {
    limit,
    cursor,
    direction = 'forward',
    ...filter
  }: SuspectFilter & { limit: number; cursor?: SuspectCursor; direction?: Direction },
): Promise<SuspectPage> {
  const found = await pairs(actor, filter, { limit: limit + 1, from: cursor, direction })
  const more = found.length > limit
  const shown = found.slice(0, limit)
  if (direction === 'backward') shown.reverse()
  const [first, last] = [shown[0], shown.at(-1)]
  const back = direction === 'backward' ? more : cursor !== undefined
  const on = direction === 'backward' ? cursor !== undefined : more
  return {
    rows: await withLeads(shown),
    previous: back && first ? encodeCursor(placeOf(first)) : null,
    next: on && last ? encodeCursor(placeOf(last)) : null,
  }
}

/** One pair with those before and after it in the list; where it is there no more, the one that has come up in its place. */
export async function suspectAt(
  actor: Actor,
  filter: SuspectFilter,
  place: SuspectCursor,
): Promise<{ suspect: Suspect; previous: Place | null; next: Place | null } | null> {
  const [, high, low] = place
  const own = await db.one<Pair>(sql`
    select ${PAIR} from lead_suspect s where s.low_id = ${low} and s.high_id = ${high} and not s.different`)
  const pair = own ?? (await pairs(actor, filter, { limit: 1, from: place, direction: 'forward' }))[0]
  if (!pair) return null
  const from = placeOf(pair)
  const [[suspect], [previous], [next]] = await Promise.all([
    withLeads([pair]),
    pairs(actor, filter, { limit: 1, from, direction: 'backward' }),
    pairs(actor, filter, { limit: 1, from, direction: 'forward' }),
  ])
  return suspect ? { suspect, previous: previous ?? null, next: next ?? null } : null
}

const MOST = 1000

/** How many pairs there are, counted up to a thousand. */
export async function countSuspects(
  actor: Actor,
  filter: SuspectFilter,
): Promise<{ count: number; more: boolean }> {
  const counted = await db.one<{ count: number }>(
    planned(
      filter,
      sql`select count(*)::int as count from (
        select from lead_suspect s where ${conditions(actor, filter)} limit ${MOST + 1}) s`,
    ),
  )
  const count = counted?.count ?? 0
  return { count: Math.min(count, MOST), more: count > MOST }
}

type Pair = Place & { reasons: LikenessReason[]; more: number }

const PAIR = sql`s.score, s.high_id as high, s.low_id as low, s.reasons,
  (select count(*)::int - 1 from lead_suspect x
    where (x.low_id in (s.low_id, s.high_id) or x.high_id in (s.low_id, s.high_id)) and not x.different) as more`

const placeOf = ({ score, high, low }: Place): SuspectCursor => [score, high, low]

async function pairs(
  actor: Actor,
  filter: SuspectFilter,
  { limit, from, direction }: { limit: number; from: SuspectCursor | undefined; direction: Direction },
): Promise<Pair[]> {
  const forward = direction === 'forward'
  const place = sql`(s.score, s.high_id, s.low_id)`
  const there = from && sql`(${from[0]}::smallint, ${from[1]}::int, ${from[2]}::int)`
  const beyond = there ? (forward ? sql`and ${place} < ${there}` : sql`and ${place} > ${there}`) : empty
  const order = forward ? sql`s.score desc, s.high_id desc, s.low_id desc` : sql`s.score, s.high_id, s.low_id`
  return db.rows<Pair>(
    planned(
      filter,
      sql`select ${PAIR} from (
        select * from lead_suspect s where ${conditions(actor, filter)} ${beyond} order by ${order} limit ${limit}) s
      order by ${order}`,
    ),
  )
}

/** Whose they are decides by which index they are found. */
function planned(filter: SuspectFilter, statement: Sql): Sql {
  return filter.mine ? plannedAnew(statement) : statement
}

function conditions(actor: Actor, { sureness, mine }: SuspectFilter): Sql {
  const all = [sql`not s.different`]
  if (sureness === 'sure') all.push(sql`s.score >= ${SURE}`)
  if (sureness === 'likely') all.push(sql`s.score < ${SURE}`)
  if (mine) all.push(sql`s.people @> array[${actor.personId}]::int[]`)
  return join(all, ' and ')
}

/** Without those of which one has gone since they were found. */
async function withLeads(found: readonly Pair[]): Promise<Suspect[]> {
  const ids = found.flatMap(({ low, high }) => [low, high])
  const leads = await db.rows<SuspectLead>(sql`
    select id, display_name as "displayName", contact_name as "contactName", company, email, phone, website, status,
      grade, origin, created_at as "createdAt"
    from lead where id = any (${ids}::int[])`)
  const byId = new Map(leads.map((lead) => [lead.id, lead]))
  return found.flatMap((pair) => {
    const [low, high] = [byId.get(pair.low), byId.get(pair.high)]
    return low && high ? [{ ...pair, leads: [low, high] as [SuspectLead, SuspectLead] }] : []
  })
}
