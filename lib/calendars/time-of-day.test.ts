import { expect, it } from 'vitest'
import { plainTime, timeText } from './time-of-day'

it.each([
  ['9', '09:00'],
  ['9:30', '09:30'],
  [' 09.30 ', '09:30'],
  ['930', '09:30'],
  ['1800', '18:00'],
  ['24', '24:00'],
  ['0', '00:00'],
  ['24:30', '24:30'], // refused later, as it was typed
  ['9:75', '9:75'],
  ['noon', 'noon'],
  ['', ''],
])('“%s” is %s', (typed, time) => {
  expect(plainTime(typed)).toBe(time)
})

it('words minutes after midnight', () => {
  expect([0, 570, 1440].map(timeText)).toEqual(['00:00', '09:30', '24:00'])
})
