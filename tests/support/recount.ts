import type { Measure } from '@/lib/rollups/measures'

/**
 * What leads count for, told by lines that know nothing of SQL: from their bare times and their deals, by the words of the
 * contract. Days are told by Intl.
 */

export type BareLead = {
  id: number
  status: string
  origin: string
  grade: string | null
  channel: number | null
  campaign: number | null
  owner: number | null
  assignee: number | null
  region: string | null
  created: Date
  since: Date
  contact: Date
  qualified: Date | null
  handedOff: Date | null
  accepted: Date | null
  deal: Date | null
  won: Date | null
  lost: Date | null
  customer: Date | null
  amount: string | null
}

export const DIMENSIONS = [
  'none',
  'channel',
  'campaign',
  'origin',
  'grade',
  'owner',
  'assignee',
  'region',
  'status',
] as const
export type RecountedDimension = (typeof DIMENSIONS)[number]

/** One measure of one lead on one day. */
export type Fact = { lead: BareLead; measure: string; day: string; value: number }

const STAGES = ['Qualified', 'HandedOff', 'Accepted', 'Deal', 'Won'] as const

/** The day of an instant in the zone: where the clock goes back over midnight, the day has begun with its first midnight. */
export function daysIn(timeZone: string): (at: Date) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone })
  const known = new Map<number, string>()
  return (at) => {
    const time = at.getTime()
    let day = known.get(time)
    if (!day) {
      day = format.format(time)
      for (let minutes = 1; minutes <= 70; minutes++) {
        const before = format.format(time - minutes * 60_000)
        if (before > day) day = before
      }
      known.set(time, day)
    }
    return day
  }
}

export function factsOf(lead: BareLead, timeZone: string, dayOf: (at: Date) => string): Fact[] {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone })
  const dayNumber = (at: Date) => Date.parse(`${wall.format(at)}T00:00:00Z`) / 86_400_000
  const facts: Fact[] = []
  const add = (measure: Measure | `${Measure}${number}`, at: Date | null, value = 1) => {
    if (at && value !== 0) facts.push({ lead, measure, day: dayOf(at), value })
  }
  const cents = (money: string | null) => Math.round(Number(money ?? 0) * 100)
  const { created, origin, grade, customer } = lead
  const entered = enteredAt(lead)
  const marketing = origin === 'marketing'
  add('leads', created)
  for (const [index, stage] of STAGES.entries()) {
    const at = entered[index] ?? null
    add(`entered${stage}`, at)
    if (!at) continue
    add(`reached${stage}`, created)
    const took = Math.min(
      ...entered.slice(index).flatMap((later) => (later ? [dayNumber(later) - dayNumber(created)] : [])),
    )
    for (const days of [30, 45, 60, 90, 180]) if (took <= days) add(`reached${stage}${days}`, created)
    if (stage === 'Accepted' && marketing) {
      add('enteredAcceptedMarketing', at)
      add('cohortAcceptedMarketing', created)
    }
  }
  if (['won', 'lost', 'disqualified'].includes(lead.status)) add('closed', created)
  if (grade) add('graded', created)
  if (grade === 'hot' || grade === 'warm' || grade === 'cold') add(grade, created)
  add(marketing ? 'marketingLeads' : 'salesLeads', created)
  if (marketing && grade === 'hot') add('hotMarketingLeads', created)
  if (customer) {
    add('customers', customer)
    add('cohortCustomers', created)
    add('revenue', customer, cents(lead.amount))
    add('cohortRevenue', created, cents(lead.amount))
    add(marketing ? 'marketingRevenue' : 'salesRevenue', customer, cents(lead.amount))
    if (marketing) add('cohortMarketingRevenue', created, cents(lead.amount))
  }
  if (lead.status === 'nurture') add('quietNurture', lead.contact)
  add('inStatus', lead.since)
  return facts
}

/** When each stage counts as reached: its own time, or that of the next stage that is known. */
function enteredAt(lead: BareLead): (Date | null)[] {
  const over = earliest([lead.won, lead.lost])
  return [
    lead.qualified ?? lead.handedOff ?? lead.accepted ?? lead.deal ?? over,
    lead.handedOff ?? lead.accepted ?? lead.deal ?? over,
    lead.accepted ?? lead.deal ?? over,
    lead.deal ?? over,
    lead.won,
  ]
}

