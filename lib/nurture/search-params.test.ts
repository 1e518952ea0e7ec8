import { describe, expect, it } from 'vitest'
import { readGroup, readNurtureFilter, readPlaces, readScope } from './search-params'

describe('an address of nurture', () => {
  it('filters by what it knows, and leaves out what makes no sense', () => {
    expect(
      readNurtureFilter({
        age: '6',
        grade: 'hot,cold',
        owner: 'me',
        plan: 'none',
        status: 'won',
        from: '2026-01-01',
      }),
    ).toEqual({ age: '6', grade: ['hot', 'cold'], owner: 'me', plan: 'none' })
    expect(readNurtureFilter({ age: '7', wake: 'never', returns: '9', q: 'a\u0000b' })).toEqual({})
  })

  it('names a place in each column of the board', () => {
    expect(
      readPlaces({
        'after.6': '2026-01-01T00:00:00.000Z_17',
        'after.12': '2026-01-01_17',
        'after.3': 'x',
        'after.1': '_1',
      }),
    ).toEqual({ 6: ['2026-01-01T00:00:00.000Z', 17] })
  })

  it('names one step of a plan', () => {
    expect(readGroup({ plan: '3', step: '0', text: 'Call' })).toEqual({
      planId: 3,
      position: 0,
      text: 'Call',
    })
    for (const query of [
      {},
      { plan: '0', step: '0', text: 'x' },
      { plan: '3', step: '31', text: 'x' },
      { plan: '3', step: '-1', text: 'x' },
      { plan: '3', step: '0' },
      { plan: '99999999999', step: '0', text: 'x' },
      { plan: '3', step: '0', text: 'x'.repeat(501) },
      { plan: '3', step: '0', text: '\u0000' },
    ])
      expect(readGroup(query)).toBeNull()
  })

  it('says whose work is shown', () => {
    expect(readScope({}, 'mine')).toBe('mine')
    expect(readScope({ whose: 'all' }, 'mine')).toBe('all')
    expect(readScope({ whose: 'x' }, 'all')).toBe('all')
  })
})
