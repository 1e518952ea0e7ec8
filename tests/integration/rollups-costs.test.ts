import { beforeAll, expect, it } from 'vitest'
import { createCampaign, createChannel } from '@/lib/channels/commands'
import { type CostGrouping, costsOf } from '@/lib/funnel/queries/costs'
import { addDays, dayNumber } from '@/lib/platform/calendar'
import { db, sql } from '@/lib/platform/db/sql'
import { lastDayOf, monthsOf, type Period, periodOfMonth } from '@/lib/platform/period'
import { must } from '@/lib/platform/result'
import { changeCost, createCost, removeCost, restoreCost } from '@/lib/spend/commands/ledger'
import { putSpend } from '@/lib/spend/commands/put'
import { changeCostInput, createCostInput, putSpendInput } from '@/lib/spend/schema'
import { type Company, makePeople } from '../support/life'

/** Whatever is entered, changed, removed and brought back: costs read by months are those of the entries, to the cent. */

let people: Company
let random: () => number

beforeAll(async () => {
  people = await makePeople(new Date('2026-05-01T00:00:00Z'))
  for (const name of ['Search', 'Fair']) {
    const { id } = must(await createChannel(people.admin, { name }))
    for (const campaign of ['A', 'B'])
      must(await createCampaign(people.marketer, { channelId: id, name: `${name} ${campaign}` }))
  }
  let state = 20_261_123
  random = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
})

function one<T>(of: readonly T[]): T {
  const found = of[Math.floor(random() * of.length)]
  if (found === undefined) throw new Error('nothing to choose from')
  return found
}

function someDay(): string {
  return addDays('2025-10-01', Math.floor(random() * 400))
}

function somePeriod(): Period {
  const from = someDay()
  return { from, to: addDays(from, Math.floor(random() * 200)) }
}

function someTime() {
  const { from, to } = somePeriod()
  return one([
    { day: from },
    { month: from.slice(0, 7) },
    { month: from.slice(0, 7), untilMonth: to.slice(0, 7) },
    { from, to },
  ])
}

function somePlace() {
  const channel = one(['Search', 'Fair'])
  return one([{ channel }, { channel, campaign: `${channel} A` }, { channel, campaign: `${channel} B` }])
}

function amounts() {
  return {
    amount: (random() * 3000).toFixed(2),
    reach: Math.floor(random() * 5000),
    responses: Math.floor(random() * 90),
  }
}

const someone = (side: string) => (side === 'sales' ? people.rep : people.marketer)

/** Refusals (of the other side's entry, of one that is there) are no change. */
async function step(): Promise<void> {
  const side = one(['marketing', 'marketing', 'sales'])
  const dice = random()
  if (dice < 0.35) {
    const kind = one(['actual', 'actual', 'planned'])
    await createCost(
      someone(side),
      createCostInput.parse({ side, kind, ...somePlace(), ...someTime(), ...amounts() }),
    )
    return
  }
  if (dice < 0.55) {
    const time = one([{ month: someDay().slice(0, 7) }, { day: someDay() }])
    await putSpend(someone(side), putSpendInput.parse({ side, ...somePlace(), ...time, ...amounts() }))
    return
  }
  const entry = await db.one<{ id: number; removed: boolean; side: string }>(sql`
    select id, removed_at is not null as removed, side from spend order by md5(id::text || ${String(random())}) limit 1`)
  if (!entry) return
  const actor = someone(entry.side)
  if (entry.removed) await restoreCost(actor, { costId: entry.id })
  else if (dice < 0.7) await removeCost(actor, { costId: entry.id })
  else {
    const change = one([amounts(), somePlace(), someTime(), { ...amounts(), ...someTime() }])
    await changeCost(actor, { costId: entry.id, change: changeCostInput.parse(change) })
  }
}

type Entry = {
  channel: number | null
  campaign: number | null
  side: 'marketing' | 'sales'
  planned: boolean
  monthly: boolean
  first: string
  last: string
  cents: string
  reach: number
  responses: number
}

async function entries(): Promise<Entry[]> {
  return db.rows(sql`
    select channel_id as channel, campaign_id as campaign, side, planned, monthly, first_day as first, last_day as last,
      (amount * 100)::bigint::text as cents, reach, responses
    from spend where removed_at is null`)
}