const CELL_STAGES = ['qualified', 'handedOff', 'accepted', 'deals', 'won'] as const

/** Of leads created in the days: `month|stage|months since` and how many reached the stage, or a later one, then. */
export function trianglesOf(
  leads: readonly BareLead[],
  timeZone: string,
  from: string,
  to: string,
): Record<string, number> {
  const wall = new Intl.DateTimeFormat('sv-SE', { timeZone })
  const dayOf = daysIn(timeZone)
  const number = (at: Date) => Number(wall.format(at).slice(0, 4)) * 12 + Number(wall.format(at).slice(5, 7))
  const cells: Record<string, number> = {}
  for (const lead of leads) {
    if (dayOf(lead.created) < from || dayOf(lead.created) > to) continue
    for (const [index, stage] of CELL_STAGES.entries()) {
      const first = earliest(enteredAt(lead).slice(index))
      if (!first) continue
      const cell = [wall.format(lead.created).slice(0, 7), stage, number(first) - number(lead.created)].join(
        '|',
      )
      cells[cell] = (cells[cell] ?? 0) + 1
    }
  }
  return cells
}

function earliest(times: (Date | null)[]): Date | null {
  const known = times.filter((time) => time !== null)
  return known.length === 0 ? null : new Date(Math.min(...known.map((time) => time.getTime())))
}

export function keyOf(lead: BareLead, dimension: RecountedDimension): string | null {
  const key = dimension === 'none' ? null : lead[dimension]
  return key === null ? null : String(key)
}

/** The sum of each cell: `dimension|key|parent|day|measure`. */
export function cellsOf(facts: readonly Fact[]): Map<string, number> {
  const cells = new Map<string, number>()
  for (const { lead, measure, day, value } of facts) {
    for (const dimension of DIMENSIONS) {
      if (measure === 'inStatus' && dimension !== 'status') continue
      const parent = dimension === 'campaign' ? lead.channel : null
      const cell = [dimension, keyOf(lead, dimension), parent, day, measure].join('|')
      cells.set(cell, (cells.get(cell) ?? 0) + value)
    }
  }
  return cells
}

export type BareVerdict = {
  lead: number
  round: number
  state: string
  marketer: number
  rep: number | null
  channel: number | null
  campaign: number | null
  grade: string | null
  computedGrade: string | null
  reason: number | null
  decided: Date
  due: Date
  minutes: number | null
  contested: boolean
  outcome: string | null
  leadWon: Date | null
  leadStatus: string
}

/** What verdicts are kept by, and what else tells the cells of a facet apart. */
const VERDICT_CELLS = {
  marketer: ['grade', 'computedGrade'],
  rep: ['grade'],
  channel: [],
  campaign: [],
} as const satisfies Record<string, readonly ('grade' | 'computedGrade')[]>
export type RecountedFacet = keyof typeof VERDICT_CELLS

/** The verdicts of each day: `facet|key|grade|computed grade|reason|day|count`. */
export function verdictCellsOf(
  verdicts: readonly BareVerdict[],
  dayOf: (at: Date) => string,
): Map<string, number> {
  const cells = new Map<string, number>()
  for (const verdict of verdicts) {
    const accepted = verdict.state === 'accepted'
    // What became of a lead is told by the last round that sales accepted.
    const isLast =
      accepted &&
      !verdicts.some(
        ({ lead, state, round }) => lead === verdict.lead && state === 'accepted' && round > verdict.round,
      )
    const counts = {
      decided: true,
      accepted,
      contested: !accepted && verdict.contested,
      overturned: !accepted && verdict.outcome === 'overturn',
      timed: verdict.minutes !== null,
      inTime: verdict.decided <= verdict.due,
      won: isLast && verdict.leadWon !== null,
      atWork: isLast && ['accepted', 'deal'].includes(verdict.leadStatus),
    }
    for (const [facet, grades] of Object.entries(VERDICT_CELLS)) {
      const kept = (name: 'grade' | 'computedGrade') =>
        (grades as readonly string[]).includes(name) ? verdict[name] : null
      for (const [name, counted] of Object.entries(counts)) {
        const key = verdict[facet as RecountedFacet]
        const day = dayOf(verdict.decided)
        const cell = [facet, key, kept('grade'), kept('computedGrade'), verdict.reason, day, name].join('|')
        if (counted) cells.set(cell, (cells.get(cell) ?? 0) + 1)
      }
    }
  }
  return cells
}
