import type { KpiId } from '@/lib/funnel/metrics'
import type { Actor } from '@/lib/platform/actor'
import { addDays, dayOf, instantAt } from '@/lib/platform/calendar'
import { must } from '@/lib/platform/result'
import { agreeToTargets, setTarget } from '@/lib/targets/commands'
import { daysOf, periodsAround } from '@/lib/targets/target-period'
import { ORGANISATION } from './company'

const HOUR = 3_600_000

type Wish = readonly [kpi: KpiId, value: string]

/**
 * What the demo company's executive asked for: a plan of the last quarters and of this one that both heads agreed to,
 * after one change; the year's revenue; and for this month and the next quarter what only one of them, or nobody, has
 * agreed to yet.
 */
export async function planTargets(as: (key: string, at: Date) => Actor, now: Date): Promise<void> {
  const today = dayOf(now, ORGANISATION.timeZone)
  const at = (daysAgo: number, hour: number) =>
    instantAt(addDays(today, -daysAgo), hour * HOUR, ORGANISATION.timeZone)
  const [month = '', quarter = '', year = ''] = periodsAround(today)
  const { from, to } = daysOf(quarter)
  const before = periodsAround(addDays(from, -1))[1] ?? ''
  const next = periodsAround(addDays(to, 1))[1] ?? ''

  const set = async (period: string, wishes: readonly Wish[], daysAgo: number) => {
    const made: { id: number; version: number }[] = []
    for (const [kpi, value] of wishes) {
      const wish = { kpi, period, value, version: null }
      const { target } = must(await setTarget(as('helena', at(daysAgo, 10)), wish))
      if (target) made.push({ id: target.id, version: target.version })
    }
    return made
  }
  const agree = async (key: string, targets: { id: number; version: number }[], daysAgo: number) =>
    must(await agreeToTargets(as(key, at(daysAgo, 15)), { targets }))

  const usual: Wish[] = [
    ['acceptanceRate', '0.6'],
    ['slaKept', '0.8'],
    ['leadToSale', '0.08'],
    ['costPerAcceptedLead', '600'],
    ['responseTime', '4.5'],
  ]
  const last = await set(before, [...usual, ['customers', '48'], ['revenue', '950000']], 150)
  await agree('anna', last, 149)
  await agree('tomas', last, 148)

  const current = await set(quarter, [...usual, ['revenue', '1000000'], ['forgotten12', '150']], 60)
  await agree('anna', current, 59)
  const [sixty] = await set(quarter, [['customers', '75']], 60)
  await agree('anna', sixty ? [sixty] : [], 59)
  // Seventy-five was more than sales would sign for.
  const change = { kpi: 'customers' as const, period: quarter, value: '60', version: 1 }
  const { target: sixtyNow } = must(await setTarget(as('helena', at(57, 9)), change))
  const agreed = sixtyNow ? [...current, { id: sixtyNow.id, version: sixtyNow.version }] : current
  await agree('tomas', agreed, 56)
  await agree('anna', sixtyNow ? [{ id: sixtyNow.id, version: sixtyNow.version }] : [], 55)

  const whole = await set(
    year,
    [
      ['revenue', '4000000'],
      ['customers', '230'],
      ['cac', '3200'],
    ],
    300,
  )
  await agree('tomas', whole, 298)
  await agree('anna', whole, 297)

  const running = await set(
    month,
    [
      ['acceptanceRate', '0.6'],
      ['customers', '20'],
      ['hotShare', '0.45'],
    ],
    20,
  )
  await agree('anna', running, 19)
  await set(next, [...usual, ['customers', '66'], ['revenue', '1100000']], 5)
}
