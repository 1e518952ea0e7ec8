import { describe, expect, it } from 'vitest'
import { clientAddress, network } from './client-address'

describe('clientAddress', () => {
  it('takes the entry that the nearest proxy wrote', () => {
    expect(clientAddress(new Headers({ 'x-forwarded-for': '6.6.6.6, 10.1.2.3' }))).toBe('10.1.2.3')
  })
  it('knows when it knows nothing', () => expect(clientAddress(new Headers())).toBe('unknown'))
})

describe('network', () => {
  it.each([
    ['203.0.113.9', '203.0.113.9'],
    ['203.0.113.9:5123', '203.0.113.9'],
    ['::ffff:203.0.113.9', '203.0.113.9'],
    ['::1', '0:0:0:0::/64'],
    ['2001:0db8:0:1:aaaa::1', '2001:db8:0:1::/64'],
    ['2001:db8:0:1:bbbb:1:2:3', '2001:db8:0:1::/64'],
    ['[2001:db8::7]:443', '2001:db8:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s → %s', (address, expected) => expect(network(address)).toBe(expected))
})
