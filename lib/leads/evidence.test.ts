import { expect, it } from 'vitest'
import { signsFor, type TouchSign } from './evidence'

const sign = (kind: TouchSign['kind']): TouchSign => ({ kind, count: 1, lastAt: new Date(0) })
const all = (['price_request', 'download', 'enquiry', 'visit'] as const).map(sign)

it.each([
  ['needFormed', ['price_request', 'download']],
  ['valueUnderstood', ['download']],
  ['hasBudget', ['price_request']],
  ['readySoon', ['price_request']],
  ['response', ['price_request', 'enquiry']],
] as const)('%s is helped by %s, and by no visit', (question, kinds) => {
  expect(signsFor(question, all).map(({ kind }) => kind)).toEqual(kinds)
})
