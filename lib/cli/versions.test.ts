import { describe, expect, it } from 'vitest'
import { isBelow, tooOld } from './versions'

describe('minimum safe versions', () => {
  it.each([
    ['16.4.0', '16.4.1', true],
    ['16.4.1', '16.4.1', false],
    ['16.10.0', '16.4.1', false],
    ['15.99.99', '16.4.1', true],
    ['16.4.1-canary.3', '16.4.1', true],
    ['17.0.0-beta.1', '16.4.1', false],
  ])('%s below %s: %s', (version, floor, expected) => {
    expect(isBelow(version, floor)).toBe(expected)
  })

  it('are kept by the lockfile', () => {
    expect(tooOld()).toEqual([])
  })
})
