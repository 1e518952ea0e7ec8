import { describe, expect, it } from 'vitest'
import { type Candidate, LeadLedger } from './ledger'

const lead = (id: number, closed = false, lasting = false): Candidate => ({ id, closed, lasting })
const known = (leads: Record<string, Candidate[]>) => new Map(Object.entries(leads))

describe('the leads that rows of a file are about', () => {
  it('takes the first key that anybody has, and of those who have it the open one, the older first', () => {
    const ledger = new LeadLedger()
    const there = known({ 'e:a': [lead(7), lead(5), lead(3, true)], 'p:1': [lead(2)] })
    expect(ledger.find(['e:none', 'e:a', 'p:1'], there, true)).toEqual({ id: 5, key: 'e:a' })
    expect(ledger.find(['e:none'], there, true)).toBeUndefined()
  })

  it('finds a closed lead by its e-mail only where it may, by its external id always', () => {
    const there = known({ 'e:a': [lead(3, true)], 'x:a': [lead(4, true)] })
    const ledger = new LeadLedger()
    expect(ledger.find(['e:a'], there, false)).toBeUndefined()
    expect(ledger.find(['e:a'], there, true)?.id).toBe(3)
    expect(ledger.find(['x:a'], there, false)?.id).toBe(4)
  })

  it('knows what earlier rows made, moved and closed', () => {
    const ledger = new LeadLedger()
    ledger.add(100, ['e:new'], false)
    expect(ledger.find(['e:new'], known({}), false)?.id).toBe(100)
    ledger.move(100, ['e:new'], ['e:other'], false)
    expect(ledger.find(['e:new'], known({}), false)).toBeUndefined()
    expect(ledger.find(['e:other'], known({}), false)?.id).toBe(100)
    const there = known({ 'p:1': [lead(1), lead(2)], 'p:2': [lead(3, false, true)] })
    ledger.move(1, ['p:1'], ['p:9'], false)
    expect(ledger.find(['p:1'], there, false)?.id).toBe(2)
    ledger.move(1, ['p:9'], ['p:1'], false)
    expect(ledger.find(['p:1'], there, false)?.id).toBe(1)
    // what it has from a merge stays, whatever becomes of its own number
    ledger.move(3, ['p:2'], [], false)
    expect(ledger.find(['p:2'], there, false)?.id).toBe(3)
    ledger.close(1)
    expect(ledger.find(['p:1'], there, false)?.id).toBe(2)
  })

  it('remembers no more keys than it may, and says so', () => {
    const ledger = new LeadLedger(2)
    ledger.add(1, ['a', 'b', 'c'], false)
    expect(ledger.isFull).toBe(true)
    expect(ledger.find(['c'], known({}), true)).toBeUndefined()
    expect(ledger.find(['b'], known({}), true)?.id).toBe(1)
  })
})
