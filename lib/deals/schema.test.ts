import { describe, expect, it } from 'vitest'
import { plainAmount } from '@/lib/platform/http/form-input'
import { openDealForm, winDealForm } from './schema'

describe('an amount as people write it', () => {
  it.each([
    ['1234', '1234'],
    ['1234.5', '1234.5'],
    ['1 234,50', '1234.50'],
    ['1 234 567', '1234567'],
    ['1.234,50', '1234.50'],
    ['1,234.50', '1234.50'],
    ['12,500', '12500'],
    ['12.500', '12500'],
    ['1,234,567', '1234567'],
    ['€ 99', '99'],
    ['0,5', '0.5'],
  ])('%s is %s', (typed, plain) => expect(plainAmount(typed)).toBe(plain))

  it.each(['-5', 'abc', '1,23,4', '1e309', '12,3456', '1.234,567,8'])('%s stays and is refused', (typed) => {
    expect(plainAmount(typed)).toBe(typed)
    expect(
      openDealForm.safeParse({ leadId: '1', title: 'x', amount: typed, expectedCloseOn: '' }).success,
    ).toBe(false)
  })

  it('may be left empty', () => {
    expect(openDealForm.parse({ leadId: '1', title: 'x', amount: '', expectedCloseOn: '' })).toMatchObject({
      amount: null,
      expectedCloseOn: null,
    })
    expect(winDealForm.parse({ dealId: '1', amount: '', wonAt: '' })).toEqual({ dealId: 1 })
  })
})