/** What of a whole lies on the days of the period: the difference of two running sums, each rounded half up. */
function share(whole: bigint, first: string, last: string, { from, to }: Period): bigint {
  const days = BigInt(dayNumber(last) - dayNumber(first) + 1)
  const upTo = (day: string) => {
    const n = BigInt(Math.min(Math.max(dayNumber(day) - dayNumber(first) + 1, 0), Number(days)))
    return (2n * whole * n + days) / (2n * days)
  }
  return upTo(to) - upTo(addDays(from, -1))
}

type Sum = { marketing: bigint; sales: bigint; reach: bigint; responses: bigint }

function expected(
  all: readonly Entry[],
  period: Period,
  grouping: CostGrouping,
  planned: boolean,
): Map<unknown, Sum> {
  const sums = new Map<unknown, Sum>()
  const parts =
    grouping === 'month' ? monthsOf(period).flatMap((month) => periodOfMonth(month, period) ?? []) : [period]
  for (const entry of all.filter((each) => each.planned === planned)) {
    const { first, last } = entry
    const stretches = entry.monthly
      ? monthsOf({ from: first, to: last }).map((month) => ({ first: `${month}-01`, last: lastDayOf(month) }))
      : [{ first, last }]
    for (const stretch of stretches)
      for (const part of parts) {
        const of = (whole: bigint) => share(whole, stretch.first, stretch.last, part)
        const key = {
          none: null,
          channel: entry.channel,
          campaign: entry.campaign,
          origin: entry.side,
          month: part.from.slice(0, 7),
        }[grouping]
        const sum = sums.get(key) ?? { marketing: 0n, sales: 0n, reach: 0n, responses: 0n }
        sum[entry.side] += of(BigInt(entry.cents))
        sum.reach += of(BigInt(entry.reach))
        sum.responses += of(BigInt(entry.responses))
        sums.set(key, sum)
      }
  }
  return sums
}

function cents(money: string): bigint {
  return BigInt(money.replace('.', ''))
}

async function expectEqual(all: readonly Entry[], groupings: readonly CostGrouping[]): Promise<void> {
  const periods = [
    somePeriod(),
    somePeriod(),
    { from: '2026-01-01', to: '2026-03-31' },
    { from: '2020-01-01', to: '2030-12-31' },
  ]
  for (const period of periods)
    for (const grouping of groupings)
      for (const planned of [false, true]) {
        const months = monthsOf(period).flatMap((month) => periodOfMonth(month, period) ?? [])
        const rows = await costsOf(period, grouping, {}, months, { planned })
        const found = (rows ?? []).map(({ key, marketing, sales, reach, responses }) => [
          key,
          {
            marketing: cents(marketing),
            sales: cents(sales),
            reach: BigInt(reach),
            responses: BigInt(responses),
          },
        ])
        const sums = [...expected(all, period, grouping, planned)].filter(([, sum]) =>
          Object.values(sum).some((each) => each !== 0n),
        )
        const inOrder = (pairs: unknown[][]) => pairs.toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1))
        expect(inOrder(found), `${grouping} ${period.from} ${period.to}`).toEqual(inOrder(sums))
      }
}

it('are the sum of the entries after any changes, however a period cuts them', {
  timeout: 120_000,
}, async () => {
  for (let n = 1; n <= 150; n++) {
    await step()
    if (n % 30 === 0) await expectEqual(await entries(), ['none', 'channel', 'campaign', 'origin', 'month'])
  }
  const all = await entries()
  expect(all.filter(({ monthly }) => monthly)).not.toHaveLength(0)
  expect(all.filter(({ planned }) => planned)).not.toHaveLength(0)
  // A shared cost is in what is not told by place; how it is split has tests of its own.
  const shared = { side: 'sales', splitBy: 'leads', from: '2026-01-15', to: '2026-04-14', amount: '100.01' }
  must(await createCost(people.rep, createCostInput.parse(shared)))
  await expectEqual(await entries(), ['none', 'origin', 'month'])
  // Nothing is left over of what was removed.
  await db.run(sql`delete from cost_share`)
  await db.run(sql`delete from spend`)
  const left = await db.rows(sql`select from cost_rollup where amount <> 0 or reach <> 0 or responses <> 0`)
  expect(left).toEqual([])
})
