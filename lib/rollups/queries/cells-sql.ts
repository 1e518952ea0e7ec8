import { localDay } from '@/lib/leads/queries/stage-condition'
import { LEAD_STAGES } from '@/lib/leads/stages'
import { empty, join, type Sql, sql } from '@/lib/platform/db/sql'
import {
  isMoney,
  KEPT_WITHIN,
  MEASURES,
  MOMENTS,
  type Moment,
  momentOf,
  REACHED,
  type ReachedMeasure,
} from '../measures'
import { dayIn } from './day-sql'
import { KEPT_COLUMN, MEASURE_COLUMN, MOMENT_COLUMN, signedMeasure } from './measure-sql'

/** The stages that a lead comes to after its creation. */
export const LATER_STAGES = LEAD_STAGES.slice(1) as Exclude<(typeof LEAD_STAGES)[number], 'leads'>[]
export type LaterStage = (typeof LATER_STAGES)[number]

/**
 * By the day on which the stage or a later one was reached first. So `first <= created + N` is what `hasReached` says of
 * N days; here each time is made a day once.
 */
const FIRST: Record<LaterStage, Sql> = {
  qualified: sql`first_qualified`,
  handedOff: sql`first_handed_off`,
  accepted: sql`first_accepted`,
  deals: sql`first_deal`,
  won: sql`first_won`,
}
const DAY: Record<LaterStage, Sql> = {
  qualified: sql`qualified_on`,
  handedOff: sql`handed_off_on`,
  accepted: sql`accepted_on`,
  deals: sql`deal_on`,
  won: sql`won_on`,
}

/** What adds to the rollups: it reads like the table `lead` and is named so, and says how often each row counts. */
type LeadSource = { rows: Sql; sign: Sql; timeZone: string }

/** What leads count for: a query, whose rows the others read under the name `lead`. */
export function countedLeads({ rows, sign, timeZone }: LeadSource): Sql {
  const days = LATER_STAGES.map((stage) => sql`${localDay(MOMENT_COLUMN[stage], timeZone)} as ${DAY[stage]}`)
  const firsts = LATER_STAGES.map((stage, index) => {
    const later = LATER_STAGES.slice(index).map((name) => DAY[name])
    return sql`least(${join(later)}) as ${FIRST[stage]}`
  })
  // `offset 0` keeps a day from being asked for again wherever it is read.
  return sql`
    select *, ${join(firsts)} from (
      select channel_id, campaign_id, origin, grade, owner_id, assignee_id, region, status, reached, created_at, reached_qualified,
        reached_handed_off, reached_accepted, reached_deal, won_at, customer_at, revenue, status_since, last_contact_at,
        ${sign} as counted, ${localDay(MOMENT_COLUMN.created, timeZone)} as created_on, ${join(days)}
      from ${rows} offset 0
    ) lead`
}

type Column = { name: Sql; moment: Moment; money: boolean; value: Sql }

const COUNTED = sql`lead.counted`

/** Every counted column, in one order. */
const COLUMNS: readonly Column[] = [
  ...MEASURES.map((name) => ({
    name: MEASURE_COLUMN[name],
    moment: momentOf(name),
    money: isMoney(name),
    value: signedMeasure(name, COUNTED, null, ''),
  })),
  ...KEPT_WITHIN.flatMap((days) =>
    (Object.keys(REACHED) as ReachedMeasure[]).map((name) => ({
      name: KEPT_COLUMN[days][name],
      moment: 'created' as const,
      money: false,
      value: sql`coalesce(sum(${COUNTED}) filter (where lead.${FIRST[REACHED[name]]} <= lead.created_on + ${days}::int), 0)::int`,
    })),
  ),
]
const OF_CREATED = COLUMNS.filter(({ moment }) => moment === 'created')
const OF_EVENTS = COLUMNS.filter(({ moment }) => moment !== 'created')
const EVENTS = MOMENTS.filter((moment) => moment !== 'created')

/** The columns of the dimensions: one that is not grouped by counts in `grouping` with the bit of its place. */
const GROUPED = sql`lead.channel_id, lead.campaign_id, lead.origin, lead.grade, lead.owner_id, lead.assignee_id, lead.region, lead.status`
const EACH_DIMENSION = (cell: Sql) => sql`group by grouping sets (
  (${cell}), (${cell}, lead.channel_id), (${cell}, lead.channel_id, lead.campaign_id), (${cell}, lead.origin), (${cell}, lead.grade),
  (${cell}, lead.owner_id), (${cell}, lead.assignee_id), (${cell}, lead.region), (${cell}, lead.status))`
