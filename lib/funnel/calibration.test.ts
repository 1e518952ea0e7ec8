import { expect, it } from 'vitest'
import { type CalibrationCell, calibrationOf } from './calibration'

const cell = (
  marketerId: number,
  grade: CalibrationCell['grade'],
  computedGrade: CalibrationCell['computedGrade'],
  decided: number,
  accepted: number,
  won = 0,
): CalibrationCell => ({ marketerId, grade, computedGrade, decided, accepted, won, atWork: 0 })

it('tells whose hot is not hot', () => {
  const found = calibrationOf([
    cell(1, 'hot', 'hot', 100, 20, 5),
    cell(2, 'hot', 'hot', 100, 60, 20),
    cell(3, 'hot', 'hot', 100, 58, 18),
    cell(4, 'hot', 'hot', 12, 12, 12),
  ])
  const verdict = (id: number) =>
    found.people.find(({ personId }) => personId === id)?.grades.hot.accepted.verdict
  expect([1, 2, 3, 4].map(verdict)).toEqual(['less', 'more', 'more', 'too_few'])
  expect(found.total.grades.hot.accepted).toMatchObject({ count: 150, base: 312 })
  expect(found.total.grades.warm.accepted).toMatchObject({ base: 0, value: null })
})

it('counts an override as right when sales agreed with it', () => {
  const { total } = calibrationOf([
    cell(1, 'hot', 'warm', 10, 6, 2), // hotter: 6 right
    cell(1, 'warm', 'cold', 4, 1), // hotter: 1 right
    cell(1, 'cold', 'hot', 5, 2, 1), // colder: 3 right
    cell(1, 'hot', 'hot', 50, 30),
    cell(1, 'hot', null, 7, 7), // what the answers said is not known
    cell(1, null, null, 3, 0),
  ])
  expect(total.overrides).toMatchObject({
    up: 14,
    upAccepted: 7,
    upWon: 2,
    down: 5,
    downRejected: 3,
    right: { count: 10, base: 19 },
  })
})

it('compares hot by hand with hot by the answers, and hot with warm with cold', () => {
  const { hot, order } = calibrationOf([
    cell(1, 'hot', 'warm', 60, 12),
    cell(1, 'hot', 'hot', 200, 120),
    cell(1, 'warm', 'warm', 100, 30),
    cell(1, 'cold', 'cold', 20, 1),
  ])
  expect(hot).toMatchObject({
    overridden: { count: 12, base: 60 },
    answered: { count: 120, base: 200 },
    verdict: 'less',
  })
  expect(order).toEqual({ hotOverWarm: 'more', warmOverCold: 'too_few' })
})
