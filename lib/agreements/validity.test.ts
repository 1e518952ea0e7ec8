import { describe, expect, it } from 'vitest'
import { validityOf } from './validity'

const first = { version: 1, state: 'initial', inForceFrom: null } as const
const signed = (version: number, inForceFrom: string) => ({ version, state: 'signed' as const, inForceFrom })

describe('when a version counts', () => {
  it('is always, for the first, while there is no other', () => {
    expect([...validityOf([first], '2026-03-01')]).toEqual([[1, { is: 'in_force', from: null, to: null }]])
  })

  it('is from its day to the day of the next', () => {
    const versions = [
      { version: 4, state: 'draft', inForceFrom: '2026-01-01' } as const,
      { version: 3, state: 'withdrawn', inForceFrom: '2026-01-01' } as const,
      signed(2, '2026-03-01'),
      first,
    ]
    expect(Object.fromEntries(validityOf(versions, '2026-02-28'))).toEqual({
      1: { is: 'in_force', from: null, to: '2026-03-01' },
      2: { is: 'to_come', from: '2026-03-01', to: null },
      3: { is: 'withdrawn' },
      4: { is: 'draft' },
    })
    expect(Object.fromEntries(validityOf(versions, '2026-03-01'))).toMatchObject({
      1: { is: 'past', from: null, to: '2026-03-01' },
      2: { is: 'in_force' },
    })
  })

  it('is never where a later version came first', () => {
    const versions = [first, signed(2, '2026-06-01'), signed(3, '2026-05-01')]
    expect(Object.fromEntries(validityOf(versions, '2026-07-01'))).toEqual({
      1: { is: 'past', from: null, to: '2026-05-01' },
      2: { is: 'never' },
      3: { is: 'in_force', from: '2026-05-01', to: null },
    })
  })
})