const KEYS = sql`
  (case grouping(${GROUPED}) when 255 then 'none' when 127 then 'channel' when 63 then 'campaign' when 223 then 'origin'
    when 239 then 'grade' when 247 then 'owner' when 251 then 'assignee' when 253 then 'region' else 'status' end)::rollup_dimension as dimension,
  case grouping(${GROUPED}) when 127 then lead.channel_id::text when 63 then lead.campaign_id::text when 223 then lead.origin::text
    when 239 then lead.grade::text when 247 then lead.owner_id::text when 251 then lead.assignee_id::text
    when 253 then lead.region when 254 then lead.status::text end as key,
  case grouping(${GROUPED}) when 63 then lead.channel_id end as parent`

/** What `leads` (as countedLeads has them) add to `created_rollup`: a statement that needs the CTE `days`. */
export function addToCreated(leads: Sql): Sql {
  const cells = sql`
    select ${KEYS}, lead.day, ${join(OF_CREATED.map(({ name, value }) => sql`${value} as ${name}`))}
    from (select lead.*, ${dayIn(MOMENT_COLUMN.created)} as day from ${leads} lead) lead
    ${EACH_DIMENSION(sql`lead.day`)}`
  return addCells(sql`created_rollup`, OF_CREATED, cells)
}

/** What leads add to `event_rollup`: a statement that needs the CTE `days`. */
export function addToEvents(leads: Sql): Sql {
  const parts = EVENTS.map((moment) => {
    const values = OF_EVENTS.map(({ name, money, value, ...column }) => {
      const none = money ? sql`0.00` : sql`0`
      return sql`${column.moment === moment ? value : none} as ${name}`
    })
    const time = MOMENT_COLUMN[moment]
    const happened = (only: Sql) =>
      sql`(select lead.*, ${dayIn(time)} as day from ${leads} lead where ${time} is not null${only}) lead`
    // How long leads wait is asked by state alone.
    if (moment === 'status')
      return sql`
        select 'status'::rollup_dimension, lead.status::text, null::int, lead.day, ${join(values)}
        from ${happened(empty)} group by lead.status, lead.day`
    return sql`
      select ${KEYS}, lead.day, ${join(values)}
      from ${happened(moment === 'contact' ? sql` and lead.status = 'nurture'` : empty)} ${EACH_DIMENSION(sql`lead.day`)}`
  })
  const sums = OF_EVENTS.map(({ name, money }) =>
    money ? sql`sum(${name}) as ${name}` : sql`sum(${name})::int as ${name}`,
  )
  const cells = sql`
    select dimension, key, parent, day, ${join(sums)} from (${join(parts, ' union all ')}) part group by 1, 2, 3, 4`
  return addCells(sql`event_rollup`, OF_EVENTS, cells)
}

/** The cells of days, and of the months that they make up. In the order in which they are read, so that they lie together. */
function addCells(table: Sql, columns: readonly Column[], cells: Sql): Sql {
  const names = columns.map(({ name }) => name)
  return sql`
    with cell as materialized (${cells})
    insert into ${table} (dimension, monthly, day, key, parent, ${join(names)})
    select dimension, false, day, key, parent, ${join(names)} from cell
    union all
    select dimension, true, date_trunc('month', day::timestamp)::date, key, parent, ${join(names.map((name) => sql`sum(${name})`))}
    from cell group by 1, 3, 4, 5
    order by 1, 2, 3, 4, 5
    on conflict (dimension, monthly, day, key, parent) do update set
      ${join(names.map((name) => sql`${name} = ${table}.${name} + excluded.${name}`))}`
}

/** What leads add to `cohort_rollup`. */
export function addToCohorts(leads: Sql): Sql {
  const stages = LATER_STAGES.map((stage, index) => sql`(${index + 1}::int, lead.${FIRST[stage]})`)
  return sql`
    insert into cohort_rollup (dimension, month, key, parent, stage, months, n)
    select dimension, month, key, parent, stage, months, n
    from (
      select ${KEYS}, lead.month, lead.stage, lead.months, sum(lead.counted)::int as n
      from (
        select lead.*, date_trunc('month', lead.created_on::timestamp)::date as month, later.stage,
          ${monthNumber(sql`later.day`)} - ${monthNumber(sql`lead.created_on`)} as months
        from ${leads} lead cross join lateral (values ${join(stages)}) as later (stage, day)
        where later.day is not null
      ) lead
      ${EACH_DIMENSION(sql`lead.month, lead.stage, lead.months`)}
    ) cell
    where n <> 0
    order by 1, 2, 3, 4, 5, 6
    on conflict (dimension, month, key, parent, stage, months) do update set n = cohort_rollup.n + excluded.n`
}

function monthNumber(day: Sql): Sql {
  return sql`(extract(year from ${day})::int * 12 + extract(month from ${day})::int - 1)`
}
