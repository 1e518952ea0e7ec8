import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  dayOf,
  daysBetween,
  endOfDay,
  instantAt,
  isDay,
  isTimeZone,
  offsetAt,
  startOfDay,
} from './calendar'

fc.configureGlobal({ seed: 20_261_122 })

const ZONES = [
  'UTC',
  'Europe/Berlin',
  'Europe/Moscow',
  'America/Sao_Paulo',
  'America/New_York',
  'America/St_Johns',
  'America/Havana',
  'Asia/Kathmandu',
  'Asia/Tehran',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
  'Africa/Casablanca',
]

const instants = fc.date({
  min: new Date('1970-01-05T00:00:00Z'),
  max: new Date('2099-12-25T00:00:00Z'),
  noInvalidDate: true,
})
const zones = fc.constantFrom(...ZONES)

describe('days', () => {
  test.each([
    // zone, day, first instant, first instant of the next day, why
    ['UTC', '2024-02-29', '2024-02-29T00:00:00Z', '2024-03-01T00:00:00Z', 'leap day'],
    ['Europe/Berlin', '2024-03-31', '2024-03-30T23:00:00Z', '2024-03-31T22:00:00Z', '23 hours'],
    ['Europe/Berlin', '2024-10-27', '2024-10-26T22:00:00Z', '2024-10-27T23:00:00Z', '25 hours'],
    ['Europe/Moscow', '2026-11-21', '2026-11-20T21:00:00Z', '2026-11-21T21:00:00Z', 'no summer time'],
    ['Europe/Moscow', '2014-10-26', '2014-10-25T20:00:00Z', '2014-10-26T21:00:00Z', 'left +04 for good'],
    ['Asia/Kathmandu', '2026-01-01', '2025-12-31T18:15:00Z', '2026-01-01T18:15:00Z', '+05:45'],
    ['Asia/Kathmandu', '1986-01-01', '1985-12-31T18:30:00Z', '1986-01-01T18:15:00Z', 'no 00:00 to 00:15'],
    [
      'Australia/Lord_Howe',
      '2024-04-07',
      '2024-04-06T13:00:00Z',
      '2024-04-07T13:30:00Z',
      'half an hour back',
    ],
    [
      'Australia/Lord_Howe',
      '2024-10-06',
      '2024-10-05T13:30:00Z',
      '2024-10-06T13:00:00Z',
      'half an hour ahead',
    ],
    ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00Z', '2018-11-05T02:00:00Z', 'no midnight'],
    ['America/Sao_Paulo', '2018-02-17', '2018-02-17T02:00:00Z', '2018-02-18T03:00:00Z', '23:00 came twice'],
    ['America/Sao_Paulo', '2018-02-18', '2018-02-18T03:00:00Z', '2018-02-19T03:00:00Z', 'the day after'],
    ['America/Havana', '2024-11-03', '2024-11-03T04:00:00Z', '2024-11-04T05:00:00Z', 'midnight came twice'],
    ['America/Toronto', '1919-03-31', '1919-03-31T04:30:00Z', '1919-04-01T04:00:00Z', '23:30 became 00:30'],
    ['Pacific/Apia', '2011-12-29', '2011-12-29T10:00:00Z', '2011-12-30T10:00:00Z', 'before the skipped day'],
    [
      'Pacific/Apia',
      '2011-12-30',
      '2011-12-30T10:00:00Z',
      '2011-12-30T10:00:00Z',
      'the skipped day is empty',
    ],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00Z', '2011-12-31T10:00:00Z', 'after the skipped day'],
    ['Pacific/Kiritimati', '2026-06-01', '2026-05-31T10:00:00Z', '2026-06-01T10:00:00Z', '+14'],
    ['Etc/GMT+12', '2026-06-01', '2026-06-01T12:00:00Z', '2026-06-02T12:00:00Z', '-12'],
    ['UTC', '0099-12-31', '0099-12-31T00:00:00Z', '0100-01-01T00:00:00Z', 'a year below 100'],
  ])('%s %s begins %s and ends %s: %s', (zone, day, start, end) => {
    expect(startOfDay(day, zone)).toEqual(new Date(start))
    expect(endOfDay(day, zone)).toEqual(new Date(end))
  })

  test.each([
    ['2026-11-21T21:00:00Z', 'Europe/Moscow', '2026-11-22'],
    ['2026-11-21T20:59:59.999Z', 'Europe/Moscow', '2026-11-21'],
    ['2025-12-31T18:15:00Z', 'Asia/Kathmandu', '2026-01-01'],
    ['2025-12-31T18:14:59.999Z', 'Asia/Kathmandu', '2025-12-31'],
    ['2018-11-04T02:59:59Z', 'America/Sao_Paulo', '2018-11-03'],
    ['2018-11-04T03:00:00Z', 'America/Sao_Paulo', '2018-11-04'],
    ['2011-12-30T09:59:59Z', 'Pacific/Apia', '2011-12-29'],
    ['2011-12-30T10:00:00Z', 'Pacific/Apia', '2011-12-31'],
    ['1969-12-31T23:59:59.999Z', 'UTC', '1969-12-31'],
  ])('%s in %s is %s', (at, zone, day) => {
    expect(dayOf(new Date(at), zone)).toBe(day)
  })

  test('every instant lies in its day, and days follow each other', () => {
    fc.assert(
      fc.property(instants, zones, (at, zone) => {
        const day = dayOf(at, zone)
        const start = startOfDay(day, zone)
        const end = endOfDay(day, zone)
        // Newfoundland went back at 00:01, so a minute of the new day lies before the end of the old one.
        if (zone !== 'America/St_Johns') {
          expect(start.getTime()).toBeLessThanOrEqual(at.getTime())
          expect(at.getTime()).toBeLessThan(end.getTime())
        }
        expect(dayOf(start, zone)).toBe(day)
        expect(startOfDay(addDays(day, 1), zone)).toEqual(end)
      }),
      { numRuns: 2000 },
    )
  })

  test('the offset is the one that Intl shows', () => {
    fc.assert(
      fc.property(instants, zones, (at, zone) => {
        const shown = new Date(at.getTime() + offsetAt(at, zone)).toISOString().slice(0, 19).replace('T', ' ')
        expect(at.toLocaleString('sv-SE', { timeZone: zone })).toBe(shown)
      }),
      { numRuns: 500 },
    )
  })

  test('names of days', () => {
    expect(isDay('2024-02-29')).toBe(true)
    for (const no of [
      '2023-02-29',
      '2024-13-01',
      '2024-00-10',
      '2024-04-31',
      '2024-4-1',
      ' 2024-04-01',
      '',
      'x',
    ])
      expect(isDay(no)).toBe(false)
    expect(() => startOfDay('2023-02-29', 'UTC')).toThrow(RangeError)
    expect(() => startOfDay('2023-02-28', 'Mars/Base')).toThrow(RangeError)
    expect(() => dayOf(new Date(Number.NaN), 'UTC')).toThrow(RangeError)
    expect(addDays('2024-02-28', 2)).toBe('2024-03-01')
    expect(addDays('2024-03-01', -2)).toBe('2024-02-28')
    expect(daysBetween('2024-01-01', '2025-01-01')).toBe(366)
    expect(daysBetween('2024-03-01', '2024-02-28')).toBe(-2)
  })

  test('names of zones', () => {
    for (const yes of ['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])
      expect(isTimeZone(yes)).toBe(true)
    for (const no of ['', '+05:30', 'Mars/Base', "UTC'; drop table lead", 'Europe/'])
      expect(isTimeZone(no)).toBe(false)
  })

  test('a wall clock time that happens twice is the first, one in a gap the first after', () => {
    const quarterPastTwo = 135 * 60_000
    expect(instantAt('2024-10-27', quarterPastTwo, 'Europe/Berlin')).toEqual(new Date('2024-10-27T00:15:00Z'))
    expect(instantAt('2024-03-31', quarterPastTwo, 'Europe/Berlin')).toEqual(new Date('2024-03-31T01:00:00Z'))
    expect(instantAt('2024-07-01', quarterPastTwo, 'Europe/Berlin')).toEqual(new Date('2024-07-01T00:15:00Z'))
  })
})
