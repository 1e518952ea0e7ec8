import { describe, expect, it } from 'vitest'
import { createChannel } from '@/lib/channels/commands'
import { loseDeal, openDeal, winDeal } from '@/lib/deals/commands'
import { factsOf } from '@/lib/funnel/queries/facts'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { contestRejection } from '@/lib/handoffs/commands/contest'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { answerHandoff, askAboutHandoff } from '@/lib/handoffs/commands/question'
import { reassignHandoff } from '@/lib/handoffs/commands/reassign'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { undoVerdict } from '@/lib/handoffs/commands/undo'
import { createLead } from '@/lib/leads/commands/create'
import { mergeLeads } from '@/lib/leads/commands/merge'
import { nurtureLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { actorAt } from '@/lib/platform/actor'
import { addDays } from '@/lib/platform/calendar'
import { db, sql } from '@/lib/platform/db/sql'
import { medianOf } from '@/lib/platform/histogram'
import { percentile } from '@/lib/platform/statistics'
import { foldChanges } from '@/lib/rollups/commands/fold'
import { rebuildRollups } from '@/lib/rollups/commands/rebuild'
import { LAG_KINDS, type LagKind } from '@/lib/rollups/lag-kinds'
import { handoffCountsOf } from '@/lib/rollups/queries/handoff-counts'
import { lagsOf } from '@/lib/rollups/queries/lags'
import { resetDatabase } from '../support/database'
import { type Company, HOT, makePeople } from '../support/life'

/**
 * Whatever people do and whenever changes are folded: what is read from rollups is what a few lines count that know
 * neither SQL nor rollups. Clocks change in the middle of each company's time, in zones far from UTC.
 */
const COMPANIES = [
  { zone: 'Pacific/Auckland', start: '2026-03-20T00:00:00Z', seed: 1 }, // clocks go back on 5 April
  { zone: 'America/St_Johns', start: '2026-02-20T00:00:00Z', seed: 2 }, // ahead on 8 March
  { zone: 'Pacific/Kiritimati', start: '2026-01-20T00:00:00Z', seed: 3 }, // 14 hours ahead of UTC
]

const HOUR = 3_600_000
const ALWAYS = { from: '2025-01-01', to: '2027-12-31' }

type Random = () => number

function numbers(seed: number): Random {
  let state = seed * 7919
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

class Life {
  now: number
  private readonly leads: number[] = []
  private readonly channels: string[] = []
  private made = 0

  constructor(
    private readonly people: Company,
    private readonly random: Random,
    start: string,
  ) {
    this.now = Date.parse(start)
  }

  static async begin(zone: string, start: string, random: Random): Promise<Life> {
    await resetDatabase()
    const life = new Life(await makePeople(new Date(start), zone), random, start)
    for (const name of ['Search', 'Fair']) {
      await createChannel(life.as('admin'), { name })
      life.channels.push(name)
    }
    return life
  }

  get at(): Date {
    return new Date(this.now)
  }

  as(who: keyof Company) {
    return actorAt(this.people[who], this.at)
  }

  private one<T>(of: readonly T[]): T | undefined {
    return of[Math.floor(this.random() * of.length)]
  }

  /** Something happens, as far as the rules allow it; a refusal is no change. */
  async step(): Promise<void> {
    // Seconds (an undo is in time), hours (a verdict is in time) or days (clocks run out).
    const size = this.one([4000, HOUR, 6 * HOUR, 40 * HOUR]) ?? HOUR
    this.now += Math.ceil(this.random() * size)
    const leadId = this.one(this.leads)
    if (leadId === undefined || this.random() < 0.15) return this.newLead()
    const open = await db.one<{ id: number; state: string; asked: boolean; answered: boolean }>(sql`
      select id, state, asked_at is not null as asked, answered_at is not null as answered
      from handoff where lead_id = ${leadId} order by round desc limit 1`)
    const deal = await db.one<{ id: number }>(
      sql`select id from deal where lead_id = ${leadId} and state = 'open'`,
    )
    if (deal && this.random() < 0.8) return this.endDeal(deal.id)
    if (open) return this.workOn(leadId, open)
    await qualifyLead(this.as('marketer'), { leadId, ...HOT })
    await handOffLead(this.as('marketer'), { leadId })
  }

  private async newLead(): Promise<void> {
    this.made++
    const lead = {
      company: `Company ${this.made}`,
      email: `random-${this.made}@example.org`,
      origin: 'marketing' as const,
    }
    const made = await createLead(this.as('marketer'), {
      ...lead,
      channel: this.one([...this.channels, undefined]),
    })
    if (made.ok) this.leads.push(made.value.lead.id)
  }

  private async workOn(leadId: number, { id, state }: { id: number; state: string }): Promise<void> {
    const rep = this.random() < 0.5 ? 'rep' : 'otherRep'
    const dice = this.random()
    if (state === 'pending') {
      const handoff = { handoffId: id }
      if (dice < 0.55) {
        if (dice < 0.35) await acceptHandoff(this.as(rep), handoff)
        else
          await rejectHandoff(this.as(rep), {
            ...handoff,
            reason: this.one(['no_budget', 'no_need']) ?? 'no_need',
          })
        this.now += 3000
        if (this.random() < 0.3) await undoVerdict(this.as(rep), handoff)
      } else if (dice < 0.7) await askAboutHandoff(this.as(rep), { handoffId: id, question: 'How many?' })
      else if (dice < 0.9) await answerHandoff(this.as('marketer'), { handoffId: id, text: 'Five' })
      else await reassignHandoff(this.as('head'), { handoffId: id, assignee: this.people.rep.email })
      return
    }
    if (dice < 0.4)
      await contestRejection(this.as('marketer'), { handoffId: id, argument: 'They have a budget' })
    else if (dice < 0.5) await this.merge(leadId)
    else if (dice < 0.6) await this.correctTimes(leadId)
    else if (dice < 0.7) await this.moveChannel(leadId)
    else if (state === 'accepted') {
      await openDeal(this.as(rep), { leadId, title: 'Pumps', amount: '1000.00' })
      await nurtureLead(this.as('rep'), { leadId, wakeAt: '2027-01-01', nextStep: 'Call' })
    } else {
      await qualifyLead(this.as('marketer'), { leadId, ...HOT })
      await handOffLead(this.as('marketer'), { leadId })
    }
  }

  private async endDeal(dealId: number): Promise<void> {
    if (this.random() < 0.7) {
      for (const rep of ['rep', 'otherRep'] as const)
        await winDeal(this.as(rep), { dealId, amount: '900.00' })
    } else await loseDeal(this.as('rep'), { dealId, reason: 'Too dear' })
  }

  private async merge(leadId: number): Promise<void> {
    this.made++
    const twin = { company: `Twin ${this.made}`, email: `twin-${this.made}@example.org` }
    const made = await createLead(this.as('marketer'), twin)
    if (made.ok) await mergeLeads(this.as('marketer'), { leadId, otherId: made.value.lead.id, fields: {} })
  }

  /** As a file of outcomes may: times that are in no order. */
  private async correctTimes(leadId: number): Promise<void> {
    const days = Math.floor(this.random() * 60) - 30
    await db.run(
      sql`update lead set created_at = created_at - ${days}::int * interval '1 day' where id = ${leadId}`,
    )
  }

  private async moveChannel(leadId: number): Promise<void> {
    const channel = this.one([...this.channels, undefined]) ?? null
    await db.run(sql`
      update lead set channel_id = (select id from channel where name = ${channel}::text), campaign_id = null where id = ${leadId}`)
  }

  somePeriod(): { from: string; to: string } {
    const today = this.at.toISOString().slice(0, 10)
    const from = addDays(today, -Math.floor(this.random() * 100))
    return { from, to: addDays(from, Math.floor(this.random() * 110)) }
  }
}

type HandoffRow = {
  state: string
  due: Date
  decided: Date | null
  asked: Date | null
  answered: Date | null
  minutes: number | null
}
type LeadRow = { channel: number | null } & Record<
  'created' | 'qualified' | 'handedOff' | 'accepted' | 'deal' | 'won',
  Date | null
>

/** The day that a wall calendar in the zone shows: told by Intl, not by the product. */
function dayIn(at: Date, timeZone: string): string {
  return at.toLocaleDateString('sv-SE', { timeZone })
}

function days(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / (24 * HOUR))
}

async function handoffRows(): Promise<HandoffRow[]> {
  return db.rows(sql`select state, due_at as due, decided_at as decided, asked_at as asked, answered_at as answered,
    response_minutes as minutes from handoff`)
}

async function leadRows(): Promise<LeadRow[]> {
  return db.rows(sql`select channel_id as channel, created_at as created, qualified_at as qualified,
    handed_off_at as "handedOff", accepted_at as accepted, deal_at as deal, won_at as won from lead`)
}

function countHandoffs(
  rows: readonly HandoffRow[],
  { from, to }: { from: string; to: string },
  zone: string,
  at: Date,
) {
  const inDays = (time: Date | null): time is Date =>
    time !== null && dayIn(time, zone) >= from && dayIn(time, zone) <= to
  const decided = rows.filter((row) => inDays(row.decided))
  const inTime = rows.filter((row) => inDays(row.decided) && row.decided <= row.due)
  const missed = rows.filter((row) => {
    if (row.decided && row.decided <= row.due) return false
    const stands = !row.decided && row.asked && row.asked <= row.due && !row.answered
    return !stands && inDays(row.due) && row.due < at
  })
  return {
    decided: decided.length,
    accepted: decided.filter(({ state }) => state === 'accepted').length,
    timed: decided.filter(({ minutes }) => minutes !== null).length,
    inTime: inTime.length,
    missed: missed.length,
  }
}

const LEAD_LAGS: Record<Exclude<LagKind, 'response'>, [keyof LeadRow, keyof LeadRow, keyof LeadRow]> = {
  dealCycle: ['won', 'created', 'won'],
  salesCycle: ['won', 'accepted', 'won'],
  wonAfter: ['created', 'created', 'won'],
  toQualified: ['created', 'created', 'qualified'],
  toHandedOff: ['created', 'qualified', 'handedOff'],
  toAccepted: ['created', 'handedOff', 'accepted'],
  toDeal: ['created', 'accepted', 'deal'],
  toWon: ['created', 'deal', 'won'],
}

/** The durations of a period, in ascending order, with the channel and the month of each. */
function lagsFrom(
  rows: { leads: readonly LeadRow[]; handoffs: readonly HandoffRow[] },
  kind: LagKind,
  { from, to }: { from: string; to: string },
  zone: string,
): { lag: number; channel: number | null; month: string }[] {
  const all =
    kind === 'response'
      ? rows.handoffs.flatMap(({ decided, minutes }) =>
          decided && minutes !== null ? [{ day: dayIn(decided, zone), lag: minutes, channel: null }] : [],
        )
      : rows.leads.flatMap((lead) => {
          const [by, since, until] = LEAD_LAGS[kind].map((name) => {
            const time = lead[name]
            return time instanceof Date ? dayIn(time, zone) : null
          })
          return by && since && until ? [{ day: by, lag: days(since, until), channel: lead.channel }] : []
        })
  return all
    .filter(({ day, lag }) => day >= from && day <= to && lag >= 0)
    .map(({ day, ...rest }) => ({ ...rest, month: day.slice(0, 7) }))
    .toSorted((a, b) => a.lag - b.lag)
}

async function expectAllEqual(life: Life, zone: string): Promise<void> {
  const rows = { leads: await leadRows(), handoffs: await handoffRows() }
  const periods = Array.from({ length: 2 }, () => life.somePeriod())
  periods.push(ALWAYS)
  expect(await handoffCountsOf(periods, zone, life.at)).toEqual(
    periods.map((period) => countHandoffs(rows.handoffs, period, zone, life.at)),
  )
  const facts = await factsOf(periods, zone, life.at)
  for (const [index, period] of periods.entries()) {
    for (const kind of LAG_KINDS) {
      const expected = lagsFrom(rows, kind, period, zone)
      const written = (bins: { lag: number; n: number; key: unknown }[], key: unknown = null) =>
        bins.flatMap((bin) => (bin.key === key ? Array<number>(bin.n).fill(bin.lag) : []))
      const bins = await lagsOf({ kind, ...period, timeZone: zone })
      expect(written(bins), kind).toEqual(expected.map(({ lag }) => lag))
      expect(medianOf(bins)).toBe(percentile(written(bins), 0.5))
      const byMonth = await lagsOf({ kind, ...period, timeZone: zone, groupBy: 'month' })
      for (const month of new Set([...expected, { month: '2026-03' }].map((each) => each.month)))
        expect(written(byMonth, month), `${kind} ${month}`).toEqual(
          expected.filter((each) => each.month === month).map(({ lag }) => lag),
        )
      if (kind === 'response') continue
      const byChannel = await lagsOf({ kind, ...period, timeZone: zone, groupBy: 'channel' })
      const channels = [...new Set(rows.leads.map(({ channel }) => channel))]
      for (const channel of channels) {
        const ofChannel = expected.filter((each) => each.channel === channel).map(({ lag }) => lag)
        expect(written(byChannel, channel), `${kind} ${channel}`).toEqual(ofChannel)
        const filtered = await lagsOf({ kind, ...period, timeZone: zone, filters: { channel } })
        expect(written(filtered)).toEqual(ofChannel)
      }
    }
    const cycle = lagsFrom(rows, 'dealCycle', period, zone).map(({ lag }) => lag)
    const response = percentile(
      lagsFrom(rows, 'response', period, zone).map(({ lag }) => lag),
      0.5,
    )
    expect(facts[index]).toMatchObject({
      responseHours: response === null ? null : response / 60,
      dealCycles: cycle.length,
      dealDays: cycle.length === 0 ? null : [0.25, 0.5, 0.75].map((share) => percentile(cycle, share)),
    })
  }
}

/** The walk went through what it is about: otherwise it proves nothing. */
async function expectVariety(zone: string, at: Date): Promise<void> {
  const handoffs = await handoffRows()
  const { decided, accepted, inTime, missed } = countHandoffs(handoffs, ALWAYS, zone, at)
  for (const number of [accepted, decided - accepted, inTime, missed]) expect(number).toBeGreaterThan(2)
  expect(handoffs.filter(({ asked, answered }) => asked && !answered)).not.toHaveLength(0)
  expect(handoffs.filter(({ answered }) => answered)).not.toHaveLength(0)
  const kinds = await db.rows<{ kind: string }>(sql`select distinct kind from lag_rollup`)
  expect(kinds.map(({ kind }) => kind)).toEqual(expect.arrayContaining([...LAG_KINDS]))
  const events = await db.rows<{ type: string }>(sql`select distinct type from lead_event`)
  const types = events.map(({ type }) => type)
  expect(types).toEqual(expect.arrayContaining(['verdict_undone', 'contested', 'merged']))
}

describe.each(COMPANIES)('handoffs and durations of a company in $zone', ({ zone, start, seed }) => {
  it('are counted the same from rollups as one by one, whenever changes are folded', {
    timeout: 120_000,
  }, async () => {
    const random = numbers(seed)
    const life = await Life.begin(zone, start, random)
    for (let step = 1; step <= 260; step++) {
      await life.step()
      if (random() < 0.04) await foldChanges(3)
      if (step % 65 === 0) await expectAllEqual(life, zone)
    }
    await expectVariety(zone, life.at)
    await foldChanges()
    await expectAllEqual(life, zone)
    // The clocks of what is pending run out without anybody doing anything.
    life.now += 90 * HOUR
    await expectAllEqual(life, zone)
    await db.run(sql`update rollup_state set time_zone = null`)
    await expectAllEqual(life, zone) // counted directly
    await rebuildRollups()
    await expectAllEqual(life, zone)
  })
})
