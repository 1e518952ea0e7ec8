import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, dayOf, instantAt } from '@/lib/platform/calendar'
import { DATE_FORMATS, DateDetector, type DateFormat, readDate, readMonth } from './dates'

fc.configureGlobal({ seed: 20_261_122 })

const ALL = DATE_FORMATS
const read = (text: string, formats: readonly DateFormat[] = ALL, zone = 'Europe/Berlin') => {
  const date = readDate(text, formats, zone)
  return date && `${date.at.toISOString()}${date.hasTime ? '' : ' day'}`
}

describe('readDate', () => {
  test.each<[string, DateFormat, string | null]>([
    ['2018-02-01', 'YYYY-MM-DD', '2018-01-31T23:00:00.000Z day'],
    ['2018-07-01', 'YYYY-MM-DD', '2018-06-30T22:00:00.000Z day'],
    ['2018-2-1', 'YYYY-MM-DD', '2018-01-31T23:00:00.000Z day'],
    ['2018/02/01', 'YYYY/MM/DD', '2018-01-31T23:00:00.000Z day'],
    ['01.02.2018', 'DD.MM.YYYY', '2018-01-31T23:00:00.000Z day'],
    ['1/2/2018', 'DD/MM/YYYY', '2018-01-31T23:00:00.000Z day'],
    ['1/2/2018', 'MM/DD/YYYY', '2018-01-01T23:00:00.000Z day'],
    ['03-04-2018', 'DD-MM-YYYY', '2018-04-02T22:00:00.000Z day'],
    ['03-04-2018', 'MM-DD-YYYY', '2018-03-03T23:00:00.000Z day'],
    // with a time of day
    ['2018-02-26 19:58:54', 'YYYY-MM-DD', '2018-02-26T18:58:54.000Z'],
    ['2018-02-26T19:58', 'YYYY-MM-DD', '2018-02-26T18:58:00.000Z'],
    ['26.02.2018 19:58', 'DD.MM.YYYY', '2018-02-26T18:58:00.000Z'],
    ['26.02.2018, 9:58', 'DD.MM.YYYY', '2018-02-26T08:58:00.000Z'],
    ['2/26/2018 7:58 PM', 'MM/DD/YYYY', '2018-02-26T18:58:00.000Z'],
    ['2/26/2018 12:05 a.m.', 'MM/DD/YYYY', '2018-02-25T23:05:00.000Z'],
    ['2018-02-26T19:58:54Z', 'YYYY-MM-DD', '2018-02-26T19:58:54.000Z'],
    ['2018-02-26 19:58:54 UTC', 'YYYY-MM-DD', '2018-02-26T19:58:54.000Z'],
    ['2018-02-26T19:58:54.123456+03:00', 'YYYY-MM-DD', '2018-02-26T16:58:54.123Z'],
    ['2018-02-26T19:58:54-0530', 'YYYY-MM-DD', '2018-02-27T01:28:54.000Z'],
    ['2018-02-26T19:58:54+03', 'YYYY-MM-DD', '2018-02-26T16:58:54.000Z'],
    ['2018-02-26 00:00:00', 'YYYY-MM-DD', '2018-02-25T23:00:00.000Z'],
    // an hour that is not, and one that is twice
    ['2024-03-31 02:30', 'YYYY-MM-DD', '2024-03-31T01:00:00.000Z'],
    ['2024-10-27 02:30', 'YYYY-MM-DD', '2024-10-27T00:30:00.000Z'],
    // the ends
    ['1900-01-01', 'YYYY-MM-DD', '1899-12-31T23:00:00.000Z day'],
    ['2200-12-31', 'YYYY-MM-DD', '2200-12-30T23:00:00.000Z day'],
    ['1899-12-31', 'YYYY-MM-DD', null],
    ['2201-01-01', 'YYYY-MM-DD', null],
    ['0000-01-01', 'YYYY-MM-DD', null],
    // no such day or time
    ['2018-02-29', 'YYYY-MM-DD', null],
    ['2018-13-01', 'YYYY-MM-DD', null],
    ['13/13/2018', 'DD/MM/YYYY', null],
    ['2018-02-26 24:00', 'YYYY-MM-DD', null],
    ['2018-02-26 23:60', 'YYYY-MM-DD', null],
    ['2018-02-26 13:00 PM', 'YYYY-MM-DD', null],
    ['2018-02-26 0:00 AM', 'YYYY-MM-DD', null],
    ['2018-02-26 10:00+25:00', 'YYYY-MM-DD', null],
    // another notation than said
    ['01.02.2018', 'DD/MM/YYYY', null],
    ['2018-02-01', 'DD-MM-YYYY', null],
    ['01-02-2018', 'YYYY-MM-DD', null],
    ['2018-02/01', 'YYYY-MM-DD', null],
    ['01.02.18', 'DD.MM.YYYY', null],
    ['20180201', 'YYYY-MM-DD', null],
    ['43132', 'YYYY-MM-DD', null],
    ['tomorrow', 'YYYY-MM-DD', null],
    ['', 'YYYY-MM-DD', null],
    ['2018-02-01 or so', 'YYYY-MM-DD', null],
  ])('%j as %s is %s', (text, format, expected) => {
    expect(read(text, [format])).toBe(expected)
  })

  test('what was written is read, in every format and zone', () => {
    const written = (day: string, format: DateFormat) => {
      const [year = '', month = '', dayOfMonth = ''] = day.split('-')
      return format.replace('YYYY', year).replace('MM', month).replace('DD', dayOfMonth)
    }
    const zones = fc.constantFrom('UTC', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Australia/Lord_Howe')
    const days = fc.integer({ min: 0, max: 109_000 }).map((n) => addDays('1900-01-01', n))
    fc.assert(
      fc.property(days, fc.constantFrom(...ALL), zones, (day, format, zone) => {
        expect(readDate(written(day, format), [format], zone)).toMatchObject({ day, hasTime: false })
        const noon = instantAt(day, 43_200_000, zone)
        expect(readDate(`${written(day, format)} 12:00`, [format], zone)?.at).toEqual(noon)
        expect(dayOf(noon, zone)).toBe(day)
      }),
      { numRuns: 500 },
    )
  })
})

test.each<[string, string | null]>([
  ['2018-03', '2018-03'],
  ['2018/3', '2018-03'],
  ['03.2018', '2018-03'],
  ['3/2018', '2018-03'],
  ['2018-03-31', '2018-03'],
  ['31.03.2018', '2018-03'],
  ['2018-13', null],
  ['1850-01', null],
  ['March', null],
])('the month of %j is %j', (text, month) => {
  expect(readMonth(text, ALL)).toBe(month)
})

describe('DateDetector', () => {
  function detect(columns: Record<string, string[]>) {
    const detector = new DateDetector()
    for (const [column, values] of Object.entries(columns))
      for (const value of values) detector.see(column, value)
    return detector.decide()
  }
  const yearLast = (columns: Record<string, string[]>, column = 'a') =>
    detect(columns)
      .formats.get(column)
      ?.filter((format) => !format.startsWith('Y') && format !== 'DD.MM.YYYY')

  test('one date that can only be read one way decides the column', () => {
    expect(yearLast({ a: ['03/04/2018', '25/04/2018'] })).toContain('DD/MM/YYYY')
    expect(yearLast({ a: ['03/04/2018', '04/25/2018'] })).toContain('MM/DD/YYYY')
    expect(yearLast({ a: ['03-04-2018', '04-25-2018 10:00'] })).toContain('MM-DD-YYYY')
    expect(detect({ a: ['03/04/2018', '25/04/2018'] }).questions).toEqual([])
  })

  test('another column of the file decides as well', () => {
    const { formats, questions } = detect({ a: ['03/04/2018'], b: ['25/04/2018'] })
    expect(questions).toEqual([])
    expect(formats.get('a')).toContain('DD/MM/YYYY')
  })

  test('but not one of another notation, nor two that contradict each other', () => {
    expect(detect({ a: ['03/04/2018'], b: ['25-04-2018'] }).questions).toHaveLength(1)
    const { formats, questions } = detect({ a: ['03/04/2018'], b: ['25/04/2018'], c: ['04/25/2018'] })
    expect(questions).toMatchObject([{ code: 'ambiguous_date', column: 'a' }])
    expect(formats.get('b')).toContain('DD/MM/YYYY')
    expect(formats.get('c')).toContain('MM/DD/YYYY')
  })

  test('what stays ambiguous is asked', () => {
    expect(detect({ a: ['05/05/2018', '03-04-2018', 'n/a', '04-03-2018'] }).questions).toEqual([
      { code: 'ambiguous_date', column: 'a', example: '03-04-2018', options: ['DD-MM-YYYY', 'MM-DD-YYYY'] },
    ])
  })

  test('a column that is written both ways is asked about', () => {
    expect(detect({ a: ['25/04/2018', '04/25/2018'] }).questions).toEqual([
      { code: 'mixed_dates', column: 'a', example: '04/25/2018', options: ['DD/MM/YYYY', 'MM/DD/YYYY'] },
    ])
  })

  test.each([
    [['2018-03-04', '2018/03/04', '04.03.2018']],
    [['05/05/2018', '12-12-2018']],
    [['soon', '', '99/99/2018']],
    [[]],
  ])('nothing to ask: %j', (values) => {
    expect(detect({ a: values }).questions).toEqual([])
  })

  test('whatever it decides reads every date of the column as it was written', () => {
    const days = fc.integer({ min: 0, max: 3650 }).map((n) => addDays('2015-01-01', n))
    fc.assert(
      fc.property(
        fc.array(days, { minLength: 1 }),
        fc.boolean(),
        fc.constantFrom('/', '-'),
        (dates, dayFirst, separator) => {
          const values = dates.map((date) => {
            const [year, month, day] = date.split('-')
            return (dayFirst ? [day, month, year] : [month, day, year]).join(separator)
          })
          const { formats, questions } = detect({ a: values })
          if (questions.length > 0) {
            expect(dates.every((date) => Number(date.slice(8)) <= 12)).toBe(true)
            return
          }
          expect(values.map((value) => readDate(value, formats.get('a') ?? [], 'UTC')?.day)).toEqual(dates)
        },
      ),
    )
  })
})
