import { describe, expect, it } from 'vitest'
import { type Answers, gradeOf } from './grading'

const hot: Answers = {
  needFormed: 'yes',
  valueUnderstood: 'yes',
  hasBudget: 'yes',
  readySoon: 'yes',
  response: 'engaged',
}

describe('grading', () => {
  it.each<[string, Partial<Answers>, string]>([
    ['everything speaks for it', {}, 'hot'],
    ['cannot buy soon', { readySoon: 'no' }, 'warm'],
    ['budget unknown', { hasBudget: 'unknown' }, 'warm'],
    ['value not understood', { valueUnderstood: 'no' }, 'warm'],
    ['asks to be called back', { response: 'call_back' }, 'warm'],
    ['no need, however rich', { needFormed: 'no' }, 'cold'],
    ['need unknown', { needFormed: 'unknown' }, 'cold'],
    ['left alone and no need', { needFormed: 'no', response: 'do_not_disturb' }, 'cold'],
  ])('%s', (_, change, grade) => {
    expect(gradeOf({ ...hot, ...change }).grade).toBe(grade)
  })

  it('gives one reason per answer, for or against', () => {
    const { reasons } = gradeOf({ ...hot, hasBudget: 'unknown', response: 'no_answer' })
    expect(reasons.map((reason) => reason.code)).toEqual([
      'needFormed.yes',
      'valueUnderstood.yes',
      'hasBudget.unknown',
      'readySoon.yes',
      'response.no_answer',
    ])
    expect(reasons.map((reason) => reason.speaksFor)).toEqual([true, true, false, true, false])
  })
})
