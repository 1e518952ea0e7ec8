import { beforeAll, describe, expect, it } from 'vitest'
import { createChannel } from '@/lib/channels/commands'
import { COHORT_STAGES } from '@/lib/funnel/cohorts'
import { cohorts } from '@/lib/funnel/queries/cohorts'
import { stageTimes } from '@/lib/funnel/queries/stage-times'
import { timeToWin } from '@/lib/funnel/queries/time-to-win'
import { reachedByHref, rowFilters, segmentHref, stageHref } from '@/lib/funnel/search-params'
import { countLeads } from '@/lib/leads/queries/list'
import { readLeadFilters } from '@/lib/leads/search-params'
import { LEAD_STAGES, type LeadStage } from '@/lib/leads/stages'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { addDays } from '@/lib/platform/calendar'
import { db, sql } from '@/lib/platform/db/sql'
import { addMonths, lastDayOf } from '@/lib/platform/period'
import { must } from '@/lib/platform/result'
import { type Journey, type Step, type StepKind, type Walked, walk } from '../support/journeys'
import { type Company, makePeople } from '../support/life'

/** Far from UTC, and half an hour off: its clocks change on 5 April and 4 October 2026 by 30 minutes. */
const ZONE = 'Australia/Lord_Howe'
const NOW = new Date('2026-11-10T00:00:00Z')
const TODAY = '2026-11-10'
const PERIOD = { from: '2026-01-10', to: '2026-11-10' }
const DAY = 86_400_000

let people: Company
let reader: Actor
let company: Walked[]
let channelIds: Map<string, number>

function dayIn(at: string): string {
  return new Date(at).toLocaleDateString('sv-SE', { timeZone: ZONE })
}

function daysFrom(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY)
}

function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function makeJourney(random: () => number): Journey {
  const channel = ['Search', 'Fair', undefined][Math.floor(random() * 3)]
  let at = Date.parse('2026-01-05T00:00:00Z') + random() * 300 * DAY
  const steps: Step[] = []
  const step = (kind: StepKind, days: number, amount?: string) => {
    at += random() * days * DAY
    if (at >= NOW.getTime() - DAY) return false
    steps.push({ kind, at: new Date(at).toISOString(), amount })
    return true
  }
  step('created', 0)
  if (random() < 0.1) step('disqualified', 30)
  else if (step('qualified', 12) && step('handedOff', 20) && step('accepted', 9) && random() < 0.9)
    if (step('deal', 30) && random() < 0.85) {
      if (random() < 0.75) step('won', 70, '100.00')
      else step('lost', 70)
    }
  return { channel, marketer: people.marketer, rep: people.rep, grade: 'hot', steps }
}

beforeAll(async () => {
  people = await makePeople(new Date('2026-01-01T00:00:00Z'), ZONE)
  reader = actorAt(people.executive, NOW)
  channelIds = new Map()
  for (const name of ['Search', 'Fair'])
    channelIds.set(name, must(await createChannel(people.admin, { name })).id)
  const random = numbers(20_261_122)
  company = []
  for (let i = 0; i < 70; i++) company.push(await walk(makeJourney(random)))
}, 120_000)

// What the numbers must be, by a few lines that know nothing of SQL.

const KIND: Record<LeadStage, StepKind> = {
  leads: 'created',
  qualified: 'qualified',
  handedOff: 'handedOff',
  accepted: 'accepted',
  deals: 'deal',
  won: 'won',
}

function reachedOn({ steps }: Walked, stage: LeadStage): string | null {
  const at = steps.find(({ kind }) => kind === KIND[stage])?.at
  return at === undefined ? null : dayIn(at)
}

function createdOn(lead: Walked): string {
  return reachedOn(lead, 'leads') ?? ''
}

const mine = () => company.filter((lead) => createdOn(lead) >= PERIOD.from && createdOn(lead) <= PERIOD.to)

async function countOf(href: string): Promise<number> {
  const query = Object.fromEntries(new URL(href, 'http://x').searchParams)
  return (await countLeads(reader, readLeadFilters(query), { exact: true })).count
}

describe('the triangle', () => {
  it.each(COHORT_STAGES)('%s: each cell is what happened, and the list behind it', async (stage) => {
    const { rows } = await cohorts(reader, { ...PERIOD, stage, filters: {} })
    expect(rows.map(({ month }) => month)).toEqual(
      [...Array(11)].map((_, i) => `2026-${String(i + 1).padStart(2, '0')}`),
    )
    expect(rows.reduce((sum, { leads }) => sum + leads, 0)).toBe(mine().length)
    for (const { month, leads, cells, byNow, within, underWay } of rows) {
      const created = mine().filter((lead) => createdOn(lead).startsWith(month))
      expect(leads).toBe(created.length)
      expect(underWay, month).toBe(
        created.filter(({ steps }) => !['won', 'lost', 'disqualified'].includes(steps.at(-1)?.kind ?? ''))
          .length,
      )
      const by = (day: string) => created.filter((lead) => (reachedOn(lead, stage) ?? '9999') <= day).length
      expect(byNow.count, month).toBe(by(TODAY))
      for (const { months, share, young } of cells) {
        const end = lastDayOf(addMonths(`${month}-01`, months).slice(0, 7))
        expect(share.count, `${month} + ${months}`).toBe(by(end))
        expect(share.base).toBe(leads)
        expect(young).toBe(end >= TODAY)
        expect(await countOf(reachedByHref(PERIOD, stage, { month, by: end }))).toBe(share.count)
      }
      for (const { days, share, young } of within) {
        const inTime = created.filter((lead) => {
          const day = reachedOn(lead, stage)
          return day !== null && daysFrom(createdOn(lead), day) <= days
        })
        expect(share.count, `${month} within ${days}`).toBe(inTime.length)
        expect(young, `${month} within ${days}`).toBe(addDays(lastDayOf(month), days) >= TODAY)
        const href = stageHref(
          { ...PERIOD, basis: 'cohort', within: days },
          stage,
          rowFilters('month', month, {}),
        )
        expect(await countOf(href)).toBe(share.count)
      }
      expect(await countOf(segmentHref(PERIOD, 'underWay', { month }))).toBe(underWay)
    }
  })

  it('counts one channel alone', async () => {
    const channel = channelIds.get('Fair') ?? 0
    const { rows } = await cohorts(reader, { ...PERIOD, stage: 'won', filters: { channel } })
    const fair = mine().filter((lead) => lead.channel === 'Fair')
    expect(rows.reduce((sum, { leads }) => sum + leads, 0)).toBe(fair.length)
    expect(rows.reduce((sum, { byNow }) => sum + byNow.count, 0)).toBe(
      fair.filter((lead) => reachedOn(lead, 'won')).length,
    )
  })
})

