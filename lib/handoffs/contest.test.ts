import { expect, it } from 'vitest'
import { addWorkingMinutes, officeHours } from '@/lib/platform/working-time'
import {
  agreementOf,
  type ContestFacts,
  contestableUntil,
  lookDue,
  lookedAtBy,
  mayRule,
  RULING_WITHIN_MINUTES,
  speaksFor,
  standingOf,
} from './contest'

const hours = officeHours('Europe/Berlin')
const DUE = new Date('2026-03-05T17:00:00Z')
const BEFORE = new Date('2026-03-05T09:00:00Z')
const AFTER = new Date('2026-03-06T09:00:00Z')
const [MARA, HEDDA, BOTH, EVA] = [1, 2, 3, 4]
const heads = { marketing: [MARA], sales: [HEDDA] }
const open: ContestFacts = { dueAt: DUE, escalatedAt: null, settledAt: null, positions: [] }
const said = (side: 'marketing' | 'sales', personId: number, opinion: 'uphold' | 'overturn' = 'uphold') => ({
  side,
  personId,
  opinion,
})
const rulingDue = addWorkingMinutes(DUE, RULING_WITHIN_MINUTES, hours)

it.each([
  ['nobody has spoken', open, heads, BEFORE, 'heads', ['marketing', 'sales']],
  ['one has spoken', { ...open, positions: [said('sales', HEDDA)] }, heads, BEFORE, 'heads', ['marketing']],
  ['the time is over', open, heads, AFTER, 'executive', ['marketing', 'sales']],
  ['sales has no head', open, { marketing: [MARA], sales: [] }, BEFORE, 'heads', ['marketing']],
  [
    'sales has no head and marketing has spoken',
    { ...open, positions: [said('marketing', MARA)] },
    { marketing: [MARA], sales: [] },
    BEFORE,
    'executive',
    [],
  ],
  ['no side has a head', open, { marketing: [], sales: [] }, BEFORE, 'executive', []],
  [
    'one person heads both',
    open,
    { marketing: [BOTH], sales: [BOTH] },
    BEFORE,
    'heads',
    ['marketing', 'sales'],
  ],
  [
    'one person heads both and has spoken for one',
    { ...open, positions: [said('marketing', BOTH)] },
    { marketing: [BOTH], sales: [BOTH] },
    BEFORE,
    'executive',
    [],
  ],
  [
    'the other side has a head of its own besides',
    { ...open, positions: [said('marketing', BOTH)] },
    { marketing: [BOTH], sales: [BOTH, HEDDA] },
    BEFORE,
    'heads',
    ['sales'],
  ],
  ['it was handed on', { ...open, escalatedAt: BEFORE }, heads, BEFORE, 'executive', ['marketing', 'sales']],
  ['it is settled', { ...open, settledAt: BEFORE }, heads, AFTER, 'settled', []],
] as const)('knows whose move it is when %s', (_, contest, who, at, phase, owes) => {
  expect(standingOf(contest, who, at, hours)).toMatchObject({ phase, owes })
})

it('gives an executive two working days after the heads had theirs, whether or not a job has run', () => {
  expect(standingOf(open, heads, AFTER, hours)).toMatchObject({ dueAt: rulingDue, overdue: false })
  const late = new Date(rulingDue.getTime() + 1)
  expect(standingOf(open, heads, late, hours)).toMatchObject({ dueAt: rulingDue, overdue: true })
  const handedOn = { ...open, escalatedAt: DUE, dueAt: rulingDue }
  for (const at of [AFTER, rulingDue, late])
    expect(standingOf(handedOn, heads, at, hours)).toEqual(standingOf(open, heads, at, hours))
})

it('takes one position of each side and of each person', () => {
  expect(speaksFor('sales', HEDDA, [])).toBe(true)
  expect(speaksFor('sales', HEDDA, [said('sales', EVA)])).toBe(false)
  expect(speaksFor('sales', BOTH, [said('marketing', BOTH)])).toBe(false)
  expect(agreementOf([said('sales', HEDDA)])).toBeNull()
  expect(agreementOf([said('sales', HEDDA), said('marketing', MARA, 'overturn')])).toBeNull()
  expect(agreementOf([said('sales', HEDDA, 'overturn'), said('marketing', MARA, 'overturn')])).toBe(
    'overturn',
  )
})

it('lets who took part rule only where nobody else could', () => {
  const contest = { openedById: MARA, decidedById: BOTH, positions: [said('sales', HEDDA)] }
  expect(mayRule(contest, EVA, [EVA])).toBe(true)
  expect(mayRule(contest, EVA, [])).toBe(false)
  expect(mayRule(contest, BOTH, [BOTH, EVA])).toBe(false)
  expect(mayRule(contest, HEDDA, [HEDDA, EVA])).toBe(false)
  expect(mayRule(contest, MARA, [MARA, BOTH])).toBe(true)
})

it('counts thirty whole days after the day of the rejection, over a change of clocks', () => {
  const until = contestableUntil(new Date('2026-03-05T22:59:59Z'), 'Europe/Berlin')
  expect(until).toEqual(new Date('2026-04-04T22:00:00Z'))
})

it('knows which rejections should have been looked at by now', () => {
  for (let hour = 0; hour < 24 * 14; hour++) {
    const at = new Date(Date.parse('2026-03-20T00:30:00Z') + hour * 3_600_000)
    const by = lookedAtBy(at, hours)
    expect(lookDue(new Date(by.getTime() - 1001), hours) < at).toBe(true)
    expect(lookDue(new Date(by.getTime() + 1001), hours) >= at).toBe(true)
  }
})
