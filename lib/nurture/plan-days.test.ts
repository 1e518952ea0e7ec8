import { describe, expect, it } from 'vitest'
import { officeHours, type WorkingHours } from '@/lib/platform/working-time'
import { datedSteps, workingDayFrom } from './plan-days'

const office = officeHours('Europe/Berlin')

describe('the day of a step', () => {
  it.each([
    ['a Wednesday stays', '2026-11-18', '2026-11-18'],
    ['a Saturday becomes Monday', '2026-11-21', '2026-11-23'],
    ['a Sunday becomes Monday', '2026-11-22', '2026-11-23'],
  ])('%s', (_, day, expected) => {
    expect(workingDayFrom(day, office)).toBe(expected)
  })

  it('passes over holidays, also several in a row, and into the next year', () => {
    const holidays: WorkingHours['holidays'] = new Map([
      ['2026-12-24', []],
      ['2026-12-25', []],
      ['2027-01-01', []],
    ])
    const hours = { ...office, holidays }
    expect(workingDayFrom('2026-12-24', hours)).toBe('2026-12-28')
    expect(workingDayFrom('2027-01-01', hours)).toBe('2027-01-04')
  })

  it('keeps a holiday on which somebody works for some hours', () => {
    expect(
      workingDayFrom('2026-12-24', { ...office, holidays: new Map([['2026-12-24', [[540, 720]]]]) }),
    ).toBe('2026-12-24')
  })

  it.each(['Pacific/Apia', 'Australia/Lord_Howe', 'America/Sao_Paulo', 'Asia/Kathmandu', 'Europe/Berlin'])(
    'is a day of the company: %s',
    (timeZone) => {
      for (const day of ['2026-03-29', '2026-10-25', '2026-04-05', '2026-11-18'])
        expect(workingDayFrom(day, officeHours(timeZone)) >= day).toBe(true)
      expect(workingDayFrom('2026-11-18', officeHours(timeZone))).toBe('2026-11-18')
    },
  )
})

it('puts the steps of a plan in the order of their days', () => {
  const steps = [
    { afterDays: 30, kind: 'call', text: 'Call' },
    { afterDays: 0, kind: 'letter', text: 'First' },
    { afterDays: 3, kind: 'invitation', text: 'Fair' },
    { afterDays: 0, kind: 'letter', text: 'Second' },
  ] as const
  expect(datedSteps(steps, '2026-11-18', office)).toEqual([
    { position: 0, kind: 'letter', text: 'First', dueOn: '2026-11-18' },
    { position: 1, kind: 'letter', text: 'Second', dueOn: '2026-11-18' },
    { position: 2, kind: 'invitation', text: 'Fair', dueOn: '2026-11-23' },
    { position: 3, kind: 'call', text: 'Call', dueOn: '2026-12-18' },
  ])
})