describe('the time to a win', () => {
  it('is the product over the days of who was still to be won, by channel and of all', async () => {
    const { rows, total } = await timeToWin(reader, { ...PERIOD, groupBy: 'channel', filters: {} })
    expect(rows.map(({ label }) => label).toSorted()).toEqual(['Fair', 'Search', null].toSorted())
    expect(rows.at(-1)?.key).toBeNull()
    const names = new Map([...channelIds].map(([name, id]) => [id, name]))
    for (const row of [...rows, { ...total, key: 'all' as const }]) {
      const leads = mine().filter(
        ({ channel }) => row.key === 'all' || channel === (row.key === null ? undefined : names.get(row.key)),
      )
      const watched = leads.map((lead) => {
        const won = reachedOn(lead, 'won')
        return { won: won !== null, days: daysFrom(createdOn(lead), won ?? TODAY) }
      })
      expect(row.leads).toBe(leads.length)
      expect(row.wins).toBe(watched.filter(({ won }) => won).length)
      expect(row.wins).toBeGreaterThan(0)
      let left = 1
      const days = [...new Set(watched.filter(({ won }) => won).map(({ days }) => days))].toSorted(
        (a, b) => a - b,
      )
      expect(row.curve.map(({ time }) => time)).toEqual(days)
      row.curve.forEach(({ time, atRisk, events, value }) => {
        const there = watched.filter(({ days }) => days >= time).length
        const now = watched.filter(({ won, days }) => won && days === time).length
        left *= 1 - now / there
        expect([atRisk, events]).toEqual([there, now])
        expect(value).toBeCloseTo(1 - left, 12)
      })
      for (const { day, wins } of row.at) {
        const filters = row.key === 'all' ? {} : { channel: row.key }
        const href = stageHref({ ...PERIOD, basis: 'cohort', within: day }, 'won', filters)
        expect(await countOf(href)).toBe(wins)
      }
    }
  })

  it('leaves out and counts what was won before its creation', async () => {
    const lead = company.find((one) => reachedOn(one, 'won') && createdOn(one) >= PERIOD.from)
    const before = (await timeToWin(reader, { ...PERIOD, groupBy: 'none', filters: {} })).total
    // As an import of times in the wrong order makes it.
    const wrong = db.run(
      sql`update lead set won_at = created_at - interval '3 days' where id = ${lead?.id ?? 0}`,
    )
    await wrong
    const { total } = await timeToWin(reader, { ...PERIOD, groupBy: 'none', filters: {} })
    expect(total).toMatchObject({ leads: before.leads, wins: before.wins - 1, leftOut: 1 })
    const right = lead?.steps.find(({ kind }) => kind === 'won')?.at ?? ''
    await db.run(sql`update lead set won_at = ${right}::timestamptz where id = ${lead?.id ?? 0}`)
  })
})

describe('the time between stages', () => {
  it('is the median and the middle half of what the leads took', async () => {
    const times = await stageTimes(reader, { ...PERIOD, filters: {} })
    for (const stage of LEAD_STAGES.slice(1)) {
      const before = LEAD_STAGES[LEAD_STAGES.indexOf(stage) - 1] ?? 'leads'
      const days = mine()
        .flatMap((lead) => {
          const from = reachedOn(lead, before)
          const to = reachedOn(lead, stage)
          return from && to ? [daysFrom(from, to)] : []
        })
        .toSorted((a, b) => a - b)
      const at = (share: number) => {
        const place = (days.length - 1) * share
        const low = days[Math.floor(place)] ?? 0
        return low + ((days[Math.ceil(place)] ?? 0) - low) * (place % 1)
      }
      const time = times[stage as keyof typeof times]
      expect(time?.n, stage).toBe(days.length)
      expect(time?.median, stage).toBeCloseTo(at(0.5), 9)
      expect(time?.low, stage).toBeCloseTo(at(0.25), 9)
      expect(time?.high, stage).toBeCloseTo(at(0.75), 9)
    }
  })

  it('is nothing where nothing happened', async () => {
    const times = await stageTimes(reader, { from: '2020-01-01', to: '2020-02-01', filters: {} })
    expect(Object.values(times).every((time) => time === null)).toBe(true)
  })
})
