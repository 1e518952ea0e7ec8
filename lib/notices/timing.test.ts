import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { letterTime, type Wishes, workdays } from './timing'

const wishes = (more: Partial<Wishes> = {}): Wishes => ({
  timeZone: 'Europe/Berlin',
  quietFrom: 1200,
  quietTo: 480,
  digestAt: 540,
  ...more,
})
const at = (text: string) => new Date(text)
const time = (timing: 'at_once' | 'digest', from: string, more?: Partial<Wishes>) =>
  letterTime(timing, at(from), wishes(more)).toISOString()

describe('at once', () => {
  it.each([
    ['in the day: now', '2026-11-18T10:00:30Z', '2026-11-18T10:00:30.000Z', {}],
    ['the minute before quiet', '2026-11-18T18:59:59Z', '2026-11-18T18:59:59.000Z', {}],
    ['in the evening: next morning', '2026-11-18T19:00:00Z', '2026-11-19T07:00:00.000Z', {}],
    ['before midnight', '2026-11-18T22:59:00Z', '2026-11-19T07:00:00.000Z', {}],
    ['after midnight: the same morning', '2026-11-18T23:30:00Z', '2026-11-19T07:00:00.000Z', {}],
    ['the very end of quiet is not quiet', '2026-11-19T07:00:00Z', '2026-11-19T07:00:00.000Z', {}],
    [
      'a nap in the day',
      '2026-11-18T12:30:00Z',
      '2026-11-18T13:00:00.000Z',
      { quietFrom: 780, quietTo: 840 },
    ],
    ['never quiet', '2026-11-18T02:00:00Z', '2026-11-18T02:00:00.000Z', { quietFrom: 0, quietTo: 0 }],
    ['half-hour zone', '2026-11-18T15:00:00Z', '2026-11-19T02:30:00.000Z', { timeZone: 'Asia/Kolkata' }],
    // The clock jumps from 2:00 to 3:00 on 29 March: a quiet time that ends at 2:30 ends at the jump.
    ['ends in the gap', '2026-03-29T00:10:00Z', '2026-03-29T01:00:00.000Z', { quietTo: 150 }],
    ['over the night that is an hour shorter', '2026-03-28T20:00:00Z', '2026-03-29T06:00:00.000Z', {}],
    // The clock goes from 3:00 back to 2:00 on 25 October.
    ['over the night that is an hour longer', '2026-10-24T19:00:00Z', '2026-10-25T07:00:00.000Z', {}],
    [
      'ends in the hour that comes twice: the first time',
      '2026-10-24T23:00:00Z',
      '2026-10-25T00:30:00.000Z',
      { quietTo: 150 },
    ],
    [
      'in that hour the second time: over',
      '2026-10-25T01:10:00Z',
      '2026-10-25T01:10:00.000Z',
      { quietTo: 150 },
    ],
    [
      'a zone that nobody knows any more',
      '2026-11-18T10:00:00Z',
      '2026-11-18T10:00:00.000Z',
      { timeZone: 'Mars/Base' },
    ],
  ] as const)('%s', (_name, from, expected, more) => {
    expect(time('at_once', from, more)).toBe(expected)
  })
})

describe('the digest', () => {
  it.each([
    ['this morning', '2026-11-18T05:00:00Z', '2026-11-18T08:00:00.000Z', {}],
    ['at its very minute', '2026-11-18T08:00:00Z', '2026-11-18T08:00:00.000Z', {}],
    ['tomorrow', '2026-11-18T08:00:01Z', '2026-11-19T08:00:00.000Z', {}],
    ['after the weekend', '2026-11-20T12:00:00Z', '2026-11-23T08:00:00.000Z', {}],
    ['in summer time', '2026-07-01T12:00:00Z', '2026-07-02T07:00:00.000Z', {}],
    [
      'in the quiet hours, by one’s own wish',
      '2026-11-18T12:00:00Z',
      '2026-11-19T05:00:00.000Z',
      { digestAt: 360 },
    ],
  ] as const)('%s', (_name, from, expected, more) => {
    expect(time('digest', from, more)).toBe(expected)
  })

  it('comes on the days that the calendar works, and not on its holidays', () => {
    const sundayToThursday = workdays({
      week: [[1], [1], [1], [1], [], [], [1]],
      holidays: new Map([
        ['2026-11-22', []],
        ['2026-11-20', [[540, 720]]],
      ]),
    })
    const next = (from: string) => letterTime('digest', at(from), wishes(), sundayToThursday).toISOString()
    expect(next('2026-11-19T12:00:00Z')).toBe('2026-11-20T08:00:00.000Z') // a Friday worked for once
    expect(next('2026-11-20T12:00:00Z')).toBe('2026-11-23T08:00:00.000Z') // Saturday is free, Sunday a holiday
  })

  it('comes some day even where nobody ever works', () => {
    const from = at('2026-11-18T12:00:00Z')
    expect(letterTime('digest', from, wishes(), () => false)).toEqual(from)
  })
})

it('is never before it may be, never quiet, and the same when asked again', () => {
  const zones = [
    'Europe/Berlin',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'America/Sao_Paulo',
    'Africa/Casablanca',
  ]
  const minute = fc.integer({ min: 0, max: 1439 })
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.date({ min: at('2015-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z'), noInvalidDate: true }),
      minute,
      minute,
      (timeZone, from, quietFrom, quietTo) => {
        const mine = wishes({ timeZone, quietFrom, quietTo })
        const due = letterTime('at_once', from, mine)
        expect(due >= from).toBe(true)
        expect(due.getTime() - from.getTime()).toBeLessThanOrEqual(25 * 3_600_000)
        expect(letterTime('at_once', due, mine)).toEqual(due)
      },
    ),
    { seed: 3, numRuns: 3_000 },
  )
})
