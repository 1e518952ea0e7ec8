import { describe, expect, it } from 'vitest'
import { isPublicAddress, looksOutside } from './address'

describe('an address of the open internet', () => {
  it.each(['93.184.216.34', '8.8.8.8', '2606:4700::1111', '::ffff:8.8.8.8'])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  it.each([
    '127.0.0.1',
    '127.8.8.8',
    '0.0.0.0',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '192.0.0.8',
    '198.18.0.1',
    '224.0.0.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::127.0.0.1',
    '::ffff:a00:1',
    '64:ff9b::a00:1',
    '2002:7f00:1::',
    '2001:0:a00:1::',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'ff02::1',
    'localhost',
    '',
  ])('is not %s', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe('a web address', () => {
  it.each(['https://example.com/x', 'http://8.8.8.8:8080/', 'https://[2606:4700::1111]/'])(
    'may lead outside: %s',
    (url) => expect(looksOutside(url)).toBe(true),
  )

  // The last ones are 127.0.0.1 as browsers and Node read it.
  it.each([
    'http://localhost/',
    'http://LOCALHOST.:5432/',
    'http://db.internal/',
    'http://printer.local/',
    'http://a.localhost/',
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://169.254.169.254/latest/meta-data',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://①②⑦.0.0.1/',
  ])('leads inside: %s', (url) => expect(looksOutside(url)).toBe(false))
})
