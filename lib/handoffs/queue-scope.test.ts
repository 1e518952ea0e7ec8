import { describe, expect, it } from 'vitest'
import { placeOf, scopeOf } from './queue-scope'
import { type QueueView, viewFilter } from './search-params'

const ME = 7
const rep = { roles: ['sales' as const], headOf: [] }

const everyones = { state: 'pending', assigneeId: null, waiting: false }
const mine = { ...everyones, assigneeId: ME }
const theirs = { ...everyones, assigneeId: 8 }
const asked = { ...everyones, waiting: true }
const accepted = { state: 'accepted', assigneeId: null, waiting: false }
const rejected = { state: 'rejected', assigneeId: ME, waiting: false }
const CHANGES = { everyones, mine, theirs, asked, accepted, rejected }

/** Which changes leave a handoff in each list. */
const HOLDS: [QueueView, (keyof typeof CHANGES)[], (keyof typeof CHANGES)[]][] = [
  ['open', ['everyones', 'mine'], []],
  ['mine', ['mine'], []],
  ['all', ['everyones', 'mine', 'theirs', 'asked'], []],
  ['overdue', ['everyones', 'mine'], []],
  ['waiting', ['asked'], []],
  ['answers', [], ['asked']],
  ['returned', [], ['rejected']],
  ['verdicts', ['accepted', 'rejected'], []],
]

describe.each(HOLDS)('the list %s', (view, holds, asks) => {
  const scope = scopeOf(viewFilter(rep, view), view, true)
  it.each(Object.keys(CHANGES) as (keyof typeof CHANGES)[])('places a change: %s', (name) => {
    const place = holds.includes(name) ? 'in' : asks.includes(name) ? 'ask' : 'out'
    expect(placeOf(CHANGES[name], scope, ME)).toBe(place)
  })
})

it('counts new ones where there is work to do, on the first page', () => {
  const counts = (view: QueueView, first: boolean) => scopeOf(viewFilter(rep, view), view, first).countsNew
  expect(counts('open', true)).toBe(true)
  expect(counts('open', false)).toBe(false)
  expect(counts('overdue', true)).toBe(false)
  expect(counts('verdicts', true)).toBe(false)
})
