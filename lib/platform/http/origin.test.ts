import { afterEach, describe, expect, it, vi } from 'vitest'
import { isOwnOrigin } from './origin'

afterEach(() => vi.unstubAllEnvs())

describe('isOwnOrigin', () => {
  it('takes a page of the same host and port', () => {
    expect(isOwnOrigin(new Headers({ origin: 'http://localhost:3000', host: 'localhost:3000' }))).toBe(true)
  })

  it('takes a request without Origin only on the word of the browser', () => {
    const host = 'localhost:3000'
    expect(isOwnOrigin(new Headers({ host, 'sec-fetch-site': 'same-origin' }))).toBe(true)
    expect(isOwnOrigin(new Headers({ host, 'sec-fetch-site': 'same-site' }))).toBe(false)
    expect(isOwnOrigin(new Headers({ host, 'sec-fetch-site': 'none' }))).toBe(false)
    expect(isOwnOrigin(new Headers({ host, 'sec-fetch-site': 'same-origin', origin: 'null' }))).toBe(false)
  })

  it.each<Record<string, string>>([
    { host: 'localhost:3000' },
    { host: 'localhost:3000', origin: 'null' },
    { host: 'localhost:3000', origin: 'http://localhost:3001' },
    { host: 'localhost:3000', origin: 'https://evil.example' },
    { host: 'localhost:3000', origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' },
    { origin: '', host: '' },
  ])('refuses %j', (headers) => {
    expect(isOwnOrigin(new Headers(headers))).toBe(false)
  })

  it('takes the public address and, behind a trusted proxy, the forwarded host', () => {
    vi.stubEnv('BATON_URL', 'https://baton.example')
    vi.stubEnv('TRUST_PROXY', '1')
    expect(isOwnOrigin(new Headers({ origin: 'https://baton.example', host: '10.0.0.1:3000' }))).toBe(true)
    const forwarded = { origin: 'https://b.example', host: '10.0.0.1', 'x-forwarded-host': 'b.example' }
    expect(isOwnOrigin(new Headers(forwarded))).toBe(true)
  })
})
